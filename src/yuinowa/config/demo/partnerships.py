"""One partnership of the made-up region, on its way: three sides have said what they need, goals are being agreed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.principles import Answer, Moment, Verdict
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource, Shared
from yuinowa.partnerships.exchange.principle_sets import shipped
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.principles import consent, give_check, propose
from yuinowa.partnerships.services.shared import GoalWords, add_row, agree
from yuinowa.partnerships.services.sides import accept, show_to
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    ContributionWords,
    NeedWords,
    add_words,
    say_need,
)
from yuinowa.partnerships.services.steps import go_on

_NAMES = UUID("0d0f7ad8-5d86-4c1e-9f0a-3a7c2f6f5b11")
_FIRST, _OTHERS = "city", ("puppet", "municipality")
C, R = Ability, Resource

NEEDS = {
    "city": NeedWords("図書館に来たことのない親子に、行事の知らせが届かない。", "行事のアンケートで、初めての参加は8組に1組", "人形劇を見に来る親子は、図書館の利用者と重ならない。", Bearer.MUTUAL),
    "puppet": NeedWords("人形を置く場所と、けいこの場所がない。", "この1年で、けいこ場が3回変わった", "演じる場のある図書館となら、続けられる。", Bearer.MUTUAL),
    "municipality": NeedWords("市民といっしょに行う取組が、中心部だけで開かれている。", "昨年度の12の取組のうち、10が中央地区", "どの地区にも図書館の分室があり、会場になる。", Bearer.PUBLIC),
}  # fmt: skip
WORDS = {
    "city": (AbilityWords(C.CAN, "会場と本、司書1人を出せる。"), AbilityWords(C.CANNOT, "土曜の夜は開けない。"), BenefitWords("新しい利用者、物語の棚の貸出"), ContributionWords(R.PEOPLE, "司書", 6, "人回"), ContributionWords(R.THINGS, "絵本", 120, "冊")),
    "puppet": (AbilityWords(C.CAN, "人形と、演じ手4人。"), AbilityWords(C.CANNOT, "遠くへ運ぶ車がない。"), BenefitWords("月2回のけいこ場、演じる機会")),
    "municipality": (AbilityWords(C.CAN, "公用車と広報紙が使える。"), AbilityWords(C.CANNOT, "演目には口を出さない。"), BenefitWords("三つの地区での実績と、参加した人の声"), ContributionWords(R.MONEY, "材料費", 48_000, "円")),
}  # fmt: skip
ANSWERS = {
    "equality": Answer(Verdict.YES, "会の進行は、3者が順番に受けもつ。"),
    "understanding": Answer(Verdict.PARTLY, "人形劇の会のけいこを、まだ見ていない。"),
    "aim": Answer(Verdict.YES, "", "目標の欄"),
    "openness": Answer(Verdict.NO, "始まるまで、外には知らせていない。"),
    "acknowledging": Answer(Verdict.YES, "ちらしに3者の名前を並べる。"),
    "enjoyment": Answer(Verdict.YES, "試しの会で、職員も人形を動かした。"),
}


def begin_partnership(ids: dict[str, int], actor: Actor) -> None:
    """Begin it, let all sides join and speak, go on to the goals; the group has not yet said what it gives."""
    year = FiscalYear.of(clock.today())
    outline = Outline(
        "まちの人形劇 おはなし会",
        "図書館に来たことのない親子に、三つの地区で人形劇と物語に出会ってもらう。",
        Form.PROJECT_COOPERATION,
        Zone.BOTH,
        start_on=clock.today() + timedelta(days=14),
        end_on=year.end,
        public_summary="だれでも、申し込みなしで見られます。日と場所は、図書館の入口と広報紙でお知らせします。",
    )
    made, _fresh = begin(
        outline,
        asked=[ids[name] for name in _OTHERS],
        once=_once("begin"),
        begun_by=ids[_FIRST],
        actor=actor,
    )
    for name in _OTHERS:
        accept(made.pk, side=ids[name], actor=actor)
    for name in (_FIRST, *_OTHERS):
        show_to(made.pk, Level.PUBLIC, side=ids[name], actor=actor)
    made = _gone_on(made.pk, actor)
    for name, need in NEEDS.items():
        say_need(made.pk, need, expected_version=0, side=ids[name], actor=actor)
    for name, rows in WORDS.items():
        for number, words in enumerate(rows):
            add_words(made.pk, words, once=_once(f"{name} {number}"), side=ids[name], actor=actor)
    made = _gone_on(made.pk, actor)
    side = made.parties.get(institution=ids[_FIRST])
    for number, (what, measure, amount, unit) in enumerate(
        (
            ("三つの地区で2回ずつ開く", "交流台帳の「いっしょに開いた行事」", 6, "回"),
            ("図書館の行事に初めて来た親子", "会場での短いアンケート", 60, "組"),
        )
    ):
        goal = GoalWords(what, measure, amount, unit, year.end, side.pk)
        add_row(made.pk, goal, once=_once(f"goal {number}"), actor=actor)
    for name in (_FIRST, "municipality"):
        agree(made.pk, Shared.GOALS, side=ids[name], actor=actor)
    _adopt(made.pk, ids, actor)


def _adopt(pk: int, ids: dict[str, int], actor: Actor) -> None:
    """All sides hold themselves to a set of principles; the library has said how it sees them, the others not yet."""
    first = ids[_FIRST]
    chosen = shipped()["ogi"]
    propose(pk, chosen, expected_number=0, once=_once("principles"), side=first, actor=actor)
    for name in (_FIRST, *_OTHERS):
        consent(pk, 1, side=ids[name], actor=actor)
    give_check(pk, 1, Moment.START, ANSWERS, side=first, actor=actor)


def _gone_on(pk: int, actor: Actor) -> Partnership:
    version = Partnership.objects.values_list("version", flat=True).get(pk=pk)
    return go_on(pk, expected_version=version, actor=actor)


def _once(name: str) -> str:
    return uuid5(_NAMES, name).hex
