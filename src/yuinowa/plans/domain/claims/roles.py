"""What a number does in its sentence: the base's own, the figure itself, a size, a share, a bound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from yuinowa.plans.domain.claims import gaps
from yuinowa.plans.domain.claims.kinds import TARGETS, Kind, Measure, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.years import Role


def roles(plain: str, lexemes: Sequence[Lexeme], *, has_shares: bool) -> dict[int, Role]:
    """The role of every quantity, by its place in ``lexemes``; read from the right, for sizes stand in rows.

    ``has_shares``: an indicator at hand is a percentage, so that 目標の60%を超え may name its target.
    """
    found: dict[int, Role] = {}
    for place in range(len(lexemes) - 1, -1, -1):
        quantity = lexemes[place].quantity
        if quantity is not None:
            at = _At(plain, lexemes, place, quantity, found, has_shares=has_shares)
            found[place] = next((role for role, test in _RULES if test(at)), Role.NONE)
    return found


class _At:
    """A quantity in its sentence, with what stands before and behind it."""

    def __init__(
        self,
        plain: str,
        lexemes: Sequence[Lexeme],
        place: int,
        quantity: Quantity,
        found: dict[int, Role],
        *,
        has_shares: bool,
    ) -> None:
        lexeme = lexemes[place]
        self.plain, self.start, self.end = plain, lexeme.start, lexeme.end
        self.quantity = quantity
        self.text, self.has_shares = lexeme.text, has_shares
        self.before = _first(reversed(lexemes[:place]))
        self.behind = _first(lexemes[place + 1 :])
        self.gap_before = plain[self.before.end : lexeme.start] if self.before else "、"
        self.gap_behind = plain[lexeme.end : self.behind.start] if self.behind else "、"
        self.head_before = _head_before(lexemes, place)
        self.stated_before = place > 1 and lexemes[place - 2].sort in (Sort.BASE, Sort.YEAR)
        self.before_is_target = self.before is not None and self.before.base in TARGETS
        self.next_role = found.get(place + 1)
        self.size_follows = found.get(place + 2) in (Role.SIZE, Role.PAIRED)
        self.follows_quantity = self.before is not None and self.before.sort is Sort.QUANTITY

    def then(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.match(self.plain, self.end))

    def follows(self, *sorts: Sort) -> bool:
        return self.before is not None and self.before.sort in sorts

    def is_before(self, gap: re.Pattern[str], sort: Sort) -> bool:
        return (
            self.behind is not None
            and self.behind.sort is sort
            and bool(
                gap.fullmatch(self.gap_behind + self.behind.text[: self.behind.text[0] == "の"])
            )
        )

    @property
    def is_called_actual(self) -> bool:
        return bool(gaps.IS_ACTUAL.search(self.plain, max(self.start - 8, 0), self.start))

    @property
    def is_amount(self) -> bool:
        return self.quantity.measure is Measure.AMOUNT

    @property
    def is_size(self) -> bool:
        head = self.behind.head if self.behind else None
        if head is not None and self.gap_behind == "を" and head.pattern.startswith("減少"):
            # 925団体を減じ: by as much.
            return self.behind is not None and self.behind.text == "減じ"
        if head is None or not gaps.SIZE_GAP.fullmatch(self.gap_behind):
            return False
        if head.kind is Kind.REACH and head.is_negated and self.gap_behind == "の":
            return True
        return head.kind is Kind.CHANGE or (head.kind is Kind.REACH and self.has_fallen_short)

    @property
    def has_fallen_short(self) -> bool:
        """目標に4回及ばなかった, あと4回届かなかった: how much is missing."""
        return bool(
            self.behind and gaps.SHORT.match(self.behind.text)
        ) and not self.gap_before.endswith("の")


def _head_before(lexemes: Sequence[Lexeme], place: int) -> Lexeme | None:
    """The head before the base before a quantity."""
    rows = [one for one in lexemes[:place] if one.sort not in (Sort.SOFTENER, Sort.DEGREE)]
    return rows[-2] if len(rows) > 1 and rows[-2].sort is Sort.HEAD else None


def _first(lexemes: Iterable[Lexeme]) -> Lexeme | None:
    """The first that is no mere adverb."""
    return next((one for one in lexemes if one.sort not in (Sort.SOFTENER, Sort.DEGREE)), None)


def _is_stated(at: _At) -> bool:
    """The base's own figure: 前年度の45,267件, 目標値35,000件; a year's は begins another statement."""
    if at.before_is_target and at.gap_before == "を" and at.then(gaps.SET):
        return True
    if not at.follows(Sort.BASE, Sort.YEAR) or not gaps.STATED_GAP.fullmatch(at.gap_before):
        return False
    if at.has_shares and at.gap_before == "は" and at.before_is_target and not at.is_amount:
        return True
    if at.follows(Sort.YEAR) and re.search("[はが:]", at.gap_before):
        return False
    if not at.is_amount:
        return _is_stated_share(at)
    return not at.is_size or bool(re.search("[の(]", at.gap_before))


def _is_stated_share(at: _At) -> bool:
    """目標の60%を上回り, where an indicator is a percentage itself."""
    if at.quantity.measure is not Measure.PERCENT or at.is_size or "比" in at.gap_before:
        return False
    if not at.gap_before.endswith(("の", "は", "が")):
        return True
    return at.then(gaps.AGAINST_IT) and at.has_shares and "割" not in at.text


_ATTAINED = re.compile("(?:を)?達成(?!率)")
_INDEXED = re.compile(r".{0,4}を(?:100|1)と(?:する|した|して)[^、。0-9]*、?[^、。0-9]*")


def _is_share(at: _At) -> bool:
    if at.follows(Sort.RATE) and re.fullmatch(
        r"(?:は|が|も|で|約|:|\(|、|みると|みますと|見ると|見ますと|として|いえば|にして)*",
        at.gap_before,
    ):
        return True
    if at.quantity.measure is Measure.TIMES:
        return True
    if at.follows(Sort.BASE, Sort.YEAR) and _INDEXED.fullmatch(at.gap_before):
        return True
    if at.has_shares and at.follows(Sort.YEAR) and at.gap_before == "、":
        # R5 86.1%: the figure of that year.
        return False
    if (
        at.is_amount
        or at.quantity.measure is Measure.POINTS
        or not at.follows(Sort.BASE, Sort.YEAR)
    ):
        return False
    return bool(gaps.SHARE_GAP.fullmatch(at.gap_before)) and at.gap_before not in (
        "は",
        "が",
        ":",
        "",
    )


def _is_attained(at: _At) -> bool:
    """目標値を93%達成した."""
    is_percent = at.quantity.measure is Measure.PERCENT
    return (
        is_percent and at.before_is_target and at.gap_before in ("を", "は") and at.then(_ATTAINED)
    )


def _is_share_of_stated(at: _At) -> bool:
    """最終目標である1,287点の85.9%."""
    return (
        not at.is_amount
        and at.follows_quantity
        and at.stated_before
        and at.gap_before in ("の", ")の")
    )


def _is_paired(at: _At) -> bool:
    """前年度を50件、目標を10件上回った: the first of two."""
    return (
        at.follows(Sort.BASE, Sort.YEAR)
        and bool(gaps.PAIRED_GAP.fullmatch(at.gap_before))
        and at.behind is not None
        and at.behind.sort in (Sort.BASE, Sort.YEAR)
        and at.gap_behind in ("、", "・", "と")
        and at.size_follows
    )


def _is_row_of_sizes(at: _At) -> bool:
    if at.follows(Sort.YEAR, Sort.BASE) and at.gap_before in ("は", "が", "の", ":", "、", ""):
        return False
    if at.next_role is not Role.SIZE or not gaps.CHAIN.fullmatch(at.gap_behind):
        return False
    if at.gap_behind == "で、" and at.plain[at.start - 1] in "はが":
        # 貸出冊数は1,150冊で、5%増えた: the figure itself.
        return False
    # 1,150冊(50冊増): the figure, and its change in brackets with a head of its own.
    is_closed = at.behind is not None and at.plain.startswith(")", at.behind.end)
    return is_closed or "(" not in at.gap_behind


def _is_end(at: _At) -> bool:
    return (at.follows_quantity and bool(gaps.AFTER_FROM.fullmatch(at.gap_before))) or at.then(
        gaps.TO
    )


def _is_rate_of_change(at: _At) -> bool:
    """減少率は前年度比5%: the size stands behind its head and what is compared with."""
    head = at.head_before
    return (
        head is not None
        and at.follows(Sort.BASE, Sort.YEAR)
        and bool(gaps.RATE_OF_CHANGE.match(at.plain, head.end))
        and bool(re.fullmatch(r"比?(?:で|の|に対し|より|から|と比べ|に比べ)?、?", at.gap_before))
    )


def _was_of_a_year(at: _At) -> bool:
    """700冊だった令和3年度から: the figure of the year that follows."""
    is_year = at.behind is not None and at.behind.sort in (Sort.YEAR, Sort.BASE)
    return is_year and at.gap_behind in ("だった", "であった", "となった")


def _is_gap(at: _At) -> bool:
    """目標との差は12冊: how far apart."""
    return (
        at.before is not None
        and at.before.head is not None
        and at.before.head.is_gap
        and bool(gaps.GAP_IS.fullmatch(at.gap_before))
        and not at.is_size
    )


def _is_ahead_of_base(at: _At) -> bool:
    """12件ほど目標を上回った: the size before its base."""
    is_about = at.text.endswith(("ほど", "ばかり", "程度", "余り"))
    is_bare = at.is_amount and not at.text.endswith("の")
    return (
        (is_about or is_bare)
        and not at.gap_behind
        and at.behind is not None
        and at.behind.sort is Sort.BASE
    )


def _is_lack(at: _At) -> bool:
    """目標まであと12冊: what is still missing."""
    if not at.is_amount and at.quantity.measure is Measure.TIMES:
        return False
    if at.follows(Sort.HEAD) and gaps.LACK_TO_REACH.fullmatch(at.gap_before):
        return not at.is_size and at.then(gaps.STILL_LACKS)
    if not (at.follows(Sort.BASE) or (at.follows_quantity and at.stated_before)):
        return False
    if not gaps.LACK.fullmatch(at.gap_before) or at.is_size:
        return False
    is_up_to = bool(re.search("あと|残|まで|もう|なお", at.gap_before))
    return is_up_to and at.then(gaps.STILL_LACKS)


#: Tried from the top; the first that fits is the role.
_RULES: tuple[tuple[Role, Callable[[_At], bool]], ...] = (
    (Role.LIMIT, lambda at: at.follows(Sort.RATE) and at.then(gaps.LIMIT)),
    (Role.SHARE, lambda at: not at.is_amount and at.then(gaps.OF_A_RATE)),
    (Role.SHARE, _is_attained),
    (Role.FROM, _was_of_a_year),
    (Role.SHARE, lambda at: at.follows(Sort.RATE) and _is_share(at)),
    (
        Role.SIZE,
        lambda at: at.follows(Sort.HEAD) and bool(gaps.AFTER_HEAD.fullmatch(at.gap_before)),
    ),
    (Role.SIZE, _is_rate_of_change),
    (Role.VALUE, lambda at: bool(at.quantity.sign) and at.follows(Sort.BASE, Sort.YEAR)),
    (Role.GAP, _is_gap),
    (Role.LACK, _is_lack),
    (Role.PAIRED, _is_paired),
    (Role.AHEAD, lambda at: at.is_before(gaps.NAMED_BEHIND, Sort.BASE)),
    (Role.SIZE, _is_ahead_of_base),
    (Role.STATED, _is_stated),
    (Role.FROM, lambda at: at.then(gaps.FROM)),
    (Role.LIMIT, lambda at: at.then(gaps.PASSED)),
    (Role.SIZE, lambda at: at.is_size or _is_row_of_sizes(at)),
    (Role.LIMIT, lambda at: at.then(gaps.LIMIT)),
    (Role.SHARE, lambda at: _is_share(at) or _is_share_of_stated(at)),
    (Role.TO, _is_end),
    (Role.VALUE, lambda at: at.then(gaps.VALUE) or at.is_called_actual),
)
