"""The tables of people and their rights."""

from yuinowa.accounts.models.affiliations import Affiliation, AffiliationRole, current_affiliation_q
from yuinowa.accounts.models.claims import EntryClaim
from yuinowa.accounts.models.digests import keyed_digest
from yuinowa.accounts.models.factors import CodeApp, Passkey, RecoveryCode, sealed, unsealed
from yuinowa.accounts.models.holdings import PostHolding, held_on_q
from yuinowa.accounts.models.invitations import Invitation
from yuinowa.accounts.models.links import EmailChange, MailedLink
from yuinowa.accounts.models.people import Person
from yuinowa.accounts.models.sessions import FailureTally, SignedInSession, session_digest
from yuinowa.accounts.models.tokens import ApiToken, ServiceAccount

__all__ = [
    "Affiliation",
    "AffiliationRole",
    "ApiToken",
    "CodeApp",
    "EmailChange",
    "EntryClaim",
    "FailureTally",
    "Invitation",
    "MailedLink",
    "Passkey",
    "Person",
    "PostHolding",
    "RecoveryCode",
    "ServiceAccount",
    "SignedInSession",
    "current_affiliation_q",
    "held_on_q",
    "keyed_digest",
    "sealed",
    "session_digest",
    "unsealed",
]
