"""What each side said to a version: counts, all or those waited for, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yuinowa.kernel.errors import Unreadable
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.agreements import SideState
from yuinowa.partnerships.queries.version_sides import (
    SIDES_A_PAGE,
    ours_first,
    said_by,
    waited_for,
)
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Link

#: The part of the sides that can be read alone.
WAITED_FOR: Final = "waiting"


def sides_read(
    request: HttpRequest, version: AgreementVersion, sides: Sequence[SideState]
) -> dict[str, object]:
    """The sides a page at a time, how many there are, and links to all and to those still waited for."""
    of = request.GET.get("of", "")
    if of not in ("", WAITED_FOR):
        raise Unreadable(_("The list has no such part."), place="of")
    waiting = waited_for(version, sides)
    page = page_of(request, ours_first(waiting if of else sides), size=SIDES_A_PAGE)
    parts = (
        ("", "?", _("All sides (%(n)s)") % {"n": len(sides)}),
        (WAITED_FOR, f"?of={WAITED_FOR}", _("Waited for (%(n)s)") % {"n": len(waiting)}),
    )
    return {
        "sides": page.object_list,
        "sides_page": page,
        "said": said_by(sides),
        "side_links": [Link(label, url, current=code == of) for code, url, label in parts]
        if len(sides) > SIDES_A_PAGE and (waiting or of)
        else [],
    }
