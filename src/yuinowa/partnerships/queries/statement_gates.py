"""What is missing of what sides say and agree to, before they go on; where each writes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from yuinowa.core.rights import Role
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain import statements as rules
from yuinowa.partnerships.domain.gates import Lacking, Missing, Turn
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.labels import statements as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.recorded import recorded
from yuinowa.partnerships.queries.statements import say, say_need

#: Whoever leads a side agrees for it; words of its own its writers write.
_AGREE = Turn(
    "agree-shared", Verb.DECIDE, (Role.LEAD.value, Role.ADMIN.value), words.THEN_CONSENTED
)


def of_needs(reading: Reading) -> Iterable[Requirement]:
    """Each side has told what it needs, and why together."""
    lacking = rules.lacking_needs(members(reading.parties), recorded(reading).needs)
    return [Requirement(words.RULE_NEEDS, said_of(reading.partnership, lacking))]


def of_goals(reading: Reading) -> Iterable[Requirement]:
    """Each side gains and gives (I2); there is a goal, and each has agreed to it."""
    partnership, there, said = reading.partnership, members(reading.parties), recorded(reading)
    exchange = rules.lacking_exchange(there, said.benefits, said.contributions)
    found = [
        Requirement(words.RULE_EXCHANGE, said_of(partnership, exchange)),
        Requirement(words.RULE_GOALS, said_of(partnership, rules.lacking_goals(said.goals))),
    ]
    if said.goals:
        agreed = rules.lacking_consents(there, said.agreed_to_goals)
        gaps = said_of(partnership, agreed, Shared.GOALS)
        found.append(Requirement(words.RULE_GOALS_AGREED, gaps))
    return found


def of_roles(reading: Reading) -> Iterable[Requirement]:
    """Each task is a side's that is there (I3), and each side has agreed to the table."""
    partnership, there, said = reading.partnership, members(reading.parties), recorded(reading)
    tasks = rules.lacking_tasks(there, said.accountable)
    found = [Requirement(words.RULE_TASKS, said_of(partnership, tasks))]
    if said.accountable:
        agreed = rules.lacking_consents(there, said.agreed_to_roles)
        gaps = said_of(partnership, agreed, Shared.ROLES)
        found.append(Requirement(words.RULE_ROLES_AGREED, gaps))
    return found


def said_of(
    partnership: Partnership, lacking: Iterable[Lacking], about: Shared | None = None
) -> tuple[Missing, ...]:
    """What is ``lacking`` in words, with where it is written; consents are those ``about`` goals or roles."""
    return tuple(
        Missing(
            str(words.CONSENTS[about] if about else words.MISSING[lack.code]),
            _link(partnership, lack.code, about),
            lack.party,
            _AGREE if about else None,
        )
        for lack in lacking
    )


#: By what is missing: the kind of words in the address of the page where a side writes it.
_WORDS = {rules.ABLE: "can", rules.BENEFIT: "benefit", rules.CONTRIBUTION: "contribution"}


def _link(partnership: Partnership, code: str, about: Shared | None) -> str:
    if about is not None:
        return f"{partnership.get_absolute_url()}#{about.value}"
    if code == rules.NEED:
        return say_need(partnership)
    if code in _WORDS:
        return say(partnership, _WORDS[code])
    if code in (rules.GOAL, rules.TASK):
        return reverse("partnerships:shared-new", args=[partnership.pk, code])
    return f"{partnership.get_absolute_url()}#{Shared.ROLES.value}"
