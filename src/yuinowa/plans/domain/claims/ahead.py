"""What a head takes from behind it, a size or a run of years, and what is said of the years before a turn."""

from __future__ import annotations

import re
from dataclasses import replace

from yuinowa.plans.domain.claims.gaps import FROM, LIMIT
from yuinowa.plans.domain.claims.kinds import Against, Base, Bound, Claim, Kind, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.tails import read_tail
from yuinowa.plans.domain.claims.years import Role

#: A run of years that ended: 3年連続の減少に歯止めがかかり.
_STOPPED = re.compile(
    r"(?:傾向)?(?:に(?:も|は)?(?:歯止め|終止符|ブレーキ)|が(?:止ま|途切|ストップ|終わ)|から(?:一転|脱|増加|減少|転|持ち直)|を(?:脱|止め))"
    r"|(?:し|り|っ|え|い)?(?:て(?:い|き|おりまし)た|が?続(?:い|け)て(?:い|き)た|(?:だ|であ)った)(?:が|ものの)"
)
_HAD_BEEN = re.compile(
    r"(?:(?:し|り|っ|え|い)?て(?:い|き)た|(?:傾向)?が?続(?:い|け)て(?:い|き)た|傾向(?:にあ|であ|だ)った)(?:が|ものの)、?(?:ようやく|やっと|下げ|歯止|今年度|本年度|当年度|一転|令和|[^、。]{0,14}(?:増|減|上昇|低下|回復|横ばい|上回|下回))"
)
#: 減少が続いていた貸出冊数が、増加に転じた.
_HAD_BEEN_A_NAME = re.compile(
    r"(?:傾向)?(?:が|も)?、?(?:し|り|っ|え|い|み)?(?:続(?:い|け)て(?:い|き)た|て(?:い|き)た|傾向(?:にあ|であ|だ)った)[\ue000-\ue0ff]+(?:が|は|も|に|で)[^。]{0,20}?(?:転|増|減|上昇|低下|回復|横ばい|止ま|歯止)"
)
#: A number that the figure passes, and not one that it stays under.
LIMIT_OVER = re.compile(
    "(?:を|台を)[^、。]{0,4}(?:上回|超|突破|越)|超え|に(?:は|も)?(?:満た|届[かい]|達し|及[ばん])"
)
#: A streak behind its head: 目標達成は3年連続となる, 前年度割れが2年続いた.
_THEN_RUN = re.compile(
    r"(?:[^、。はが]{0,4}|[ぁ-ん至届達及成]{0,10}の)(?:は|が|も)?、?(?:(?:これで|今回で|今年度で|本年度で|実に|なんと)、?)?"
)
_RUN_ENDS = re.compile(
    r"(?:の?ことと?|と?な[っりる]|あ[りるっ]|で(?:あ|す|し|、|。)|だ|。|、|目|し[てた]|た|てい|ま|\)|\n|$)"
)


def before_the_turn(s: Sentence, lexeme: Lexeme) -> list[Claim]:
    """2年続いた減少に歯止めがかかり; 増加していたが、今年度は: said of the years before this one."""
    head, years = lexeme.head, s.window.years
    if head is None or head.kind is not Kind.CHANGE or not head.sense or s.window.year is not None:
        return []
    if head.turns and years:
        return [_the_years_before(s, lexeme, years), _no_longer(s, lexeme)]
    is_over = _STOPPED.match(s.plain, lexeme.end) if years else _HAD_BEEN.match(s.plain, lexeme.end)
    if not is_over and not (years is None and _HAD_BEEN_A_NAME.match(s.blanked, lexeme.end)):
        return []
    return [_the_years_before(s, lexeme, years)]


#: 令和6年度の減少から一転し, 前年度の落ち込みを受け: what went before, told with its year.
_WENT_BEFORE = re.compile("(?:傾向)?(?:から、?(?:一転|反転|転じ|脱)|を(?:受け|踏まえ)|の反動)")


def taken_for_granted(s: Sentence, lexeme: Lexeme) -> Claim | None:
    """The change of a year before, named to go on from: it is claimed as well."""
    head = lexeme.head
    years = [row for row in s.lexemes if row.sort is Sort.YEAR and row.end < lexeme.start]
    if head is None or head.kind is not Kind.CHANGE or not years or s.window.sizes:
        return None
    year = years[-1].year if years[-1].year is not None else -years[-1].back
    is_its_own = s.plain[years[-1].end : lexeme.start] == "の" and year != s.year
    if not is_its_own or not _WENT_BEFORE.match(s.plain, lexeme.end):
        return None
    return s.make(
        Kind.CHANGE, years[-1].start, lexeme.end,
        sense=head.sense, against=Against(Base.PREVIOUS), year=year, degree=None, first_in=None,
    )  # fmt: skip


def _the_years_before(s: Sentence, lexeme: Lexeme, years: int | None) -> Claim:
    return s.make(
        Kind.STREAK, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), sense=lexeme.head.sense if lexeme.head else None,
        against=Against(Base.PREVIOUS),
        years=years or (2 if "続" in s.plain[lexeme.end : lexeme.end + 4] else 1),
        year=-1, first_in=None, is_unsure=years is None,
    )  # fmt: skip


def _no_longer(s: Sentence, lexeme: Lexeme) -> Claim:
    return s.make(
        Kind.CHANGE, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), sense=lexeme.head.sense if lexeme.head else None,
        against=Against(Base.PREVIOUS), is_negated=True,
    )  # fmt: skip


def look_ahead(s: Sentence, place: int) -> None:
    """増加率は12%, 目標を上回る46,843件: a size or the figure itself that stands behind its head."""
    _look_for_a_run(s, place)
    if _take_the_rate(s, place):
        return
    behind = s.lexemes[place + 1] if place + 1 < len(s.lexemes) else None
    if behind is None or behind.quantity is None:
        return
    gap = s.plain[s.lexemes[place].end : behind.start]
    if FROM.match(s.plain, behind.end):
        # 減少幅は16人から14人に縮小した: how the step changed.
        return
    role = s.roles[place + 1]
    head = s.lexemes[place].head
    if head is not None and head.is_gap and role is Role.SIZE:
        # 計画との差は10冊のプラス: the size is of the head behind it.
        return
    if role is Role.GAP or (role is Role.SIZE and re.match("の?(?:率|数|幅|分|割合)|は$", gap)):
        s.window.sizes.append((behind.start, limited(s, behind, behind.quantity)))
    elif role in (Role.VALUE, Role.TO, Role.NONE) and re.fullmatch("る|た|した|している|い|", gap):
        s.window.ends_at = behind.quantity
    else:
        return
    s.roles[place + 1] = Role.TAKEN


def limited(s: Sentence, lexeme: Lexeme, quantity: Quantity) -> Quantity:
    """増加率は1割を上回った: the number is a bound, and its head is taken."""
    found = LIMIT.match(s.plain, lexeme.end)
    if found is None:
        return quantity
    head = next((row for row in s.lexemes if row.start >= lexeme.end and row.head), None)
    is_denied = False
    if head is not None and head.start <= found.end():
        s.spent.add(head.start)
        is_denied = read_tail(s.plain, head.end).is_denied
    is_over = bool(LIMIT_OVER.match(s.plain, lexeme.end)) != is_denied
    return replace(quantity, bound=Bound.MORE_THAN if is_over else Bound.LESS_THAN)


def _take_the_rate(s: Sentence, place: int) -> bool:
    """減少率は前年度比5%: what is compared with stands between a head and its size."""
    if s.roles.get(place + 2) is not Role.SIZE:
        return False
    base, size = s.lexemes[place + 1 : place + 3]
    if base.against() is None or not re.match("率|幅|数|分", s.plain[s.lexemes[place].end :]):
        return False
    s.window.against, s.window.is_against_here = base.against(), True
    if size.quantity is not None:
        s.window.sizes.append((size.start, limited(s, size, size.quantity)))
    s.roles[place + 2] = Role.TAKEN
    return True


_WENT_ON = re.compile("と(?:も)?(?:続い|続き|続け)")


def _years_it_went_on(s: Sentence, place: int) -> int | None:
    """減少は令和6年度、令和7年度と続いている: the years of the run stand behind the head, one after the other."""
    rows = s.lexemes[place + 1 :]
    last = next((row for row in rows if row.sort is not Sort.YEAR), None)
    named = rows[: rows.index(last)] if last else rows
    if len(named) < 2 or s.plain[s.lexemes[place].end : named[0].start] not in ("は", "が", "は、"):
        return None
    years = [row.year or s.year - row.back for row in named]
    is_row = years == list(range(s.year - len(years) + 1, s.year + 1))
    return len(years) if is_row and _WENT_ON.match(s.plain, named[-1].end) else None


def _look_for_a_run(s: Sentence, place: int) -> None:
    """目標達成は、令和5年度から3年連続となる: the run is said behind its head."""
    head = s.lexemes[place]
    if went_on := _years_it_went_on(s, place):
        s.window.years = went_on
        return
    for row in s.lexemes[place + 1 :]:
        if row.sort in (Sort.STREAK, Sort.FIRST_IN):
            between = s.plain[head.end : row.start]
            years = [one for one in s.lexemes if head.end <= one.start < row.start]
            for one in reversed(years):
                for how in (
                    "から",
                    "以降",
                    "以来",
                    "に続き",
                    "に続いて",
                    "に続く",
                    "も含め",
                    "を含め",
                    "",
                ):
                    between = between.replace(one.text + how, "")
            if _THEN_RUN.fullmatch(between) and _RUN_ENDS.match(s.plain, row.end):
                if row.sort is Sort.STREAK:
                    s.window.years = row.years
                else:
                    s.window.first_in = row.years
                s.spent.add(row.start)
            return
        if row.sort not in (Sort.YEAR, Sort.THIS_YEAR, Sort.AS_BEFORE):
            return
