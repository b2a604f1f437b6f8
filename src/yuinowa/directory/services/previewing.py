"""What would become of each line of a table: new, changed field by field, the same, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.directory.domain import entries, records
from yuinowa.directory.domain.cells import storable
from yuinowa.directory.domain.columns import IDENTIFIER_COLUMNS, Column, folded
from yuinowa.directory.domain.entries import SCHEMES, Entry, RowText
from yuinowa.directory.domain.institutions import Certainty, InstitutionKind
from yuinowa.directory.domain.matching import Verdict, pair
from yuinowa.directory.domain.nacsis import kinds_of_name
from yuinowa.directory.domain.records import Finding
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.exchange import own
from yuinowa.directory.exchange.tables import Table
from yuinowa.directory.models import ImportLine, ImportRun, Institution
from yuinowa.directory.queries import imports as known
from yuinowa.directory.queries.facts import names_of
from yuinowa.directory.queries.shown import shown
from yuinowa.documents.spreadsheets import MOST_CHARACTERS
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.textkeys import search_key

BATCH = 500
#: Warnings that leave open which institution is meant; such lines can be left out.
DOUBTS = frozenset({records.PROBABLY_SAME, records.SEVERAL_ALIKE, records.NAME_DIFFERS})


@dataclass(slots=True)
class _Meant:
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


def preview(run: ImportRun, table: Table, chosen: Mapping[int, Column]) -> dict[str, int]:
    """Write the lines of ``run`` anew; the counts by outcome, and of lines with warnings.

    Raises:
        Unreadable, InputRefused: the file cannot be read to its end, or has no rows.
    """
    run.lines.all().delete()
    meant = _read(table, chosen)
    if not meant:
        raise InputRefused(_("There is no row under the head."), place=table.name)
    _by_numbers(meant)
    _by_likeness(meant)
    _each_once(meant)
    kind = InstitutionKind(run.mapping["kind"]) if run.mapping.get("kind") else None
    counts: Counter[str] = Counter({outcome.value: 0 for outcome in LineOutcome} | {"warned": 0, "doubtful": 0})  # fmt: skip
    rows = iter(meant)
    while batch := list(islice(rows, BATCH)):
        here = known.institutions_in_batch({one.pk for one in batch if one.pk is not None})
        lines = [_line(run, one, here, kind, is_ours=table.is_ours) for one in batch]
        ImportLine.objects.bulk_create(lines)
        for line in lines:
            counts[line.outcome] += 1
            counts["warned"] += bool(line.warnings) and line.outcome != LineOutcome.REFUSED
            counts["doubtful"] += is_doubtful(line)
    return {**counts, "merged": 0}


def is_doubtful(line: ImportLine) -> bool:
    return line.outcome in {LineOutcome.NEW, LineOutcome.CHANGED} and any(
        warning["code"] in DOUBTS for warning in line.warnings
    )


# ---------------------------------------------------------------- who is meant


def _read(table: Table, chosen: Mapping[int, Column]) -> list[_Meant]:
    """Every row; those with our number first lose what they say unchanged."""
    found: list[_Meant] = []
    kinds = own.kinds_by_word()
    rows = table.rows(chosen)
    while batch := list(islice(rows, BATCH)):
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
            one = _Meant(entry if institution is None else _named(entry, institution))
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


def _is_open(one: _Meant) -> bool:
    return one.pk is None and not one.faults and not one.entry.faults


def _by_numbers(meant: list[_Meant]) -> None:
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


def _by_likeness(meant: list[_Meant]) -> None:
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


def _each_once(meant: list[_Meant]) -> None:
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


# ---------------------------------------------------------------- what would change


def _line(
    run: ImportRun,
    one: _Meant,
    here: Mapping[int, Institution],
    kind: InstitutionKind | None,
    *,
    is_ours: bool,
) -> ImportLine:
    entry = one.entry
    faults = [*entry.faults, *one.faults]
    line = ImportLine(
        run=run,
        sheet=entry.row.sheet[:60],
        number=entry.row.number,
        label=storable(entry.name[:200]),
        faults=_kept(faults),
        warnings=_kept([*entry.warnings, *one.more]),
        outcome=LineOutcome.REFUSED.value,
    )
    if faults:
        return line
    line.after = {
        "raw": {} if is_ours else dict(entry.row.raw),
        "certainty": (one.verdict.certainty if one.verdict else Certainty.SOLE).value,
        "reasons": [reason.value for reason in one.verdict.reasons] if one.verdict else [],
    }
    institution = here.get(one.pk) if one.pk is not None else None
    if institution is None:
        values = dict(entry.values)
        if "kinds" not in values:
            guessed = (kind,) if kind is not None else kinds_of_name(entry.name)
            values["kinds"] = [one.value for one in guessed]
        line.outcome = LineOutcome.NEW.value
        line.after["values"] = {name: value for name, value in values.items() if value not in ("", [], None)}  # fmt: skip
        return line
    now = facts_of(institution)
    wanted = _wanted(entry, institution, now, is_ours=is_ours)
    changes = {name: value for name, value in wanted.items() if value != now[name]}
    line.object_id = institution.pk
    line.outcome = (LineOutcome.CHANGED if changes else LineOutcome.SAME).value
    line.before = {"version": institution.version, "values": {name: now[name] for name in changes}}
    line.after["values"] = changes
    if changes and institution.last_confirmed is not None and not is_ours:
        line.warnings += _kept([Finding.at(entry.row.number, entry.name, "", records.CONFIRMED)])
    if changes and one.version is not None and one.version != institution.version:
        line.warnings += _kept(
            [Finding.at(entry.row.number, entry.name, "", records.CHANGED_SINCE)]
        )
    return line


def _kept(findings: Collection[Finding]) -> list[dict[str, str]]:
    return [{"field": f.column, "code": f.code, "value": storable(f.value)} for f in findings]


def facts_of(institution: Institution) -> dict[str, Any]:
    """What a table can say of ``institution``, as plain values by field."""
    columns = [c.value for c in Column if c not in {Column.ID, Column.KINDS, *IDENTIFIER_COLUMNS}]
    facts = {name: getattr(institution, name) for name in columns}
    facts["kinds"] = [row.kind for row in institution.kinds.all()]
    for column in IDENTIFIER_COLUMNS:
        facts[column.value] = own.numbers_of(institution, SCHEMES[column])
    return facts


def _wanted(
    entry: Entry, institution: Institution, now: Mapping[str, Any], *, is_ours: bool
) -> dict[str, Any]:
    """The values as they would stand afterwards. A stranger's table adds kinds and numbers and removes none."""
    wanted = dict(entry.values)
    if "kinds" in wanted and (not is_ours or set(wanted["kinds"]) == set(now["kinds"])):
        wanted["kinds"] = _joined(now["kinds"], wanted["kinds"])
    for column in IDENTIFIER_COLUMNS:
        if column.value not in wanted:
            continue
        flagged = {
            row.value for row in institution.identifiers.all() if row.scheme == SCHEMES[column] and not row.valid
        }  # fmt: skip
        given = [value for value in wanted[column.value] if value not in flagged]
        wanted[column.value] = given if is_ours else _joined(now[column.value], given)
    return wanted


def _joined(old: list[str], new: list[str]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))
