"""Signing at the same moment, and a power cut in the middle of it."""

from __future__ import annotations

from functools import partial

import pytest

from tests.partnerships.factories import library, school
from tests.partnerships.papers import ready, signatory_of, signed
from tests.races import at_once, refusals
from yuinowa.core.models import AuditRow
from yuinowa.kernel.errors import AlreadyDone
from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, Partnership, Signature
from yuinowa.partnerships.services import coming_into_force, signing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_agreements")]


def state_of(version: AgreementVersion) -> tuple[str, Phase, int]:
    """The version's state, the partnership's phase, how many have signed."""
    now = AgreementVersion.objects.get(pk=version.pk)
    phase = Partnership.objects.get(agreements=version.agreement_id).phase
    return now.state, phase, Signature.objects.filter(version=version).count()


def test_the_last_two_sign_at_once_and_it_is_in_force_once() -> None:
    ours, theirs = library(), school()
    version = ready(ours, theirs)

    outcomes = at_once(
        [
            partial(
                signing.sign,
                version.pk,
                digest=version.digest,
                post="館長",
                actor=signatory_of(one),
            )
            for one in (ours, theirs)
        ]
    )

    assert refusals(outcomes) == []
    assert state_of(version) == (VersionState.IN_FORCE, Phase.ACTIVE, 2)
    assert AuditRow.objects.filter(action="partnership.conclude").count() == 1


def test_two_signatories_of_one_side_at_once_are_one_signature() -> None:
    ours, theirs = library(), school()
    version = ready(ours, theirs)

    outcomes = at_once(
        [
            partial(
                signing.sign,
                version.pk,
                digest=version.digest,
                post="館長",
                actor=signatory_of(ours, person=person),
            )
            for person in (71, 72, 73)
        ]
    )

    assert refusals(outcomes) == [AlreadyDone, AlreadyDone]
    assert state_of(version) == (VersionState.PARTLY_SIGNED, Phase.AWAITING_SIGNATURE, 1)


class PowerCut(BaseException):
    """Nothing after it is done."""


@pytest.mark.parametrize("where", ["_give_way", "_activate"])
def test_cut_off_between_signature_and_activation_neither_is_there(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = library(), school()
    version = signed(ready(ours, theirs), ours)

    def cut(*_args: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(coming_into_force, where, cut)
        with pytest.raises(PowerCut):
            signed(version, theirs)

    assert state_of(version) == (VersionState.PARTLY_SIGNED, Phase.AWAITING_SIGNATURE, 1)
    signed(version, theirs)
    assert state_of(version) == (VersionState.IN_FORCE, Phase.ACTIVE, 2)
