"""What one piece of an English sentence claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yuinowa.plans.domain.claims.english_pieces import Piece
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Bound,
    Claim,
    Kind,
    Measure,
    Quantity,
    Sense,
)
from yuinowa.plans.domain.claims.words import Head


def claims_of_piece(piece: Piece) -> Iterator[Claim]:
    head = piece.heads[0] if len(piece.heads) == 1 else None
    blank = Claim(
        Kind.VALUE, 0, 0, "", degree=piece.degree, first_in=piece.first_in,
        is_softened=piece.is_softened, is_unsure=len(piece.heads) > 1,
    )  # fmt: skip
    if piece.summed is not None and piece.value is not None:
        yield _of_sum(piece, *piece.summed, blank)
    elif piece.record is not None:
        sense, span = piece.record
        blank = replace(blank, rank=piece.rank)
        yield replace(blank, kind=Kind.RECORD, sense=sense, years=span, is_negated=piece.is_denied)
    elif piece.share is not None:
        base = piece.against or Against(Base.PREVIOUS)
        yield replace(
            blank, kind=Kind.RATIO, size=piece.share, against=base, is_negated=piece.is_denied
        )
    elif head is not None:
        yield from _of_head(piece, head, blank)
        return
    if piece.value is not None and piece.summed is None:
        yield _of_value(piece, blank)


def _of_sum(piece: Piece, span: int, last: int, blank: Claim) -> Claim:
    """The sum of some years, or their mean."""
    if piece.is_mean:
        return replace(blank, against=Against(Base.MEAN, last, span, stated=piece.value))
    return replace(blank, kind=Kind.TOTAL, value=piece.value, years=span)


def _of_value(piece: Piece, blank: Claim) -> Claim:
    """The figure itself; beside a target and nothing else, the target's own: The target was 1,140 books."""
    against = piece.against
    if against is not None and against.base in TARGETS and piece.record is None:
        if against.stated is not None:
            # came to 900 against a target of 850: both figures.
            return replace(blank, value=piece.value, against=against)
        return replace(blank, against=replace(against, stated=piece.value))
    return replace(blank, value=piece.value, is_negated=piece.is_denied and piece.record is None)


def _of_head(piece: Piece, head: Head, blank: Claim) -> Iterator[Claim]:
    against = piece.against
    is_over = head.sense in (Sense.UP, Sense.DOWN) and re.match("exceed|below|short", head.pattern)
    if (
        head.kind is Kind.REACH
        and (against is None or against.base not in TARGETS)
        and not head.is_return
    ):
        # reached 1,234: the figure itself.
        if piece.value is not None:
            yield replace(blank, value=piece.value, is_negated=piece.is_denied)
        return
    if is_over and against is None:
        return
    claim = replace(
        blank,
        kind=head.kind, sense=head.sense, is_negated=piece.is_denied != head.is_negated,
        against=_stated(against or Against(Base.PREVIOUS), piece.begins), value=piece.value,
        is_softened=blank.is_softened or head.is_softened,
    )  # fmt: skip
    if piece.years:
        yield replace(claim, kind=Kind.STREAK, years=piece.years)
    elif head.times:
        size = Quantity(Decimal(head.times), 0, "倍", Measure.TIMES, Bound.ABOUT)
        yield replace(claim, size=size)
    else:
        yield from (replace(claim, size=size) for size in piece.sizes or (None,))


def _stated(against: Against, begins: Quantity | None) -> Against:
    return replace(against, stated=begins) if begins else against
