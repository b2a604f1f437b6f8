"""Everything that is kept about one person, for that person (R43)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from yuinowa.accounts.models import (
    Affiliation,
    CodeApp,
    EntryClaim,
    Invitation,
    Passkey,
    Person,
    PostHolding,
    SignedInSession,
)
from yuinowa.core import people
from yuinowa.core.models import AuditRow, Wait

#: Name of the part, and the columns that say something; hashes, keys and secrets say nothing.
_AFFILIATION = (
    "institution__name", "unit", "from_day", "to_day", "gatekeeper", "last_seen_on",
)  # fmt: skip
_HOLDING = ("post__title", "post__institution__name", "from_day", "to_day")
_SESSION = ("browser", "started_at", "last_seen_at")
_FACTOR = ("name", "created_at", "last_used_at")
_INVITATION = ("institution__name", "email", "name", "roles", "unit", "state", "created_at")
_CLAIM = (
    "institution__name", "kind", "state", "name", "email", "post", "word", "question", "answer",
    "reason", "created_at", "ended_at",
)  # fmt: skip
_WAIT = ("subject_label", "step", "since", "due", "ended_at")
_DEED = ("at", "action", "object_kind", "object_id", "institution")


def own_data(person: Person) -> dict[str, list[dict[str, Any]]]:
    """All that is kept about ``person``, part by part, as plain values."""
    mine = Affiliation.objects.filter(person=person)
    return {
        "account": [
            {
                "login": person.login,
                "email": person.email,
                "display_name": person.display_name,
                "language": person.language,
            }
        ],
        "affiliations": [
            row | {"roles": sorted(affiliation.roles.values_list("role", flat=True))}
            for row, affiliation in zip(_rows(mine, _AFFILIATION), mine, strict=True)
        ],
        "posts": _rows(PostHolding.objects.filter(person=person), _HOLDING),
        "sessions": _rows(SignedInSession.objects.filter(person=person), _SESSION),
        "passkeys": _rows(Passkey.objects.filter(person=person), _FACTOR),
        "code_apps": _rows(CodeApp.objects.filter(person=person), _FACTOR),
        "invitations": _rows(Invitation.objects.filter(email=person.email), _INVITATION),
        "claims": _rows(EntryClaim.objects.filter(email=person.email), _CLAIM),
        "turns": _rows(Wait.objects.filter(person=person.pk), _WAIT),
        "deeds": _rows(AuditRow.objects.filter(person=person.pk).order_by("pk"), _DEED),
        **people.traces_of(person.pk),
    }


def _rows(found: QuerySet[Any], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return list(found.values(*columns))


def object_of(label: str, pk: int) -> Model | None:
    """The one object an outside reviewer was invited for."""
    found: Model | None = apps.get_model(label)._base_manager.filter(pk=pk).first()
    return found
