"""How the matrix calls each address: with which objects, and which roles could make a difference there."""

from __future__ import annotations

from tests.access import parts
from tests.access.addresses import Address
from tests.access.parts import NOTHING, Sample

STANDINGS = ("own", "party", "region", "member", "public", "visitor")
SAMPLES: dict[str, Sample] = {}
#: Per kind of object the roles that some row of its rights names; ``any`` is everybody else.
ROLES: dict[str, tuple[str, ...]] = {NOTHING: ("any", "editor")}

for _part in parts.found():
    for _ours, _all in (("SAMPLES", SAMPLES), ("ROLES", ROLES)):
        _said = getattr(_part, _ours, {})
        _twice = _said.keys() & _all.keys()
        assert not _twice, f"{_part.__name__}: another part says so of {sorted(_twice)}"
        _all |= _said


def sample_of(address: Address) -> Sample:
    """How to call ``address``; one with parts in its path must have been thought about."""
    sample = SAMPLES.get(address.name, Sample())
    if address.parts and address.name not in SAMPLES:
        raise AssertionError(f"say in tests/access/parts how {address.name} is called")
    return sample
