"""Who may ask to accede, consent to it, and sign: the newcomer for itself, the sides for theirs.

The text is read by the newcomer once those have consented whose consent it needs.
"""

from __future__ import annotations

from django.db.models import Q

from yuinowa.core.rights import ANYONE, Actor, Condition, Row, Scope, Standing, can
from yuinowa.partnerships.domain.accessions import AccessionRole, AccessionState
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import Accession
from yuinowa.partnerships.permissions.agreements import DECIDERS, SIGNATORIES
from yuinowa.partnerships.permissions.partnerships import LEADERS, as_side

_PARTNERSHIP = "to_version__agreement__partnership"
ACCESSION = Scope(
    "partnerships.Accession",
    owner="party__institution",
    parties=(f"{_PARTNERSHIP}__parties__institution",),
)


def _in(*states: AccessionState) -> Condition:
    codes = [state.value for state in states]
    return Condition(lambda _actor: Q(state__in=codes), lambda _actor, obj: obj.state in codes)


as_joined = as_side(PartyState.JOINED, path=_PARTNERSHIP)
asked, consented = _in(AccessionState.ASKED), _in(AccessionState.CONSENTED)
may_be_budgeted = _in(AccessionState.CONSENTED, AccessionState.SIGNED)

# fmt: off
ACCESSION_ALLOW = (
    #    action                  standing        roles        when
    Row("accession.view",      Standing.OWN,   ANYONE),
    Row("accession.view",      Standing.PARTY, ANYONE,      as_joined),
    Row("accession.consent",   Standing.PARTY, LEADERS,     as_joined & asked),
    Row("accession.take_back", Standing.OWN,   LEADERS,     asked | consented),
    Row("accession.approve",   Standing.OWN,   DECIDERS,    consented),
    Row("accession.release",   Standing.OWN,   DECIDERS,    may_be_budgeted),
    Row("accession.sign",      Standing.OWN,   SIGNATORIES, consented),
    # A sealed original, or a file signed elsewhere, is entered by a named clerk.
    Row("accession.enter",     Standing.OWN,   DECIDERS,    consented),
)
# fmt: on


def roles_toward_accession(actor: Actor, accession: Accession) -> frozenset[AccessionRole]:
    """Whether ``actor`` acts for the newcomer or for a side; what either may do, the rows say."""
    if actor.is_system:
        return frozenset(AccessionRole)
    if actor.institution == accession.party.institution_id:
        return frozenset({AccessionRole.NEWCOMER})
    consents = can(actor, "accession.consent", accession)
    return frozenset({AccessionRole.SIDES}) if consents else frozenset()
