"""What the made-up sides of the partnership at work say: made up, like the sides themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yuinowa.evaluation.domain.bank import FIRST_CHOICE
from yuinowa.evaluation.domain.terms import Moment, Residents, Terms, Voice
from yuinowa.partnerships.domain.activities import People
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.issues import IssueLevel
from yuinowa.partnerships.domain.principles import Answer, Verdict
from yuinowa.partnerships.domain.risks import Degree
from yuinowa.partnerships.domain.schedules import Schedule, ScheduleKind
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.services.beginning import Outline
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    ContributionWords,
    NeedWords,
    Words,
)


@dataclass(frozen=True, slots=True)
class Goal:
    what: str
    measure: str
    amount: int
    unit: str
    owner: str


@dataclass(frozen=True, slots=True)
class Task:
    """``due`` in days from today; 0: none."""

    text: str
    accountable: str
    done_when: str
    helpers: tuple[str, ...] = ()
    due: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """Who decided at a side, and under which number."""

    number: str
    post: str


@dataclass(frozen=True, slots=True)
class Coming:
    """An activity; ``parts`` is what each host does, the one that proposes it first."""

    title: str
    place: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Promise:
    """``due`` in days from today; ``kept``: what its owner said of it."""

    owner: str
    text: str
    due: int
    kept: str = ""


C, R = Ability, Resource
OUTLINE = Outline(
    "物語のとびら 土曜の図書室",
    "本をあまり手に取らない子に、人形劇から物語に入り、続きを自分で読んでもらう。",
    Form.CO_HOST,
    Zone.BOTH,
    public_summary="学校の図書室と図書館を会場に、土曜の朝に開きます。人形劇のあと、その物語の本を借りて帰れます。学区の外の方も、どうぞ。",
)

# fmt: off
NEEDS = {
    "city": NeedWords("小学生が、学年が上がるにつれて図書館に来なくなる。", "昨年度の貸出で、5・6年生は2年生の3分の1", "学校の図書室には、毎日子どもがいる。", Bearer.MUTUAL),
    "school1": NeedWords("図書室を土曜に開けたいが、開ける人も、来るきっかけもない。", "全校312人のうち、月に1冊も借りない子が94人", "人形劇があれば、本が苦手な子も図書室に入る。", Bearer.MUTUAL, "保護者の当番で開けることも考えたが、続かなかった。"),
    "puppet": NeedWords("見に来るのは幼い子が多く、小学生に届かない。", "昨年の9回の公演で、小学生は1割", "先生と司書がいれば、学年に合う物語を選べる。", Bearer.MUTUAL),
}
WORDS: dict[str, tuple[Words, ...]] = {
    "city": (
        AbilityWords(C.CAN, "演目に合わせた本を選び、団体貸出で届けられる。"),
        AbilityWords(C.CANNOT, "土曜の午前に出せる司書は、1人だけ。"),
        BenefitWords("小学生の新しい利用者。学校の先生と本の話ができる。"),
        ContributionWords(R.PEOPLE, "司書", 6, "人回"),
        ContributionWords(R.THINGS, "演目にちなんだ本", 60, "冊"),
    ),
    "school1": (
        AbilityWords(C.CAN, "図書室と、ちらしを全家庭に配ること。"),
        AbilityWords(C.CANNOT, "学校の車は使えない。"),
        BenefitWords("土曜に図書室が開く。本を借りない子に声をかけられる。"),
        ContributionWords(R.PLACE, "図書室", 3, "回"),
        ContributionWords(R.INFORMATION, "学年ごとに読まれている本のようす（名前は出さない）"),
    ),
    "puppet": (
        AbilityWords(C.CAN, "演じ手4人と、人形づくりの手ほどき。"),
        AbilityWords(C.CANNOT, "6月と11月は公演が重なり、出られない。"),
        BenefitWords("小学生と出会い、いっしょに演じる仲間ができる。"),
        ContributionWords(R.PEOPLE, "演じ手", 24, "人回"),
        ContributionWords(R.THINGS, "人形と小さな舞台", 1, "式"),
    ),
}
ANSWERS: dict[str, dict[str, Answer]] = {
    "city": {
        "equality": Answer(Verdict.YES, "日取りは、三者がそろう日から選ぶ。"),
        "understanding": Answer(Verdict.YES, "けいこを見せてもらい、時間のかかり方が分かった。"),
        "aim": Answer(Verdict.YES, "", "目標の欄"),
        "openness": Answer(Verdict.PARTLY, "費用は、まだ外に出していない。"),
        "acknowledging": Answer(Verdict.YES, "ちらしに三者の名前を並べた。"),
        "enjoyment": Answer(Verdict.YES, "司書も人形を一つ持った。"),
    },
    "school1": {
        "equality": Answer(Verdict.YES, "学校の行事を先に聞いてもらえる。"),
        "understanding": Answer(Verdict.PARTLY, "団体貸出のしくみを、教員がまだよく知らない。"),
        "aim": Answer(Verdict.YES, "職員会議で話した。"),
        "openness": Answer(Verdict.YES, "学校だよりに載せている。"),
        "acknowledging": Answer(Verdict.YES),
        "enjoyment": Answer(Verdict.YES, "図書委員が舞台の裏を手伝った。"),
    },
    "puppet": {
        "equality": Answer(Verdict.YES, "演目は任せてもらっている。"),
        "understanding": Answer(Verdict.YES, "鍵の時間など、学校の決まりを知った。"),
        "aim": Answer(Verdict.YES),
        "openness": Answer(Verdict.YES, "会の便りに書いた。"),
        "acknowledging": Answer(Verdict.PARTLY, "舞台を運ぶ手間は、見えにくい。"),
        "enjoyment": Answer(Verdict.YES, "子どもが台本の続きを書いてくれた。"),
    },
}
GOALS = (
    Goal("土曜の図書室を開く", "交流台帳の「いっしょに開いた行事」", 6, "回", "city"),
    Goal("演目にちなんだ本を借りて帰った子", "その日の貸出を数える（だれが何をは数えない）", 120, "人", "school1"),
)
TASKS = (
    Task("日取りを決め、ちらしを作る", "city", "ひと月前に、ちらしが学校に届いた", ("school1",), due=21),
    Task("図書室を開け、当日の子どもを見る", "school1", "閉会のあと、戸締まりが済んだ", ("city",)),
    Task("演目を選び、演じる", "puppet", "当日、幕が下りた"),
    Task("演目に合う本を選び、届ける", "city", "前日までに、本が並んだ", ("school1",)),
)
EVALUATED = Terms(
    items=FIRST_CHOICE,
    own=("人形劇を見た子が、その物語の本を手に取った",),
    voices=(Voice.EACH, Voice.MUTUAL),
    moments=(Moment.MIDDLE, Moment.END),
    residents=Residents.SURVEY,
    residents_count=40,
    residents_words="会の終わりに、子どもは丸いシールで、保護者は一言で答える。",
)
SCHEDULES = (
    Schedule(ScheduleKind.EVALUATION),
    Schedule(ScheduleKind.MATERIALS, text="運ぶのは、図書館の公用車が出る日とする。"),
    Schedule(ScheduleKind.CONTACTS, text="急ぐときは、まず第一小学校（職員室）に電話する。ふだんは、この取組のページで知らせる。"),
    Schedule(ScheduleKind.SECRETS, text="子どもの名前と、だれが何を借りたかは、学校と図書館の外に出さない。数だけを分け合う。写真は、顔の分からないものにする。"),
)
# fmt: on
POSTS = {
    "city": Post("試図第47号", "館長"),
    "school1": Post("一小第112号", "校長"),
    "puppet": Post("総会 第3号議案", "世話人代表"),
}


@dataclass(frozen=True, slots=True)
class Came:
    """What came of the first time: how many there were, and of each host staff, yen and what was learnt."""

    people: People
    told: Mapping[str, tuple[int | None, int | None, str]]


@dataclass(frozen=True, slots=True)
class _Books:
    first: Coming
    second: Coming
    held: Came


# fmt: off
BOOKS = _Books(
    Coming(
        "物語のとびら 第1回「ねずみの手紙」",
        "第一小学校 図書室",
        {"city": "本60冊を届け、読み聞かせをする", "school1": "図書室を開け、ちらしを配る", "puppet": "「ねずみの手紙」を演じる"},
    ),
    Coming(
        "物語のとびら 第2回「川をわたる風」",
        "中央図書館 おはなしのへや",
        {"city": "会場と、川と風の本の棚を用意する", "school1": "図書委員が司会をする", "puppet": "「川をわたる風」を演じ、人形を一つ作る"},
    ),
    Came(
        People(38, 24, 11, 3),
        {
            "city": (1, 4_200, "いちばん借りられたのは、手紙の書き方の本だった。"),
            "school1": (2, 0, "ふだん図書室に来ない子が9人いた。声をかけたのは友だちだった。"),
            "puppet": (4, 1_800, "40分は長い。次は30分にして、人形にさわる時間をとる。"),
        },
    ),
)
#: By side and by what it puts in that no record counts: what came of it, how much of what. The third side has said nothing yet.
CAME_OF_IT = {
    ("city", R.THINGS): ("60冊を届けた。その日に子どもが借りたのは31冊だった。", 31, "冊"),
    ("school1", R.INFORMATION): ("担任の先生に聞き取って伝えた。3年生より上は、まだまとめていない。", None, ""),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class _Meeting:
    place: str
    agenda: tuple[str, ...]
    minutes: str
    next_agenda: tuple[str, ...]


MEETING = _Meeting(
    "第一小学校 図書室",
    ("第1回をふりかえる", "第2回の会場と長さ", "舞台を運ぶ車"),
    "第1回は38人が来た。子どもの貸出は31冊。時間が長く、後ろの子が見えにくかった。会場を変えて試し、次で比べる。",
    ("第2回をふりかえる", "来年度も続けるか"),
)
DECISIONS = (
    ("第2回は中央図書館で開き、人形劇を30分にする。", ""),
    ("ちらしに「学区の外の方も、どうぞ」と書く。", "学校は、席が足りなくなることを心配している。"),
)
PROMISES = (
    Promise("school1", "席の並べ方の案を出す", -3, "半円に並べる案を、写真で送った。"),
    Promise("city", "公用車を使える日を調べて知らせる", 7),
    Promise("puppet", "30分の台本を送る", 10),
)


@dataclass(frozen=True, slots=True)
class _Issue:
    what: str
    more: str
    level: IssueLevel
    told_by: str
    owner: str
    due: int


@dataclass(frozen=True, slots=True)
class _Risk:
    what: str
    likely: Degree
    bad: Degree
    measure: str
    owner: str
    due: int


ISSUE = _Issue(
    "舞台を運ぶ車が、土曜に出せない",
    "公用車は平日だけの決まり。第1回は、会の人の車で二往復した。",
    IssueLevel.RULES,
    "puppet",
    "city",
    18,
)
RISK = _Risk(
    "演じ手が病気でそろわず、開けない",
    Degree.MIDDLE,
    Degree.MIDDLE,
    "二人でできる短い演目を一つ用意し、その日は読み聞かせを長くする。",
    "puppet",
    30,
)
