"""What sides say and share, as a part: rows of the sides' table, goals, roles, remarks, and their gates."""

from __future__ import annotations

from yuinowa.core import retention, rights, takeout
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships.domain.phases import PLANNING, Phase, up_to
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.permissions.statements import TABLES
from yuinowa.partnerships.queries import recorded, statement_gates, taken_along
from yuinowa.partnerships.queries import statements as queries
from yuinowa.partnerships.queries.partnerships import joined, own_party
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading

#: Beyond so many sides, who has agreed is counted and the names are folded.
MOST_SIDES = 8
#: Remarks on the workspace, the latest.
MOST_REMARKS = 20


def _is_read(partnership: Partnership, actor: Actor) -> bool:
    own = own_party(partnership, actor)
    return own is not None and own.has_joined


def _consents(reading: Reading, about: Shared, actor: Actor) -> dict[str, object]:
    partnership, agreed = reading.partnership, recorded.agreed(reading, about)
    sides = joined(partnership)
    own = own_party(partnership, actor)
    is_open = partnership.phase in PLANNING
    told = [(party, agreed.get(party.pk)) for party in sides]
    is_long = len(sides) > MOST_SIDES
    return {
        "partnership": partnership,
        # Where they are folded, whoever opens them looks for those that are missing.
        "consents": sorted(told, key=lambda one: one[1] is not None) if is_long else told,
        "agreed": sum(at is not None for _party, at in told),
        "is_long": is_long,
        "may_write": is_open and can(actor, "partnership.write", partnership),
        "may_agree": is_open
        and own is not None
        and own.pk not in agreed
        and can(actor, "partnership.lead", partnership),
    }


def goals_block(reading: Reading, actor: Actor) -> Panel | None:
    """The goals, and who has agreed to them; once needs are told, or somebody was quicker."""
    partnership = reading.partnership
    if not _is_read(partnership, actor):
        return None
    goals = reading.once(queries.goals_of, actor)
    if not goals and Phase.GOALS not in up_to(partnership.phase):
        return None
    context = _consents(reading, Shared.GOALS, actor) | {"goals": goals}
    return Panel(20, "partnerships/parts/goals.html", context)


def roles_block(reading: Reading, actor: Actor) -> Panel | None:
    """The table of roles, and who has agreed to it; once goals are agreed, or somebody was quicker."""
    partnership = reading.partnership
    if not _is_read(partnership, actor):
        return None
    tasks = list(queries.tasks_visible_to(actor.under(partnership)).filter(partnership=partnership))
    if not tasks and Phase.ROLES not in up_to(partnership.phase):
        return None
    context = _consents(reading, Shared.ROLES, actor) | {"tasks": tasks}
    return Panel(30, "partnerships/parts/roles.html", context)


def remarks_block(reading: Reading, actor: Actor) -> Panel | None:
    """What sides say to each other."""
    partnership = reading.partnership
    if not _is_read(partnership, actor):
        return None
    door = queries.remarks_visible_to(actor.under(partnership))
    found = door.filter(party__partnership=partnership)
    latest = list(found.order_by("-written_at", "-pk")[:MOST_REMARKS])[::-1]
    context = {
        "partnership": partnership,
        "remarks": [(row, row.party.institution_id == actor.institution) for row in latest],
        "may_write": not partnership.is_over and can(actor, "partnership.write", partnership),
    }
    return Panel(90, "partnerships/parts/remarks.html", context)


plug(
    Part(
        "needs",
        10,
        gates={Phase.NEEDS: statement_gates.of_needs},
        rows=queries.rows_of_sides,
    )
)
plug(Part("goals", 20, gates={Phase.GOALS: statement_gates.of_goals}, block=goals_block))
plug(Part("roles", 30, gates={Phase.ROLES: statement_gates.of_roles}, block=roles_block))
plug(Part("remarks", 90, block=remarks_block))

for scope, allow in TABLES:
    rights.register(scope, allow)
for model in (
    "Need",
    "CanDo",
    "Benefit",
    "Contribution",
    "Afterwards",
    "Goal",
    "Task",
    "TaskContributor",
    "Consent",
):
    retention.register(f"partnerships.{model}")
retention.register(
    "partnerships.Remark", personal="id of the person who wrote it", keeps="always; ids only"
)
takeout.with_rows_of(
    "directory.Institution",
    app="partnerships",
    TaskContributor=taken_along.helpers,
    Consent=taken_along.consents,
)
