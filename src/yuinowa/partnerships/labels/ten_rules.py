"""Words for what is recorded to the ten rules."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.core.rights import Level
from yuinowa.evaluation.domain.terms import Residents
from yuinowa.evaluation.labels import RESIDENTS
from yuinowa.partnerships.domain.ten_rules import Evidence, Seen
from yuinowa.partnerships.labels.partnerships import FORMS, LEVELS
from yuinowa.ui import words as written

SEEN: dict[Seen, Promise] = {
    Seen.GOALS: _("Goals with a measure and a day: %(n)s"),
    Seen.GOALS_AGREED: _("Sides that agreed to the goals as they stand: %(n)s of %(of)s%(day)s"),
    Seen.ABLE: _("Sides that wrote what they can and cannot do: %(n)s of %(of)s"),
    Seen.NEEDS: _("Sides that told why together and not alone: %(n)s of %(of)s"),
    Seen.ALTERNATIVES: _("Sides that told what else was considered: %(n)s of %(of)s"),
    Seen.FORM: _("Form: %(code)s"),
    Seen.FORM_REASON: _("A reason is written why this form was chosen where it is not usual."),
    Seen.PORTFOLIO: _(
        "Of the partnerships your institution takes part in, entrusted or subsidised: %(n)s of %(of)s"
    ),
    Seen.ALL_JOINED: _("The last of today's sides joined%(day)s"),
    Seen.FIRST_MEETING: _("The sides first met%(day)s"),
    Seen.TIME_TO_PREPARE: _("Days from then until the work begins: %(n)s%(day)s"),
    Seen.ASKED: _("Institutions that were asked and have answered: %(n)s of %(of)s"),
    Seen.SEEN_BY: _("Who may see it: %(code)s"),
    Seen.RESIDENTS: _("How residents are heard: %(code)s"),
    Seen.RESIDENTS_COUNT: _("Residents to be heard, at least: %(n)s"),
    Seen.NOT_ONLY_MONEY: _(
        "Sides that give money and also something else, or answer for a task: %(n)s of %(of)s"
    ),
    Seen.MEETINGS: _("Meetings held by the sides: %(n)s"),
    Seen.TASKS: _("Tasks with one accountable side: %(n)s"),
    Seen.DECISIONS: _("Sides whose own decision on an agreement is recorded: %(n)s of %(of)s"),
    Seen.VISITS: _("Visits recorded between your side and the others: %(n)s%(day)s"),
}
NOTHING = _("Nothing is recorded on the platform.")
_CODES: dict[Seen, dict[str, Promise]] = {
    Seen.FORM: {form.value: label for form, label in FORMS.items()},
    Seen.SEEN_BY: {level.value: LEVELS[level] for level in Level if level in LEVELS},
    Seen.RESIDENTS: {way.value: RESIDENTS[way] for way in Residents},
}


def line_of(found: Evidence) -> str:
    """One record as a line: 同意した当事者 2/3（11月6日）."""
    code = _CODES.get(found.seen, {}).get(found.code, "")
    day = f"（{written.long_day(found.day)}）" if found.day else ""
    return str(SEEN[found.seen]) % {
        "n": written.number(found.n),
        "of": written.number(found.of),
        "day": day,
        "code": code,
    }
