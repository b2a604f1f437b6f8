"""What is asked of a target of OAI-PMH, and from when on.

Source: OAI-PMH 2.0, §2.5.1 (deleted records), §2.7.1 (selective harvesting); metadata-exchange.md §5
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yuinowa.catalogue.domain.sources import Form, Rhythm, RunState
from yuinowa.standards.oaipmh_answers import Deleted

#: By namespace, which says more than a prefix: those are a repository's own.
_FORMS: Final = {
    "http://www.loc.gov/MARC21/slim": Form.MARCXML,
    "http://www.openarchives.org/OAI/2.0/oai_dc/": Form.OAI_DC,
    "http://ndl.go.jp/dcndl/terms/": Form.DCNDL,
}
#: DC-NDL is sent under the namespace of RDF too; then its prefix tells (metadata-exchange.md §3.1).
_PREFIXES: Final = {"dcndl": Form.DCNDL, "dcndl_v3": Form.DCNDL, "oai_dc": Form.OAI_DC}
#: The form that says most of a thing stands first.
BEST_FIRST: Final = (Form.MARCXML, Form.DCNDL, Form.OAI_DC)
#: A target that may forget what it deleted is asked for everything so often.
FORGETS_AFTER: Final = timedelta(days=28)


def form_of(prefix: str, namespace: str) -> Form | None:
    """In which form records come that are asked for by ``prefix``; None where it cannot be read here."""
    return _FORMS.get(namespace.strip()) or _PREFIXES.get(prefix)


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier harvest of the same thing: what became of it, from when it asked and from when the next asks."""

    state: RunState
    created_at: datetime
    undone_at: datetime | None
    is_full: bool
    since: datetime | None
    next_since: datetime | None


_STANDS: Final = frozenset({RunState.APPLIED, RunState.UNCHANGED})


def since_of(past: Sequence[Past]) -> datetime | None:
    """From when on is asked now; None: for everything.

    What was fetched and dropped, or failed, counts as never asked. What was taken back is asked for again.
    """
    standing = max(
        (one for one in past if one.state in _STANDS), key=lambda one: one.created_at, default=None
    )
    if standing is None or standing.next_since is None:
        return None
    since = standing.next_since
    for one in past:
        if one.undone_at is not None and one.undone_at >= standing.created_at:
            if one.since is None:
                return None
            since = min(since, one.since)
    return since


def asks_for_all(deleted: Deleted, past: Sequence[Past], *, now: datetime) -> bool:
    """Whether only a harvest of everything shows what is gone: the target does not tell, or forgets it."""
    if deleted is Deleted.PERSISTENT:
        return False
    if deleted is Deleted.NO:
        return True
    whole = [one.created_at for one in past if one.state in _STANDS and one.is_full]
    return not whole or now - max(whole) > FORGETS_AFTER


#: Of the records that stand, so great a part may vanish unasked, or so many: beyond that somebody looks first (R9).
VANISHES: Final = 0.05
VANISHES_FEW: Final = 10
#: Of the records that came, so great a part may be unreadable: beyond that the server, or its form, has changed.
REFUSED: Final = 0.05


def may_be_taken_unasked(counts: Mapping[str, int], *, standing: int, is_confirmed: bool) -> bool:
    """Whether what the clock fetched may be taken without a person: the source was taken before, and neither does too
    much vanish nor is too much unreadable. ``counts``: by outcome, of what was read; ``standing``: records that stand.
    """
    vanishing = counts.get("deleted", 0) + counts.get("gone", 0)
    return (
        is_confirmed
        and vanishing <= max(VANISHES_FEW, standing * VANISHES)
        and counts.get("refused", 0) <= counts.get("read", 0) * REFUSED
    )


#: A weekly source is asked again when its last harvest is so old: the clock comes at night, a harvest may begin late.
WEEK: Final = timedelta(days=6, hours=12)


def is_due(rhythm: Rhythm, last: datetime | None, *, now: datetime) -> bool:
    """Whether the clock asks a source tonight whose last harvest began at ``last``."""
    if rhythm is Rhythm.NONE:
        return False
    return rhythm is Rhythm.DAILY or last is None or now - last > WEEK


def base_address(text: str) -> str:
    """The base address in what somebody pasted, which may be a whole question (``…?verb=Identify``)."""
    address, _hash, _fragment = text.strip().partition("#")
    base, _mark, asked = address.partition("?")
    return base if "verb=" in asked else address
