"""The shipped bank of items: what each side is asked about working together, in our own words.

No item is taken from a published instrument. Texts are data, not messages of the page: a plan that was agreed keeps the
words it was agreed with. Source: collaboration model §5.4; the scale is that of Japanese cities, §7.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Which bank an agreed plan chose from. A changed word is a new version.
BANK_VERSION = 1


class Anchor(StrEnum):
    """What an answer means."""

    #: From 1 "not at all" to 5 "very much so".
    AGREEMENT = "agreement"
    #: From 1 "far below" to 5 "far above" what was expected at the start; 3 is as expected.
    EXPECTED = "expected"
    #: How far one's own house agreed on the answers.
    CHOICE = "choice"


class Construct(StrEnum):
    """What an item is about."""

    PURPOSE = "purpose"
    NEED = "need"
    BENEFICIARY = "beneficiary"
    RECIPROCITY = "reciprocity"
    ROLES = "roles"
    EQUALITY = "equality"
    TRUST = "trust"
    COMMUNICATION = "communication"
    RESOURCES = "resources"
    OPENNESS = "openness"
    FLEXIBILITY = "flexibility"
    RESULT = "result"
    SYNERGY = "synergy"
    RESIDENT = "resident"
    LEARNING = "learning"
    CONTINUATION = "continuation"
    CONSENSUS = "consensus"
    ENJOYMENT = "enjoyment"


@dataclass(frozen=True, slots=True)
class Steps:
    """The answers an anchor offers, lowest first."""

    ja: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``ja`` and ``en`` are its words."""

    code: str
    construct: Construct
    anchor: Anchor
    ja: str
    en: str


STEPS: dict[Anchor, Steps] = {
    Anchor.AGREEMENT: Steps(
        (
            "全くそう思わない",
            "あまりそう思わない",
            "どちらともいえない",
            "そう思う",
            "とてもそう思う",
        ),
        ("Not at all", "Rather not", "Neither", "I think so", "Very much so"),
    ),
    Anchor.EXPECTED: Steps(
        (
            "始める前の期待を大きく下回る",
            "期待をやや下回る",
            "期待どおり",
            "期待をやや上回る",
            "期待を大きく上回る",
        ),
        (
            "Far below what we expected at the start",
            "Somewhat below",
            "As expected",
            "Somewhat above",
            "Far above what we expected at the start",
        ),
    ),
    Anchor.CHOICE: Steps(
        ("個人", "係", "課", "組織全体"),
        ("One person", "The team", "The section", "The whole institution"),
    ),
}

C, A = Construct, Anchor
# fmt: off
BANK: tuple[Item, ...] = (
    Item("Q01", C.PURPOSE, A.AGREEMENT, "この取組で何をどこまで変えたいか、双方が同じ言葉で説明できる",
         "All sides can say in the same words what this work is to change, and how far"),
    Item("Q02", C.PURPOSE, A.AGREEMENT, "目的が自分の組織の使命とつながっている",
         "Its aim belongs to what our own institution is for"),
    Item("Q03", C.NEED, A.AGREEMENT, "単独ではなく一緒に行う理由がはっきりしている",
         "It is clear why we do this together and not alone"),
    Item("Q04", C.BENEFICIARY, A.AGREEMENT, "誰のための取組かを具体的に把握している",
         "We know precisely for whom this work is done"),
    Item("Q05", C.RECIPROCITY, A.AGREEMENT, "相手が得るものを、自分の言葉で言える",
         "We can say in our own words what the other side gains"),
    Item("Q06", C.RECIPROCITY, A.AGREEMENT, "出しているもの(人・金・場・知恵)と得ているものの釣り合いに納得している",
         "We are content with the balance of what we give (people, money, places, knowledge) and what we gain"),
    Item("Q07", C.ROLES, A.AGREEMENT, "どの作業に誰が責任を持つかが書かれていて、迷わない",
         "It is written down who answers for which task, and nobody has to wonder"),
    Item("Q08", C.ROLES, A.EXPECTED, "相手は約束した役割を果たしている",
         "The other side does what it promised to do"),
    Item("Q09", C.ROLES, A.EXPECTED, "自分たちは約束した役割を果たしている",
         "We do what we promised to do"),
    Item("Q10", C.EQUALITY, A.AGREEMENT, "意見が違うとき、遠慮なく言える",
         "When we think otherwise, we can say so freely"),
    Item("Q11", C.EQUALITY, A.AGREEMENT, "大事なことは双方で決めている",
         "What matters is decided by all sides"),
    Item("Q12", C.TRUST, A.AGREEMENT, "困ったことを早めに打ち明けられる",
         "We can tell of difficulties early"),
    Item("Q13", C.TRUST, A.AGREEMENT, "相手は言ったことを守る",
         "The other side keeps its word"),
    Item("Q14", C.COMMUNICATION, A.EXPECTED, "必要な情報が必要なときに届く",
         "What we need to know reaches us when we need it"),
    Item("Q15", C.COMMUNICATION, A.AGREEMENT, "担当者以外の人ともつながりがある",
         "We know others there beside the person in charge"),
    Item("Q16", C.RESOURCES, A.AGREEMENT, "人手と時間は足りている",
         "There are hands and hours enough"),
    Item("Q17", C.RESOURCES, A.AGREEMENT, "費用の負担は実態に合っている",
         "What each pays fits what it is for"),
    Item("Q18", C.OPENNESS, A.AGREEMENT, "取組の内容と結果を外に向けて公開できている",
         "What we do and what comes of it is open to everybody"),
    Item("Q19", C.FLEXIBILITY, A.EXPECTED, "状況の変化に合わせて計画を直せている",
         "We change the plan as things change"),
    Item("Q20", C.RESULT, A.EXPECTED, "目標に対する到達の度合い",
         "How far the goals are reached"),
    Item("Q21", C.SYNERGY, A.EXPECTED, "単独で行うより大きな成果が出ている(1+1>2)",
         "More comes of it than if each did it alone (1 + 1 > 2)"),
    Item("Q22", C.RESIDENT, A.EXPECTED, "住民・利用者の満足",
         "How content residents and users are"),
    Item("Q23", C.LEARNING, A.AGREEMENT, "自分の組織に新しい知識や人のつながりが残った",
         "New knowledge and new ties stay in our own institution"),
    Item("Q24", C.CONTINUATION, A.AGREEMENT, "続けたい(理由も書く)",
         "We want to go on (and say why)"),
    Item("Q25", C.CONSENSUS, A.CHOICE, "この採点は組織として合意したものである(個人/係/課/組織全体)",
         "How far our house agreed on these answers (one person, team, section, the whole institution)"),
    Item("Q26", C.ENJOYMENT, A.AGREEMENT, "楽しさや共感があった(小城市の原則6)",
         "There was joy and fellow feeling in it (principle 6 of the city of Ogi)"),
)
# fmt: on
BY_CODE = {item.code: item for item in BANK}
#: What is chosen until the sides choose otherwise: few, for too many that are alike tire those who answer.
FIRST_CHOICE = ("Q01", "Q05", "Q06", "Q07", "Q10", "Q13", "Q20", "Q21", "Q24", "Q25")
