"""Which institution each row of a table means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.conf import settings

from yuinowa.core.rights import Actor
from yuinowa.directory.domain import entries, records
from yuinowa.directory.domain.columns import Column, folded
from yuinowa.directory.domain.entries import Entry, RowText
from yuinowa.directory.domain.institutions import Certainty
from yuinowa.directory.domain.matching import Verdict, pair
from yuinowa.directory.domain.records import Finding
from yuinowa.directory.exchange import own
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import imports as known
from yuinowa.directory.queries.facts import names_of
from yuinowa.directory.queries.shown import shown
from yuinowa.directory.services.runs.rows import batches
from yuinowa.documents.spreadsheets import MOST_CHARACTERS
from yuinowa.kernel.textkeys import search_key


@dataclass(slots=True)
class Meant:
    """A row, and the institution it means."""

    entry: Entry
    pk: int | None = None
    version: int | None = None
    verdict: Verdict | None = None
    more: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    def fault(self, column: str, code: str, value: object = "") -> None:
        self.faults.append(Finding.at(self.entry.row.number, self.entry.name, column, code, value))

    def warn(self, column: str, code: str, value: object = "") -> None:
        self.more.append(Finding.at(self.entry.row.number, self.entry.name, column, code, value))


def meant_by(rows: list[tuple[RowText, int]]) -> list[Meant]:
    """Every row with the institution it means: by our own number, by another one, by likeness."""
    meant = _read(rows)
    _by_numbers(meant)
    _by_likeness(meant)
    _each_once(meant)
    return meant


def _read(rows: list[tuple[RowText, int]]) -> list[Meant]:
    """Every row; those with our number first lose what they say unchanged."""
    found: list[Meant] = []
    kinds = own.kinds_by_word()
    for batch in batches(rows):
        named = {
            row.number: own.read_id(row.texts[Column.ID])
            for row, _more in batch
            if row.texts.get(Column.ID, "").strip()
        }
        here = known.institutions_in_batch({pk for pk, _version in filter(None, named.values())})
        for row, more in batch:
            given = named.get(row.number)
            institution = here.get(given[0]) if given else None
            texts = _changed_texts(row, institution)
            entry = entries.read(
                replace(row, texts=texts),
                kind_of=lambda word: kinds.get(folded(word)),
                is_ours=institution is not None,
                demo=settings.DEMO,
            )
            one = Meant(entry if institution is None else _named(entry, institution))
            if given is not None and institution is not None:
                one.pk, one.version = given
            elif given is not None:
                one.fault(Column.ID.value, records.ID_GONE, row.texts[Column.ID])
            elif row.number in named:
                one.fault(Column.ID.value, records.FOREIGN_ID, row.texts[Column.ID])
            if more:
                one.fault("", records.MORE_CELLS, more)
            if any(len(text) > MOST_CHARACTERS for text in row.raw.values()):
                one.fault("", records.CELL_TOO_LONG)
            found.append(one)
    return found


def _changed_texts(row: RowText, institution: Institution | None) -> dict[Column, str]:
    """The cells of a row of ours that say something else than we would write today."""
    texts: dict[Column, str] = {
        column: text for column, text in row.texts.items() if column is not Column.ID
    }
    if institution is None:
        return texts
    views = [own.texts_of(seen) for seen in (institution, *_seen_from_outside(institution))]
    return {
        column: text
        for column, text in texts.items()
        if all(text.strip() not in ours[column] for ours in views)
    }


def _seen_from_outside(institution: Institution) -> Iterator[Institution]:
    """As others export it: what was hidden from them is an empty cell, and no wish to empty the field."""
    for reader in (Actor.nobody(), Actor(member=True)):
        yield shown(institution, reader)


def _named(entry: Entry, institution: Institution) -> Entry:
    return replace(entry, name=entry.values.get("name") or institution.name)


def _is_open(one: Meant) -> bool:
    return one.pk is None and not one.faults and not one.entry.faults


def _by_numbers(meant: list[Meant]) -> None:
    """A valid number that an institution holds names it (R7)."""
    numbers = {number for one in meant for number in one.entry.valid_numbers}
    rows = known.identifiers_in_use(numbers)
    names = names_of({row.institution_id for row in rows})
    holders = {
        (row.scheme, row.value): (row.institution_id, names[row.institution_id]) for row in rows
    }
    for one in meant:
        held = {holders[number] for number in one.entry.valid_numbers if number in holders}
        if one.pk is not None:
            taken = sorted(name for pk, name in held if pk != one.pk)
            if taken:
                one.fault(Column.ISIL.value, records.NUMBER_TAKEN, taken[0])
        elif len(held) > 1:
            one.fault(Column.ISIL.value, records.NUMBERS_DISAGREE, "、".join(n for _pk, n in held))
        elif held and _is_open(one):
            ((one.pk, name),) = held
            one.verdict = Verdict(Certainty.SURE)
            if search_key(name)[:2] != search_key(one.entry.name)[:2]:
                one.warn(Column.NAME.value, records.NAME_DIFFERS, name)


def _by_likeness(meant: list[Meant]) -> None:
    """Who is left is compared with the whole directory."""
    left = {number: one for number, one in enumerate(meant) if _is_open(one)}
    if not left:
        return
    taken = {one.pk for one in meant if one.pk is not None}
    candidates = ((pk, print_) for pk, print_ in known.fingerprints() if pk not in taken)
    pairing = pair(((n, one.entry.fingerprint()) for n, one in left.items()), candidates)
    names = names_of({pk for pk, _verdict in pairing.joined.values()})
    for number, (pk, verdict) in pairing.joined.items():
        one = left[number]
        one.pk, one.verdict = pk, verdict
        if verdict.certainty is Certainty.PROBABLE:
            one.warn(Column.NAME.value, records.PROBABLY_SAME, names.get(pk, ""))
    for number in pairing.undecided:
        left[number].warn(Column.NAME.value, records.SEVERAL_ALIKE, left[number].entry.name)


def _each_once(meant: list[Meant]) -> None:
    """The second row of one institution, of one number, or of one name and place is refused."""
    seen: set[object] = set()
    for one in meant:
        if one.faults or one.entry.faults:
            continue
        keys: set[object] = set(one.entry.valid_numbers)
        if one.pk is not None:
            keys.add(one.pk)
        else:
            where = one.entry.values.get("address", "")
            keys.add((search_key(one.entry.name), search_key(where)))
        if keys & seen:
            one.fault("", records.ENTRY_TWICE, one.entry.name)
        else:
            seen |= keys
