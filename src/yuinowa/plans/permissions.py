"""Who may see and change plans and their sheets.

A public plan can be read by anyone; a sheet by anyone once it was published. Before that its own institution
sees it, and so do those whose work is counted on it: they are parties to the sheet. Entering and checking are two persons' work (I28): see ``roles_toward``.
"""

from __future__ import annotations

from django.db.models import Q

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Level,
    Role,
    Row,
    Scope,
    Standing,
    can,
    field_is,
    level_members,
    level_public,
    nothing,
    visible_to,
)
from yuinowa.partnerships.queries.partnerships import at_hand, partnerships_visible_to
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.returned import FormRole
from yuinowa.plans.domain.round import RoundState
from yuinowa.plans.domain.run import RunRole
from yuinowa.plans.domain.sheet import OPEN_STATES, SheetRole, SheetState
from yuinowa.plans.domain.together import LinkRole, LinkState
from yuinowa.plans.models import (
    Edition,
    EditionRun,
    FileRun,
    FilledForm,
    Plan,
    PlanYear,
    ProjectPartnership,
    Sheet,
    SheetComment,
)

OFFICER, CHECKER = frozenset({Role.PLAN_OFFICER}), frozenset({Role.PLAN_CHECKER})
REVIEWER = frozenset({Role.REVIEWER})

is_editable = Condition(lambda _actor: Q(is_editable=True), lambda _actor, plan: plan.is_editable)


def _plan_level(*levels: Level) -> Condition:
    return Condition(
        lambda _actor: Q(project__plan__level__in=levels),
        lambda _actor, sheet: sheet.project.plan.level in levels,
    )


def _edition_of(*levels: Level) -> Condition:
    return Condition(
        lambda _actor: Q(plan__level__in=levels),
        lambda _actor, edition: edition.plan.level in levels,
    )


is_open = field_is("state", *OPEN_STATES)
is_published = field_is("state", EditionState.PUBLISHED)
is_draft = field_is("state", SheetState.DRAFT)
is_under_way = field_is("state", SheetState.DRAFT, SheetState.SUBMITTED, SheetState.CHECKED)
of_editable_plan = Condition(
    lambda _actor: Q(project__plan__is_editable=True),
    lambda _actor, sheet: sheet.project.plan.is_editable,
)

PLAN_SCOPE = Scope("plans.Plan", owner="owner")
# fmt: off
PLAN_ALLOW = (
    #   action         standing         roles     when
    Row("plan.view",   Standing.PUBLIC, ANYONE,   level_public),
    Row("plan.view",   Standing.MEMBER, ANYONE,   level_members),
    Row("plan.view",   Standing.OWN,    ANYONE),
    Row("plan.history", Standing.OWN,   ANYONE),
    Row("plan.begin",  Standing.OWN,    OFFICER),
    Row("plan.edit",   Standing.OWN,    OFFICER,  is_editable),
    Row("plan.import", Standing.OWN,    OFFICER),
    Row("plan.take_along", Standing.OWN, OFFICER),
    # A rule may be laid beside a reference plan too: it says what figures would lead to, and changes nothing.
    Row("plan.rule",   Standing.OWN,    OFFICER),
    Row("plan.claims", Standing.OWN,    OFFICER | CHECKER),
    Row("plan.print_again", Standing.OWN, OFFICER | CHECKER),
)

SHEET_SCOPE = Scope(
    "plans.Sheet",
    owner="project__plan__owner",
    parties=("project__slots__indicator__subjects",),
)
SHEET_ALLOW = (
    Row("sheet.view",  Standing.PUBLIC, ANYONE,   is_open & _plan_level(Level.PUBLIC)),
    Row("sheet.view",  Standing.MEMBER, ANYONE,   is_open & _plan_level(Level.PUBLIC, Level.MEMBERS)),
    Row("sheet.view",  Standing.PARTY,  ANYONE),
    Row("sheet.edit",  Standing.OWN,    OFFICER,  is_draft & of_editable_plan),
    Row("sheet.claims", Standing.OWN,   OFFICER | CHECKER),
    Row("sheet.acknowledge", Standing.OWN, OFFICER | CHECKER, of_editable_plan),
    Row("sheet.comment", Standing.OWN,  OFFICER | CHECKER, is_under_way & of_editable_plan),
    Row("sheet.review", Standing.OWN,   OFFICER | REVIEWER, is_open & of_editable_plan),
)

COMMENT_SCOPE = Scope("plans.SheetComment", owner="sheet__project__plan__owner")
COMMENT_ALLOW = (
    # What the two say to each other about a sheet is their work, and nobody else's reading.
    Row("sheetcomment.view", Standing.OWN,   OFFICER | CHECKER),
)

ROUND_SCOPE = Scope("plans.PlanYear", owner="plan__owner")
ROUND_ALLOW = (
    # Who is behind with a sheet is the institution's own business.
    Row("round.view",  Standing.OWN,    ANYONE),
    Row("round.edit",  Standing.OWN,    OFFICER,  field_is("state", RoundState.OPEN)),
)

EDITION_SCOPE = Scope("plans.Edition", owner="plan__owner")
EDITION_ALLOW = (
    # Whoever reads a plan reads what was published of it; what is prepared, its institution alone. Preparing is
    # plan.edit; which step after it is whose stands in the table of states.
    Row("edition.view", Standing.PUBLIC, ANYONE, is_published & _edition_of(Level.PUBLIC)),
    Row("edition.view", Standing.MEMBER, ANYONE, is_published & _edition_of(Level.PUBLIC, Level.MEMBERS)),
    Row("edition.view", Standing.OWN,    ANYONE),
    Row("edition.act",  Standing.OWN,    OFFICER | CHECKER),
)

EDITION_RUN_SCOPE = Scope("plans.EditionRun", owner="plan__owner")
EDITION_RUN_ALLOW = (
    Row("editionrun.view", Standing.OWN, OFFICER | CHECKER),
)


def _partnerships(actor: Actor, action: str) -> Q:
    """Links of the partnerships to which ``actor`` may do ``action``."""
    known = at_hand(actor)
    if known is not None:
        return Q(partnership=known) if can(actor, action, known) else nothing()
    seen = visible_to(actor, partnerships_visible_to(actor).order_by(), action=action)
    return Q(partnership__in=seen.values("pk"))


takes_part = Condition(
    lambda actor: _partnerships(actor, "partnership.read"),
    lambda actor, link: can(actor, "partnership.read", link.partnership),
    frozenset({"partnership__parties__institution"}),
)
sees_both = Condition(
    lambda actor: Q(project__plan__in=visible_to(actor, Plan.objects.order_by()).values("pk"))
    & _partnerships(actor, "partnership.view"),
    lambda actor, link: can(actor, "plan.view", link.project.plan)
    and can(actor, "partnership.view", link.partnership),
)
LINK_SCOPE = Scope(
    "plans.ProjectPartnership",
    owner="project__plan__owner",
    parties=("partnership__parties__institution",),
)
LINK_ALLOW = (
    Row("projectpartnership.view", Standing.PUBLIC, ANYONE, field_is("state", LinkState.STANDING) & sees_both),
    Row("projectpartnership.view", Standing.OWN,    ANYONE),
    # A side reads of its own partnership what others link with it, also where it does not see their plan.
    Row("projectpartnership.view", Standing.PARTY,  ANYONE, takes_part),
)

FORM_SCOPE = Scope("plans.FilledForm", owner="plan__owner")
FORM_ALLOW = (
    Row("filledform.view", Standing.OWN, OFFICER),
)
# fmt: on


def roles_toward_form(actor: Actor, form: FilledForm) -> frozenset[FormRole]:
    """In which roles ``actor`` may act on a form that came back."""
    is_officer = actor.institution == form.plan.owner_id and bool(actor.roles & OFFICER)
    return frozenset(FormRole) if actor.is_system or is_officer else frozenset()


def keepers_of(actor: Actor, plan: Plan) -> frozenset[SheetRole]:
    """In which roles ``actor`` keeps ``plan``."""
    if actor.is_system:
        return frozenset(SheetRole)
    if actor.institution != plan.owner_id:
        return frozenset()
    return frozenset(SheetRole(role) for role in actor.roles & (OFFICER | CHECKER))


def roles_in_round(actor: Actor, year: PlanYear) -> frozenset[SheetRole]:
    """In which roles ``actor`` may act on the round of ``year``."""
    return keepers_of(actor, year.plan)


def roles_in_comment(actor: Actor, comment: SheetComment) -> frozenset[SheetRole]:
    """In which roles ``actor`` may answer or settle ``comment``; nobody, once its sheet is published."""
    sheet = comment.sheet
    return frozenset() if sheet.is_open else keepers_of(actor, sheet.project.plan)


def roles_of_edition(actor: Actor, edition: Edition) -> frozenset[SheetRole]:
    """In which roles ``actor`` may act on ``edition``: publishing takes a person, and not the one who prepared it (I28)."""
    held = keepers_of(actor, edition.plan)
    is_second = actor.is_system or actor.person not in (None, edition.prepared_by)
    return held if is_second else held - {SheetRole.CHECKER}


def roles_of_run(actor: Actor, _run: EditionRun | FileRun) -> frozenset[RunRole]:
    """Work that a job carries out is ended by the job alone."""
    return frozenset(RunRole) if actor.is_system else frozenset()


def roles_toward_link(actor: Actor, link: ProjectPartnership) -> frozenset[LinkRole]:
    """In which roles ``actor`` may act on a project's link with a partnership; another side's doubt is that side's (I13)."""
    held = set()
    if can(actor, "plan.edit", link.project.plan):
        held.add(LinkRole.KEEPER)
    if can(actor, "partnership.lead", link.partnership) and (
        actor.is_system or link.doubted_side_id in (None, actor.institution)
    ):
        held.add(LinkRole.SIDE)
    return frozenset(held)


def roles_toward(actor: Actor, sheet: Sheet) -> frozenset[SheetRole]:
    """In which roles ``actor`` may act on ``sheet`` now.

    Checking takes a person, and not one who entered or submitted it (I28); nobody acts on a reference plan.
    """
    plan = sheet.project.plan
    if not plan.is_editable:
        return frozenset()
    if actor.is_system:
        return frozenset(SheetRole)
    if actor.institution != plan.owner_id:
        return frozenset()
    held = {SheetRole(role) for role in actor.roles & (OFFICER | CHECKER)}
    if actor.person is None or actor.person in (*sheet.entered_by, sheet.submitted_by_id):
        held.discard(SheetRole.CHECKER)
    return frozenset(held)
