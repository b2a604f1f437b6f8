"""What the pages of one entry have in common."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can
from yuinowa.directory import queries
from yuinowa.directory.domain.sections import Section
from yuinowa.directory.labels.entry import SECTIONS
from yuinowa.directory.models import Institution
from yuinowa.ui.parts import Link


def entry_of(request: HttpRequest, pk: int) -> Institution:
    """The institution, if its page may be seen; else 404."""
    return get_object_or_404(queries.institutions_visible_to(actor_of(request)), pk=pk)


def action_of(section: Section) -> str:
    """The right that editing ``section`` takes."""
    return "institution.disclose" if section is Section.DISCLOSURE else "institution.edit"


def sections_of(institution: Institution, actor: Actor, here: Section | None = None) -> list[Link]:
    """The sections that ``actor`` may edit, as the local menu."""
    return [
        Link(
            str(label),
            reverse("directory:institution-section", args=[institution.pk, section.value]),
            current=section is here,
        )
        for section, label in SECTIONS.items()
        if can(actor, action_of(section), institution)
    ]


def links_of(institution: Institution, actor: Actor, here: str = "") -> list[Link]:
    """The pages of one entry: itself, its history, editing it."""
    wanted = [
        ("institution-detail", _("The entry"), True),
        ("institution-history", _("History of changes"), True),
        ("institution-edit", _("Edit the entry"), can(actor, "institution.edit", institution)),
        ("institution-rename", _("Rename it"), can(actor, "institution.rename", institution)),
        (
            "institution-status",
            _("Close it, let it rest"),
            can(actor, "institution.change-status", institution),
        ),
        (
            "institution-succession",
            _("What has become of it"),
            can(actor, "institution.succeed", institution),
        ),
    ]
    return [
        Link(label, reverse(f"directory:{name}", args=[institution.pk]), current=name == here)
        for name, label, shown in wanted
        if shown
    ]
