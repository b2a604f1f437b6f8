"""What sides do together, as a part: a block and the next one on the workspace, a page of its own; its deeds' origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext

from yuinowa.core import clock, move, retention, rights, sockets, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Origin, Panel
from yuinowa.ledger.permissions import register_context_kind
from yuinowa.partnerships.domain.activities import (
    ACTIVITY_WORKFLOW,
    CONTEXT_KIND,
    ORIGIN,
    ActivityState,
)
from yuinowa.partnerships.domain.phases import RESTING, Phase
from yuinowa.partnerships.labels import activities as words
from yuinowa.partnerships.models import Activity, Partnership
from yuinowa.partnerships.permissions.activities import (
    ACTIVITY,
    ACTIVITY_ALLOW,
    roles_toward_activity,
)
from yuinowa.partnerships.queries import activities as queries
from yuinowa.partnerships.queries import taken_along
from yuinowa.partnerships.queries.coming import (
    Coming,
    coming,
    held_lately,
    list_of,
    told_rows,
)
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.frame import audience
from yuinowa.ui.parts import Link, Tag

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

#: Lines on pages for everybody: those ahead, and those that were held.
MOST_COMING, MOST_HELD = 5, 3
#: Who takes part is not settled yet, so nobody is led to plan a day.
_TOO_EARLY = (Phase.IDEA, Phase.EXPLORING)


def block(reading: Reading, actor: Actor) -> Panel | None:
    """The latest activities; before the first, how one is proposed, once sides have come together and until it is over.

    Who only follows reads what everybody may.
    """
    partnership = reading.partnership
    if not can(actor, "partnership.read", partnership):
        return for_everybody(reading, actor)
    found = reading.once(queries.at_a_glance, actor)
    if not found.latest and (partnership.is_over or partnership.phase in _TOO_EARLY):
        return None
    context = {
        "partnership": partnership,
        "lines": [(row, _tags(row), queries.host_names(row)) for row in found.latest],
        "totals": found.totals,
        "may_propose": can(actor, "partnership.write", partnership)
        and queries.may_begin(partnership),
    }
    return Panel(40, "partnerships/parts/activities.html", context)


def _tags(activity: Activity) -> list[Tag]:
    state = ActivityState(activity.state)
    return [Tag(str(words.STATES[state]), words.TONES.get(state, ""))]


def aside(reading: Reading, actor: Actor) -> Panel | None:
    """The next one that is ahead."""
    partnership = reading.partnership
    if not can(actor, "partnership.read", partnership):
        return None
    coming = reading.once(queries.at_a_glance, actor).next
    if coming is None:
        return None
    context = {"activity": coming, "hosts": queries.host_names(coming), "tags": _tags(coming)}
    return Panel(10, "partnerships/parts/next_activity.html", context)


def page(partnership: Partnership, actor: Actor) -> Link | None:
    """The page 「活動」: for the sides, and for others once something is told beyond them."""
    door = queries.activities_visible_to(actor.under(partnership))
    if not can(actor, "partnership.read", partnership) and not (
        actor.is_signed_in and door.filter(partnership=partnership).exists()
    ):
        return None
    label = pgettext("of a partnership", "Activities")
    return Link(label, reverse("partnerships:activity-list", args=[partnership.pk]))


def for_everybody(reading: Reading, actor: Actor) -> Panel | None:
    """What hosts tell beyond the sides, on the page of whoever does not follow the partnership."""
    return _told(actor, Coming(clock.today()), partnership=reading.partnership)


def of_institution(institution: Institution, actor: Actor) -> Panel | None:
    """What the institution hosts with others, as far as the actor may see it; nothing where there is nothing."""
    return _told(actor, Coming(clock.today(), institution=institution.pk))


def _told(actor: Actor, wanted: Coming, *, partnership: Partnership | None = None) -> Panel | None:
    ahead, held = coming(actor, wanted), held_lately(actor, wanted)
    if partnership is not None:
        ahead, held = ahead.filter(partnership=partnership), held.filter(partnership=partnership)
    found = queries.with_hosts(ahead[:MOST_COMING], held[:MOST_HELD])
    if not any(found):
        return None
    soon, lately = (told_rows(rows, actor) for rows in found)
    of = wanted.institution
    context = {
        "coming": soon,
        "held": lately,
        # A visitor reads of them here; whoever has signed in opens the page of each.
        "anchors": partnership is not None and not actor.is_signed_in,
        "all_url": list_of(of) if of is not None and soon else "",
    }
    return Panel(16, "partnerships/parts/told_activities.html", context)


def origin(number: str, actor: Actor) -> Origin | None:
    """The activity for which a deed of the ledger was posted."""
    return _origin(queries.activities_visible_to(actor), number)


def under(number: str, actor: Actor) -> Origin | None:
    """The partnership under which a deed of the ledger was posted, for whoever may see it."""
    return _origin(partnerships_visible_to(actor), number)


def _origin(visible: QuerySet[Any], number: str) -> Origin | None:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = visible.filter(pk=int(number)).first()
    return Origin(found.title, found.get_absolute_url()) if found else None


plug(
    Part(
        "activities",
        60,
        gates={
            # The first phase's are asked until the work begins.
            **dict.fromkeys((Phase.IDEA, *RESTING), queries.of_activities_beside),
            Phase.ACTIVE: queries.of_activities,
        },
        block=block,
        aside=aside,
        public=for_everybody,
        page=page,
    )
)
sockets.add_panel("directory.Institution", of_institution)
rights.register(ACTIVITY, ACTIVITY_ALLOW)
move.register(
    move.Movable(
        model=Activity,
        workflow=ACTIVITY_WORKFLOW,
        roles=roles_toward_activity,
        waited=lambda row, _waits: (
            row.proposer.institution_id,
            row.proposer.institution.name,
        ),
        state=lambda row: ActivityState(row.state),
        label=lambda row: row.title,
        url=lambda row: row.get_absolute_url(),
        audience=lambda row: audience(row.partnership),
    )
)
for model in ("Activity", "ActivityHost", "ActivityRecord"):
    retention.register(f"partnerships.{model}")
takeout.with_rows_of(
    "directory.Institution",
    app="partnerships",
    ActivityHost=taken_along.hosts,
    ActivityRecord=taken_along.records,
)
sockets.add_origin(ORIGIN, origin)
sockets.add_origin(CONTEXT_KIND, under)
register_context_kind(CONTEXT_KIND, queries.contexts_of)
