"""What roles are called on the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.accounts.domain.claims import Channel, ClaimKind, ClaimState
from yuinowa.accounts.domain.factors import FactorKind, IdentityCheck
from yuinowa.core.languages import JAPANESE, PLAIN
from yuinowa.core.rights import Role

ROLES: dict[Role, Promise] = {
    Role.EDITOR: _("Editor"),
    Role.ADMIN: _("Administrator"),
    Role.SIGNATORY: _("Signatory"),
    Role.LEAD: _("Partnership lead"),
    Role.COORDINATOR: _("Coordinator"),
    Role.REVIEWER: _("Reviewer"),
    Role.EVALUATOR: _("Third-party evaluator"),
    Role.SECRETARY: _("Secretary"),
    Role.PLAN_OFFICER: _("Plan officer"),
    Role.PLAN_CHECKER: _("Plan checker"),
    Role.REGION_ADMIN: _("Region administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.OPERATOR: _("Operator"),
}
#: What each role may do, as it is said where roles are given.
MEANINGS: dict[Role, Promise] = {
    Role.EDITOR: _("writes the institution's contacts, needs and plans"),
    Role.ADMIN: _("invites people, gives roles, keeps the institution's entry"),
    Role.SIGNATORY: _("approves and signs for the institution"),
    Role.LEAD: _("leads a partnership on the institution's side"),
    Role.COORDINATOR: _("sees both sides' process and helps them on"),
    Role.REVIEWER: _("reads and scores what is assigned"),
    Role.EVALUATOR: _("reads revealed evaluations and writes an opinion"),
    Role.SECRETARY: _("keeps agendas, minutes and seats of a body"),
    Role.PLAN_OFFICER: _("enters the figures of plans"),
    Role.PLAN_CHECKER: _("checks figures that somebody else entered"),
    Role.REGION_ADMIN: _("checks claims, lets institutions in, sets the region up"),
    Role.AUDITOR: _("reads the audit trail, writes nothing"),
    Role.OPERATOR: _("keeps the installation running, sees no content"),
}
#: What a role finds on the first page after signing in; the first that is held counts.
SEES_FIRST: dict[Role, Promise] = {
    Role.REGION_ADMIN: _("The turns of the region office, and all institutions"),
    Role.COORDINATOR: _("The turns of the region office, and all institutions"),
    Role.PLAN_OFFICER: _("The plan, and figures to enter"),
    Role.PLAN_CHECKER: _("The plan, and figures to check"),
    Role.EDITOR: _("Today's turns, and recording a contact"),
    Role.ADMIN: _("Today's turns, and recording a contact"),
    Role.OPERATOR: _("How the installation runs"),
}
READS_FIRST = _("Today's turns, to read")
FACTORS: dict[FactorKind, Promise] = {
    FactorKind.PASSKEY: _("Passkey"),
    FactorKind.CODE_APP: _("App that makes codes"),
    FactorKind.RECOVERY: _("Recovery code"),
}
CHANNELS: dict[Channel, Promise] = {
    Channel.CALL: _("Called back on the entry's own number"),
    Channel.LETTER: _("By the code of the letter"),
    Channel.REGISTER: _("Looked up in a public register"),
    Channel.VISIT: _("Visited"),
}
CLAIM_STATES: dict[ClaimState, Promise] = {
    ClaimState.SENT: _("Mail address not confirmed yet"),
    ClaimState.CONFIRMED: pgettext_lazy("claim", "To be checked"),
    ClaimState.LETTER: _("A letter is on its way"),
    ClaimState.ASKED: _("Asked back"),
    ClaimState.PROVEN: _("Checked, to be decided"),
    ClaimState.APPROVED: _("Approved"),
    ClaimState.REFUSED: _("Refused"),
    ClaimState.OVERTAKEN: _("Somebody else was approved first"),
    ClaimState.LAPSED: _("Its time was over"),
}
#: What the claims' table says of what comes then; its sentences are looked up by themselves.
CLAIM_THEN = (
    gettext_noop("Then it is known whether the institution itself is behind it."),
    gettext_noop("Then the region office can approve."),
    gettext_noop("Then the region office goes on checking."),
    gettext_noop("Then the institution takes part."),
)
CLAIM_KINDS: dict[ClaimKind, Promise] = {
    ClaimKind.CLAIM: _("Claim of a listed institution"),
    ClaimKind.REGISTRATION: _("Registration of a new institution"),
}
IDENTITY_CHECKS: dict[IdentityCheck, Promise] = {
    IdentityCheck.IN_PERSON: _("Face to face, by a paper with a picture"),
    IdentityCheck.CALLED_BACK: _("Called back over the institution's number in the directory"),
    IdentityCheck.LETTER: _("By a letter of the institution"),
}
LANGUAGES: dict[str, Promise] = {
    JAPANESE: _("Japanese"),
    PLAIN: _("Plain Japanese"),
    "en": _("English"),
}

#: Field → what the reader is told where a refusal names it.
PLACES = (
    pgettext_lazy("place of a fault", "affiliation"),
    pgettext_lazy("place of a fault", "from_day"),
    pgettext_lazy("place of a fault", "last_day"),
    pgettext_lazy("place of a fault", "login"),
)


def sees_first(roles: frozenset[Role]) -> Promise:
    """What somebody with ``roles`` finds on the first page."""
    return next((label for role, label in SEES_FIRST.items() if role in roles), READS_FIRST)


def roles_in_order(roles: frozenset[Role]) -> tuple[Promise, ...]:
    """The labels of ``roles`` in the order of the table above."""
    return tuple(label for role, label in ROLES.items() if role in roles)
