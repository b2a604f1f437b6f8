"""Offers and needs: on the page of an institution, beside the workspace of what was begun from them, and the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from yuinowa.core import handlers, jobs, move, retention, rights, sockets, takeout
from yuinowa.core.models import Lane
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships import tasks
from yuinowa.partnerships.domain.postings import POSTING_WORKFLOW, PostingState
from yuinowa.partnerships.models import Posting
from yuinowa.partnerships.permissions.postings import (
    POSTING,
    POSTING_ALLOW,
    may_post,
    roles_toward_posting,
)
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.postings import begun_from, postings_visible_to
from yuinowa.partnerships.queries.reading import Reading

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

#: So many are named on the page of an institution.
MOST_NAMED = 5

rights.register(POSTING, POSTING_ALLOW)
move.register(
    move.Movable(
        model=Posting,
        workflow=POSTING_WORKFLOW,
        roles=roles_toward_posting,
        waited=lambda row, _waits: (row.institution_id, row.institution.name),
        state=lambda row: PostingState(row.state),
        label=lambda row: row.title,
        url=lambda row: row.get_absolute_url(),
    )
)
retention.register("partnerships.Posting")
retention.register("partnerships.BegunFrom")
takeout.leave_out(
    gettext_noop("It says which partnership was begun from which posting; both are taken along."),
    "partnerships.BegunFrom",
)


def postings_panel(institution: Institution, actor: Actor) -> Panel | None:
    """What it offers and seeks now; for its own people also the way to post."""
    found = postings_visible_to(actor).filter(
        institution=institution.pk, state=PostingState.OPEN.value
    )
    rows = list(found[: MOST_NAMED + 1])
    mine = actor.institution == institution.pk and may_post(actor)
    if not rows and not mine:
        return None
    context = {
        "institution": institution,
        "postings": rows[:MOST_NAMED],
        "has_more": len(rows) > MOST_NAMED,
        "may_post": mine,
    }
    return Panel(14, "partnerships/postings_panel.html", context)


def _begun_from(reading: Reading, actor: Actor) -> Panel | None:
    """For whoever follows it: the offer and the need that it was begun from."""
    partnership = reading.partnership
    if not can(actor, "partnership.follow", partnership):
        return None
    found = begun_from(partnership)
    return Panel(70, "partnerships/parts/begun_from.html", {"postings": found}) if found else None


plug(Part("postings", 80, aside=_begun_from))
sockets.add_panel("directory.Institution", postings_panel)
handlers.handler("partnerships.expire-postings", tasks.expire_postings, lane=Lane.DESK)
jobs.every("partnership-postings", "25 0 * * *", "partnerships.expire-postings")
