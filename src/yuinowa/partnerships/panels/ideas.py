"""Ideas of residents: the way to write one, the turn to answer it, and what a partnership was begun from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from yuinowa.core import handlers, jobs, move, retention, rights, sockets, takeout, waits
from yuinowa.core.models import Lane
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Deed, Panel
from yuinowa.partnerships import tasks
from yuinowa.partnerships.domain.ideas import IDEA_WORKFLOW, IdeaState
from yuinowa.partnerships.labels.ideas import LABEL
from yuinowa.partnerships.models import Idea
from yuinowa.partnerships.permissions.ideas import IDEA, IDEA_ALLOW, roles_toward_idea
from yuinowa.partnerships.queries.ideas import origin_of
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services import ideas

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

rights.register(IDEA, IDEA_ALLOW)
move.register(
    move.Movable(
        model=Idea,
        workflow=IDEA_WORKFLOW,
        roles=roles_toward_idea,
        waited=lambda row, _waits: (row.institution_id or waits.REGION_OFFICE, ""),
        state=lambda row: IdeaState(row.state),
        label=lambda _row: LABEL,
        url=lambda row: row.get_absolute_url(),
    )
)
waits.say_labels("partnerships.idea", gettext)
retention.register(
    "partnerships.SentIdea",
    personal="name or pen name, mail address and words of a resident",
    keeps="until confirmed, 7 days at most",
    erase=ideas.erase_unconfirmed,
)
retention.register(
    "partnerships.Idea",
    personal="name or pen name, mail address and words of a resident",
    keeps="name and address 90 days after the answer, or until taken back; the words as long, or as those of a partnership",
    erase=ideas.erase_answered,
)
retention.register("partnerships.IdeaPassing", keeps="as long as the idea")
takeout.leave_out(
    gettext_noop("Words, names and mail addresses of residents: they are the residents' own."),
    "partnerships.SentIdea",
    "partnerships.Idea",
    "partnerships.IdeaPassing",
)


def write_deed(institution: Institution, actor: Actor) -> Deed | None:
    """The button for visitors who would like something done together with this institution."""
    if actor.is_signed_in or not institution.member:
        return None
    url = f"{reverse('partnerships:idea-new')}?to={institution.pk}"
    return Deed(40, _("Bring an idea"), url)


def _origin(reading: Reading, actor: Actor) -> Panel | None:
    """For whoever follows it: the resident's words, as she wrote them; her name is not among them."""
    partnership = reading.partnership
    if not can(actor, "partnership.follow", partnership):
        return None
    idea = origin_of(partnership)
    return Panel(69, "partnerships/parts/origin.html", {"idea": idea}) if idea else None


plug(Part("ideas", 79, aside=_origin))
sockets.add_deed("directory.Institution", write_deed)
sockets.add_resident_pages(
    "partnerships:idea-new",
    "partnerships:idea-sent",
    "partnerships:idea-confirm",
    "partnerships:idea-gone",
    "partnerships:idea-own",
)
handlers.handler("partnerships.keep-ideas", tasks.keep_ideas, lane=Lane.DESK)
jobs.every("partnership-ideas", "35 0 * * *", "partnerships.keep-ideas")
