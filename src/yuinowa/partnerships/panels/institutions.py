"""What partnerships plug into the page of an institution: the button that begins one with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core import sockets
from yuinowa.core.rights import Actor
from yuinowa.core.sockets import Deed
from yuinowa.partnerships.permissions import may_begin

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def begin_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button that begins a partnership with this institution."""
    if not may_begin(actor) or actor.institution == institution.pk:
        return None
    url = f"{reverse('partnerships:partnership-begin')}?with={institution.pk}"
    return Deed(30, _("Begin a partnership"), url)


sockets.add_deed("directory.Institution", begin_deed)
