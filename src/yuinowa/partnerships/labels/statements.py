"""Words for what sides say, for goals, roles and consents."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.partnerships.domain import statements
from yuinowa.partnerships.domain.statements import (
    BENEFIT,
    CONTRIBUTION,
    GOAL,
    GONE,
    NEED,
    TASK,
    Ability,
    Bearer,
    Resource,
    Shared,
)

BEARERS: dict[Bearer, Promise] = {
    Bearer.SELF: _("Each for itself (self-help)"),
    Bearer.MUTUAL: _("Those around, together (mutual help)"),
    Bearer.PUBLIC: _("The public side (public help)"),
}
ABILITIES: dict[Ability, Promise] = {
    Ability.CAN: pgettext_lazy("a side", "We can"),
    Ability.CANNOT: pgettext_lazy("a side", "We cannot"),
}
RESOURCES: dict[Resource, Promise] = {
    Resource.PEOPLE: pgettext_lazy("resource", "People"),
    Resource.THINGS: pgettext_lazy("resource", "Things"),
    Resource.MONEY: pgettext_lazy("resource", "Money"),
    Resource.PLACE: pgettext_lazy("resource", "Place"),
    Resource.INFORMATION: pgettext_lazy("resource", "Information"),
}
NEEDS, ABLE, GAINS, GIVES = (
    pgettext_lazy("row of the sides", "What it lacks, and why together"),
    pgettext_lazy("row of the sides", "What it can and cannot do"),
    pgettext_lazy("row of the sides", "What it gains"),
    pgettext_lazy("row of the sides", "What it puts in"),
)
#: What is missing, by the gates' codes.
MISSING: dict[str, Promise] = {
    NEED: _("what it lacks, and why together"),
    statements.ABLE: _("what it can and cannot do"),
    BENEFIT: _("what it gains"),
    CONTRIBUTION: _("what it puts in"),
    GOAL: _("a goal that can be measured"),
    TASK: _("a task in the table of roles"),
    GONE: _("a side that is still there, for every task"),
}
CONSENTS: dict[Shared, Promise] = {
    Shared.GOALS: _("its consent to the goals"),
    Shared.ROLES: _("its consent to the table of roles"),
}
THEN_CONSENTED = gettext_noop("When every side has agreed, you go on together.")
RULE_NEEDS = _("Each side has told what it lacks, with evidence, and why together")
RULE_EXCHANGE = _("Each side has something it gains and something it puts in")
RULE_GOALS = _("There is a goal that can be measured by a day")
RULE_GOALS_AGREED = _("Each side agrees to the goals")
RULE_TASKS = _("Each task has exactly one side that is accountable")
RULE_ROLES_AGREED = _("Each side agrees to the table of roles")


def evidence(text: str) -> str:
    """What shows a need, beside it."""
    return gettext("Shown by: %(text)s") % {"text": text}


def considered(text: str) -> str:
    """What else a side considered, beside its need."""
    return gettext("Also considered: %(text)s") % {"text": text}


#: Where a fault of a field or an address of these pages is.
PLACES = (
    pgettext_lazy("place of a fault", "about"),
    pgettext_lazy("place of a fault", "owner"),
    pgettext_lazy("place of a fault", "accountable"),
    pgettext_lazy("place of a fault", "helpers"),
)
