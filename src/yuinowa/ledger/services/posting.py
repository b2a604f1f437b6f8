"""Posting: the only way into the ledger. Entries and their roll-up cells are written in one transaction.

All ways in belong into the transaction of the deed itself, and may be called again: what stands
already is answered, not posted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db import connection, transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotFound, Unavailable
from yuinowa.ledger.domain.deeds import (
    MAX_LEGS,
    MAX_REASON,
    Deed,
    Grain,
    Leg,
    LegScope,
    Voice,
    checked,
)
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.lines import Line, lines_of, reversal_of
from yuinowa.ledger.models import Entry
from yuinowa.ledger.services import choices, locks, rows

#: How often a posting looks again when another transaction was quicker with the same deed.
TRIES = 5
#: Sources asked for in one query.
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Posting:
    """The answer: under which revision the deed stands, and whether it was posted just now."""

    source: str
    revision: int
    fresh: bool
    late: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written, and what is answered when it is."""

    lines: tuple[Line, ...]
    answers: tuple[Posting, ...]


def post(deed: Deed, actor: Actor) -> Posting:
    """The deed in the ledger; posted once, however often it is called.

    Raises:
        InputRefused: the deed breaks a rule, or comes after a year was closed and gives no reason.
        AlreadyDone: the same source was posted with other content.
    """
    return post_batch((deed,), actor)[0]


def post_batch(deeds: Sequence[Deed], actor: Actor) -> tuple[Posting, ...]:
    """All the deeds or none, in one go: cells are folded first, then written once each.

    Raises:
        InputRefused, AlreadyDone: as ``post``, for the first deed at fault; or more than 5,000 legs.
    """
    whole = tuple(_spoken_for(checked(deed), actor) for deed in deeds)
    if sum(len(deed.legs) for deed in whole) > MAX_LEGS:
        raise InputRefused(_("A posting holds at most 5,000 legs."), next_step=_("Post in parts."))
    _refuse_doubles(whole)

    def plan() -> _Plan:
        known = rows.known_sources((deed.source for deed in whole), revision=1)
        standing = _as_posted(known, revision=1)
        answers: list[Posting] = []
        lines: list[Line] = []
        for deed in whole:
            before = standing.get(deed.source)
            if before is None:
                lines += lines_of(deed, revision=1)
            elif not _says_the_same(before, deed):
                raise AlreadyDone(
                    _("This was posted before with other content."),
                    place=deed.source,
                    next_step=_("Correct it, with a reason."),
                )
            answers.append(Posting(deed.source, 1, fresh=before is None))
        return _Plan(tuple(lines), tuple(answers))

    return _carry_out(plan, actor)


def reverse(source: str, *, reason: str, actor: Actor) -> Posting:
    """The deed taken back whole, by negative legs; nothing more, if it was taken back already.

    Raises:
        InputRefused: no reason is given.
        NotFound: nothing was posted under ``source``.
    """
    why = _checked_reason(reason)

    def plan() -> _Plan:
        revision, standing, withdrawn = _latest(source)
        lines = () if withdrawn else reversal_of(standing, revision, why)
        return _Plan(lines, (Posting(source, revision, fresh=not withdrawn),))

    return _carry_out(plan, actor)[0]


def reverse_batch(sources: Sequence[str], *, reason: str, actor: Actor) -> tuple[Posting, ...]:
    """The deeds of these sources taken back whole, in one go; those taken back already stay so.

    Raises:
        InputRefused: no reason is given.
        NotFound: nothing was posted under one of them.
    """
    why = _checked_reason(reason)

    def plan() -> _Plan:
        answers: list[Posting] = []
        lines: list[Line] = []
        latest = _latest_of(sources)
        for source in sources:
            if source not in latest:
                raise NotFound("Nothing was posted under this source.", place=source)
            revision, standing, withdrawn = latest[source]
            if not withdrawn:
                lines += reversal_of(standing, revision, why)
            answers.append(Posting(source, revision, fresh=not withdrawn))
        return _Plan(tuple(lines), tuple(answers))

    return _carry_out(plan, actor)


def correct(deed: Deed, *, reason: str, actor: Actor) -> Posting:
    """The deed as it should have been: what stood is reversed whole, ``deed`` stands as the next revision.

    A deed taken back before is posted anew; one that says what stands already changes nothing.

    Raises:
        InputRefused: no reason is given, or the deed breaks a rule.
        NotFound: nothing was posted under this source.
        AlreadyDone: somebody else corrected it at the same moment, to something else.
    """
    why = _checked_reason(reason)
    wanted = _spoken_for(checked(deed), actor)
    seen: list[int] = []

    def plan() -> _Plan:
        revision, standing, withdrawn = _latest(wanted.source)
        if not withdrawn and _says_the_same(standing, wanted):
            return _Plan((), (Posting(wanted.source, revision, fresh=False),))
        if seen and seen[0] != revision:
            raise AlreadyDone(_("Somebody else corrected this just now."), place=wanted.source)
        seen.append(revision)
        back = () if withdrawn else reversal_of(standing, revision, why)
        again = lines_of(replace(wanted, reason=why), revision=revision + 1)
        return _Plan((*back, *again), (Posting(wanted.source, revision + 1, fresh=True),))

    return _carry_out(plan, actor)[0]


def _carry_out(make_plan: Callable[[], _Plan], actor: Actor) -> tuple[Posting, ...]:
    """Look, write, and look again when another transaction was quicker.

    The unique key of the entries is the guard; the look before it only finds out what to answer.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("posting belongs into the transaction of the deed")
    locks.join_postings()
    for _try in range(TRIES):
        plan = make_plan()
        if not plan.lines:
            return plan.answers
        lines = _marked_late(plan.lines)
        if not _write(lines, actor):
            continue
        late = {line.deed.source for line in lines if line.late}
        return tuple(replace(answer, late=answer.source in late) for answer in plan.answers)
    raise Unavailable(
        _("The same deed is being posted by others."), next_step=_("Try again in a moment.")
    )


def _write(lines: Sequence[Line], actor: Actor) -> bool:
    """Entries, cells and choices, or nothing at all when another transaction wrote one of the same rows."""
    with transaction.atomic():
        if rows.insert(lines, posted_by=actor.person, posted_at=clock.now()):
            rows.add_to_cells(lines)
            choices.listen(lines)
            return True
        transaction.set_rollback(True)  # to the savepoint of this block
    return False


def _marked_late(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, marked where an institution taking part has closed the year.

    Raises:
        InputRefused: a late one gives no reason.
    """
    years = {line.leg.fiscal_year for line in lines}
    closed = rows.closed_years(years)
    if not closed:
        return tuple(lines)
    marked = tuple(
        replace(line, late=True)
        if any((who, line.leg.fiscal_year) in closed for who, _side in line.leg.sides())
        else line
        for line in lines
    )
    for line in marked:
        if line.late and not line.reason:
            raise InputRefused(
                _("The year is closed, so a late posting needs a reason."),
                place=line.deed.source,
                next_step=_("Say why it comes late; it will be marked."),
            )
    return marked


def _spoken_for(deed: Deed, actor: Actor) -> Deed:
    """The deed with the institution on whose word it stands: the recorder's, else the giver's."""
    if deed.stated_by is not None:
        return deed
    return replace(deed, stated_by=actor.institution or deed.legs[0].giver)


def _refuse_doubles(deeds: Sequence[Deed]) -> None:
    sources = sorted(deed.source for deed in deeds)
    for source, same in groupby(sources):
        if len(list(same)) > 1:
            raise InputRefused(_("Two deeds of one batch have the same source."), place=source)


def _checked_reason(reason: str) -> str:
    why = reason.strip()
    if not 0 < len(why) <= MAX_REASON:
        raise InputRefused(_("Say why, in up to 200 characters."), place="reason")
    return why


def _says_the_same(one: Deed, other: Deed) -> bool:
    """Whether two deeds have the same content; who recorded it, and why, is not content."""
    said = one.voice is Voice.RECORDED or one.stated_by == other.stated_by
    return said and (one.legs, one.context, one.voice, one.statement) == (
        other.legs,
        other.context,
        other.voice,
        other.statement,
    )


def _as_posted(sources: Sequence[str], *, revision: int) -> dict[str, Deed]:
    """The deeds that stand, or stood, under these sources at this revision."""
    found: dict[str, Deed] = {}
    for start in range(0, len(sources), _CHUNK):
        entries = Entry.objects.filter(
            source__in=sources[start : start + _CHUNK], revision=revision, reversal=False
        ).order_by("source", "leg")
        for source, legs in groupby(entries, key=lambda entry: entry.source):
            found[source] = _deed(list(legs))
    return found


def _latest(source: str) -> tuple[int, Deed, bool]:
    """The newest revision of a deed, the deed as it says, and whether it was taken back."""
    found = _latest_of([source])
    if source not in found:
        raise NotFound("Nothing was posted under this source.", place=source)
    return found[source]


def _latest_of(sources: Sequence[str]) -> dict[str, tuple[int, Deed, bool]]:
    """By source, as ``_latest``; sources under which nothing was posted are not named."""
    found: dict[str, tuple[int, Deed, bool]] = {}
    for start in range(0, len(sources), _CHUNK):
        entries = Entry.objects.filter(source__in=sources[start : start + _CHUNK])
        for source, rows_of_it in groupby(
            entries.order_by("source", "revision", "leg"), key=lambda entry: entry.source
        ):
            every = list(rows_of_it)
            revision = every[-1].revision
            newest = [entry for entry in every if entry.revision == revision]
            posted = [entry for entry in newest if not entry.reversal]
            found[source] = revision, _deed(posted), len(posted) < len(newest)
    return found


def _deed(entries: Sequence[Entry]) -> Deed:
    first = entries[0]
    return Deed(
        source=first.source,
        legs=tuple(_leg(entry) for entry in entries),
        context=first.context_id,
        reason=first.reason,
        voice=Voice(first.voice),
        stated_by=first.stated_by_id,
        statement=first.statement_id,
    )


def _leg(entry: Entry) -> Leg:
    return Leg(
        kind=entry.kind,
        unit=Unit(entry.unit),
        quantity=entry.quantity,
        giver=entry.giver_id,
        receiver=entry.receiver_id,
        day=entry.day_from,
        scope=LegScope(entry.scope),
        principal=entry.principal,
        grain=Grain(entry.grain),
    )
