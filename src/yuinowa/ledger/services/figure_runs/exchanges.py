"""Figures of what institutions gave one another: whom and what the words mean, and what stands already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from yuinowa.core.rights import Actor
from yuinowa.directory.queries.naming import Named, who_is_called
from yuinowa.kernel.textkeys import search_key
from yuinowa.ledger.domain.deeds import Leg, Side, Voice
from yuinowa.ledger.domain.figure_cells import Fault, quantity_of
from yuinowa.ledger.domain.figure_columns import LEFT_OUT, Counted, FileMapping, Purpose, counted_of
from yuinowa.ledger.domain.figure_runs import Outcome
from yuinowa.ledger.domain.overlaps import ClashKind, Stated, clashes
from yuinowa.ledger.exchange.figure_tables import cell_of
from yuinowa.ledger.labels.figure_files import counted_word, counted_words
from yuinowa.ledger.models import FigureRun
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ledger.queries.institutions import names_of
from yuinowa.ledger.services.figure_runs.drafts import Draft
from yuinowa.ledger.services.statements import voice_of


def judge(drafts: Sequence[Draft], run: FigureRun, actor: Actor) -> None:
    """Say of each draft what it means and what becomes of it."""
    mapping = run.read_by
    called = _called(drafts, mapping, actor)
    for draft in drafts:
        _who(draft, mapping, run, called)
        _what(draft, mapping, run)
        _how_many(draft)
    _label(drafts, mapping)
    _refuse_doubles(drafts, run)
    _see_who_else_speaks(drafts, run)


# ---------------------------------------------------------------- whom and what


def _called(drafts: Sequence[Draft], mapping: FileMapping, actor: Actor) -> dict[str, list[Named]]:
    places = (mapping.place(Purpose.INSTITUTION), mapping.place(Purpose.PARTNER))
    words = {cell_of(d.line.cells, place) for d in drafts for place in places if place is not None}
    return who_is_called(words - {"", *mapping.institutions}, actor)


def _who(
    draft: Draft, mapping: FileMapping, run: FigureRun, called: dict[str, list[Named]]
) -> None:
    place = mapping.place(Purpose.INSTITUTION)
    draft.institution = mapping.about
    if place is not None:
        draft.institution = _institution(draft, place, run, called)
        if not cell_of(draft.line.cells, place):
            draft.fault(Fault.NO_INSTITUTION, column=run.head[place])
    partner = mapping.place(Purpose.PARTNER)
    if partner is not None and cell_of(draft.line.cells, partner):
        draft.partner = _institution(draft, partner, run, called)
    if draft.partner is not None and draft.partner == draft.institution:
        draft.leave(Fault.TO_ITSELF)


def _institution(
    draft: Draft, place: int, run: FigureRun, called: dict[str, list[Named]]
) -> int | None:
    word = cell_of(draft.line.cells, place)
    meant = run.read_by.institutions.get(word)
    if meant == LEFT_OUT:
        draft.leave()
        return None
    if meant is not None:
        return meant
    found = called.get(word, [])
    if len(found) == 1:
        return found[0].pk
    if word:
        fault = Fault.SEVERAL_INSTITUTIONS if found else Fault.UNKNOWN_INSTITUTION
        draft.fault(fault, word, run.head[place])
    return None


def _what(draft: Draft, mapping: FileMapping, run: FigureRun) -> None:
    draft.counted = draft.use.counted or mapping.counted
    place = mapping.place(Purpose.KIND)
    if draft.use.counted is not None or place is None:
        return
    word = cell_of(draft.line.cells, place)
    if not word:
        draft.fault(Fault.NO_KIND, column=run.head[place])
    elif mapping.kinds.get(word) == "":
        draft.leave()
    else:
        draft.counted = counted_of(mapping.kinds.get(word, "")) or _as_we_say(word)
        if draft.counted is None:
            draft.fault(Fault.UNKNOWN_KIND, word, run.head[place])


def _as_we_say(word: str) -> Counted | None:
    """What is counted, where the file says it in our own words or by its code."""
    key = search_key(word)
    said = (
        counted for counted, words in counted_words() if key in {search_key(words), search_key(counted.code)}
    )  # fmt: skip
    return next(said, None)


def _how_many(draft: Draft) -> None:
    if draft.number is None:
        return
    quantity = quantity_of(draft.number)
    if isinstance(quantity, Fault):
        draft.fault(quantity, draft.written)
    else:
        draft.quantity = quantity


def _label(drafts: Sequence[Draft], mapping: FileMapping) -> None:
    names = names_of({pk for draft in drafts for pk in draft.ends if pk is not None})
    for draft in drafts:
        giver, receiver = (names.get(pk, "") if pk is not None else "" for pk in draft.ends)
        between = f"{giver} → {receiver}" if giver and receiver else giver or receiver
        between = between or cell_of(draft.line.cells, mapping.place(Purpose.INSTITUTION))
        what = counted_word(draft.counted) if draft.counted else ""
        draft.label = " ".join(filter(None, (between, what)))


# ---------------------------------------------------------------- what stands already


def stated_of(leg: Leg) -> Stated:
    return Stated(
        leg.kind, leg.unit.value, leg.giver, leg.receiver, leg.day_from, leg.day_to, leg.quantity
    )


def _legs(drafts: Sequence[Draft]) -> list[tuple[Draft, Leg]]:
    open_ones = ((draft, draft.leg()) for draft in drafts if draft.is_open)
    return [(draft, leg) for draft, leg in open_ones if leg is not None]


def _standing(run: FigureRun, legs: Collection[Leg]) -> list[queries.Standing]:
    return queries.stated_before(
        run.institution_id, {leg.kind for leg in legs}, {leg.fiscal_year for leg in legs}
    )


def meets_what_stands(run: FigureRun, legs: Sequence[Leg]) -> bool:
    """Whether one of ``legs`` was stated meanwhile, by another document on the same word."""
    standing = [one.stated for one in _standing(run, legs)]
    found = clashes([stated_of(leg) for leg in legs], standing)
    return any(clash.kind in {ClashKind.SAME, ClashKind.BEFORE} for clash in found.values())


def _refuse_doubles(drafts: Sequence[Draft], run: FigureRun) -> None:
    """What was stated before on the same word, or stands twice in the file, is not counted again."""
    pairs = _legs(drafts)
    standing = _standing(run, [leg for _draft, leg in pairs])
    found = clashes([stated_of(leg) for _draft, leg in pairs], [one.stated for one in standing])
    for number, clash in found.items():
        draft = pairs[number][0]
        match clash.kind:
            case ClashKind.SAME:
                draft.outcome = Outcome.SAME
            case ClashKind.BEFORE:
                draft.fault(Fault.STATED_BEFORE, standing[clash.other].document)
            case ClashKind.HERE:
                draft.fault(Fault.OVERLAPS_HERE, pairs[clash.other][0].line.number)
            case ClashKind.ADDED:
                draft.warn(Fault.ADDED_UP, pairs[clash.other][0].line.number)


def _see_who_else_speaks(drafts: Sequence[Draft], run: FigureRun) -> None:
    pairs = _legs(drafts)
    ends = {who for _draft, leg in pairs for who, _side in leg.sides()}
    kinds, years = {leg.kind for _d, leg in pairs}, {leg.fiscal_year for _d, leg in pairs}
    voices = queries.figures_of_voices(ends, kinds, years)
    closed = queries.closed_years(ends)
    for draft, leg in pairs:
        own = voice_of(run.institution_id, leg.giver, leg.receiver)
        if any((who, leg.fiscal_year) in closed for who, _side in leg.sides()):
            draft.warn(Fault.LATE)
        others = _others(leg, own, lambda place: voices.get(place, {}))
        if others:
            draft.outcome = Outcome.CONTESTED
            draft.warn(Fault.ANOTHER_STANDS, f"{others[0]:,}")


def _others(leg: Leg, own: Voice, voices: Callable[[queries.Place], dict[Voice, int]]) -> list[int]:
    """What the other voices say of the sides on which ``own`` is heard."""
    return [
        quantity
        for who, side in leg.sides()
        if own in side.voices
        for voice, quantity in _by_kind(voices, who, side, leg).items()
        if voice is not own
    ]


def _by_kind(
    voices: Callable[[queries.Place], dict[Voice, int]], who: int, side: Side, leg: Leg
) -> dict[Voice, int]:
    return voices((who, side, leg.kind, leg.fiscal_year, leg.unit.value))
