"""What accounts plugs into other wings' pages: a button on an institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.permissions import may_keep_people
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Deed

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def people_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that opens the institution's people, for those who keep them."""
    if not institution.member or not may_keep_people(actor, institution.pk):
        return None
    return Deed(50, _("Keep the people"), reverse("accounts:people", args=[institution.pk]))
