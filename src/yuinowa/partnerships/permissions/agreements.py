"""Who may read, write, decide on and sign agreements: the sides alone.

A draft is read by the side that writes it. Coordinators of the region see that an agreement is waited for, never what
it says. A side that has left keeps what it signed within its sight (I18).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yuinowa.core.rights import ANYONE, Actor, Condition, Role, Row, Scope, Standing
from yuinowa.partnerships.domain.accessions import READING
from yuinowa.partnerships.domain.agreements import PUT_FORWARD, SIGNABLE, VersionState
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.phases import AGREEING, SIGNING
from yuinowa.partnerships.models import Accession
from yuinowa.partnerships.permissions.partnerships import LEADERS, WRITERS, as_side

_OF_AGREEMENT, _OF_VERSION = "partnership", "agreement__partnership"
AGREEMENT = Scope("partnerships.Agreement", parties=(f"{_OF_AGREEMENT}__parties__institution",))
VERSION = Scope("partnerships.AgreementVersion", parties=(f"{_OF_VERSION}__parties__institution",))

#: Who records a side's own decision, and who signs.
DECIDERS = LEADERS | {Role.SIGNATORY}
SIGNATORIES = frozenset({Role.SIGNATORY})


def _at(path: str, **wanted: tuple[str, ...]) -> Condition:
    """The object at the end of ``path`` has one of the values ``wanted`` of a field."""
    ((name, values),) = wanted.items()
    lookup = f"{path}__{name}" if path else name

    def holds(_actor: Actor, obj: Any) -> bool:
        for step in filter(None, path.split("__")):
            obj = getattr(obj, step)
        return getattr(obj, name) in values

    return Condition(lambda _actor: Q(**{f"{lookup}__in": values}), holds)


def _states(*states: VersionState) -> Condition:
    return _at("", state=tuple(state.value for state in states))


own_words = Condition(
    lambda actor: Q(written_for__institution=actor.institution or 0),
    lambda actor, obj: obj.written_for.institution_id == actor.institution,
)
#: Whoever accedes reads the text that it signs, once the sides have consented.
acceding = Condition(
    lambda actor: Q(
        pk__in=Accession.objects.filter(
            party__institution=actor.institution or 0,
            state__in=[state.value for state in READING],
        ).values("to_version")
    ),
    lambda actor, obj: any(
        row.party.institution_id == actor.institution and row.state in READING
        for row in obj.accessions.select_related("party")
    ),
)
put_forward, is_draft = _states(*PUT_FORWARD), _states(VersionState.DRAFT)
under_review, is_settled = _states(VersionState.IN_REVIEW), _states(VersionState.AGREED)
is_signable = _states(*SIGNABLE)
may_be_budgeted = _states(
    VersionState.AGREED,
    VersionState.APPROVED_BY_EACH,
    VersionState.PARTLY_SIGNED,
    VersionState.SIGNED,
)


def _was_side(path: str) -> Condition:
    return as_side(PartyState.JOINED, PartyState.LEFT, path=path)


def _is_side(path: str) -> Condition:
    return as_side(PartyState.JOINED, path=path)


def _phase(path: str, *phases: Any) -> Condition:
    return _at(path, state=tuple(phase.value for phase in phases))


writing = _is_side(_OF_AGREEMENT) & _phase(_OF_AGREEMENT, *AGREEING)
saying = _is_side(_OF_VERSION) & _phase(_OF_VERSION, *AGREEING)
signing = _is_side(_OF_VERSION) & _phase(_OF_VERSION, *SIGNING)

# fmt: off
AGREEMENT_ALLOW = (
    #    action              standing        roles      when
    Row("agreement.view",    Standing.PARTY, ANYONE,    _was_side(_OF_AGREEMENT)),
    Row("agreement.write",   Standing.PARTY, WRITERS,   writing),
)
VERSION_ALLOW = (
    #    action                     standing        roles        when
    Row("agreementversion.view",    Standing.PARTY, ANYONE,      _was_side(_OF_VERSION) & put_forward),
    Row("agreementversion.view",    Standing.PARTY, ANYONE,      _was_side(_OF_VERSION) & own_words),
    Row("agreementversion.view",    Standing.PARTY, ANYONE,      acceding),
    Row("agreementversion.write",   Standing.PARTY, WRITERS,     saying & own_words & is_draft),
    Row("agreementversion.propose", Standing.PARTY, LEADERS,     saying & own_words & is_draft),
    Row("agreementversion.agree",   Standing.PARTY, LEADERS,     saying & under_review),
    Row("agreementversion.approve", Standing.PARTY, DECIDERS,    saying & is_settled),
    Row("agreementversion.release", Standing.PARTY, DECIDERS,    saying & may_be_budgeted),
    Row("agreementversion.sign",    Standing.PARTY, SIGNATORIES, signing & is_signable),
    # A sealed original, or a file signed elsewhere, is entered by a named clerk.
    Row("agreementversion.enter",   Standing.PARTY, DECIDERS,    signing & is_signable),
)
# fmt: on
