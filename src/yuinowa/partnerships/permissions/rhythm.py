"""Who reads how often the sides agreed to be in touch: the sides that have joined."""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Row, Scope, Standing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.permissions.partnerships import as_side

RHYTHM = Scope("partnerships.Rhythm", parties=("partnership__parties__institution",))

# fmt: off
RHYTHM_ALLOW = (
    #    action        standing        roles    when
    Row("rhythm.view", Standing.PARTY, ANYONE,  as_side(PartyState.JOINED, path="partnership")),
)
# fmt: on
