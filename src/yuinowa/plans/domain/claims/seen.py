"""By what a finding is known again: its sentence, its verdict, and the figures it was computed from.

A change of any of them is another finding, so that what was said to the first no longer holds.
"""

from __future__ import annotations

import hashlib
import re

from yuinowa.plans.domain.claims.kinds import Finding, Used

_END = re.compile(r"[。！？\n]")


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence of ``text`` in which ``start`` to ``end`` stands."""
    before = [match.end() for match in _END.finditer(text, 0, start)]
    after = _END.search(text, end)
    return text[before[-1] if before else 0 : after.end() if after else len(text)].strip()


def mark(finding: Finding, *, place: str) -> str:
    """The words at their place, whatever is found about them."""
    return _digest(place, finding.claim.quote)


def fingerprint(finding: Finding, *, place: str, text: str) -> str:
    """The finding as a whole; ``place`` is the heading and year of ``text``."""
    claim = finding.claim
    used = sorted({_said(one) for one in (*finding.used, *finding.beside)})
    computed = "" if finding.computed is None else f"{finding.computed.normalize():f}"
    return _digest(
        place,
        sentence_of(text, claim.start, claim.end),
        claim.quote,
        finding.verdict.value,
        finding.indicator,
        computed,
        *used,
        *finding.missing,
    )


def _said(used: Used) -> str:
    return f"{used.kind} {used.year} {used.number.normalize():f}{used.unit} {used.name}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
