"""What is laid down with the text of an agreement as it stands: its schedules (別表), from the partnership's own records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from yuinowa.evaluation import labels as terms_words
from yuinowa.evaluation.domain.terms import Moment, Voice
from yuinowa.evaluation.queries import Proposed, proposed
from yuinowa.kernel.fiscal import era_date
from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.domain.costs import StatementState
from yuinowa.partnerships.domain.schedules import REGISTER, Rows, Schedule, ScheduleKind
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.labels import schedules as words
from yuinowa.partnerships.labels.statements import RESOURCES
from yuinowa.partnerships.models import Contribution, CostShare, CostStatement, Partnership, Task
from yuinowa.partnerships.queries import principles
from yuinowa.partnerships.queries.statements import helpers
from yuinowa.ui import words as written

#: What is brought in and can be listed; people and money stand in the tables of roles and of costs.
_MATERIAL = (Resource.THINGS, Resource.PLACE, Resource.INFORMATION)


def day_in_words(day: date, language: str) -> str:
    """``day`` as a paper in ``language`` writes it."""
    return era_date(day) if language == "ja" else day.isoformat()


def table_of_roles(partnership: Partnership, language: str) -> Rows:
    """The tasks in their order: what, who answers for it, who helps, until when, done when."""
    tasks = (
        Task.objects.filter(partnership=partnership)
        .select_related("accountable__institution")
        .prefetch_related(helpers())
        .order_by("pk")
    )
    return tuple(
        (
            task.text,
            task.accountable.institution.name,
            "、".join(row.party.institution.name for row in task.contributors.all()),
            day_in_words(task.due, language) if task.due else "",
            task.done_when,
        )
        for task in tasks
    )


def laid_down(partnership: Partnership, text: AgreementText) -> tuple[Schedule, ...]:
    """The schedules of ``text`` as they are today, for the sides that sign it; the table of roles stands by itself.

    Those that come by themselves are there where something is recorded; of those that the writers chose, one for which
    nothing is recorded and nothing is typed is there too, and empty: it is a fault of the text.
    """
    typed = {schedule.kind: schedule.text for schedule in text.schedules}
    with override(text.language):
        found = [
            Schedule(kind, _recorded(kind, partnership, text), typed.get(kind, ""))
            for kind, made in REGISTER.items()
            if kind is not ScheduleKind.ROLES and (made.comes_by_itself or kind in typed)
        ]
    return tuple(one for one in found if not (REGISTER[one.kind].comes_by_itself and one.is_empty))


def _recorded(kind: ScheduleKind, partnership: Partnership, text: AgreementText) -> Rows:
    reads = _READ.get(kind)
    return reads(partnership, text) if reads else ()


def _principles(partnership: Partnership, text: AgreementText) -> Rows:
    """The set that every signing side has adopted, principle by principle, with its name and whose it is."""
    now = principles.current(partnership)
    if now is None or now.lacking(signer.party for signer in text.signers):
        return ()
    chosen, language = now.chosen, text.language
    numbered = (
        (str(n), principle.words(language)) for n, principle in enumerate(chosen.principles, 1)
    )
    credit = chosen.credit(language)
    said = _("%(set)s. %(credit)s") % {"set": chosen.name(language), "credit": credit}
    return (*numbered, ("", said if credit else chosen.name(language)))


def _evaluation(partnership: Partnership, text: AgreementText) -> Rows:
    """What every signing side has agreed to be asked."""
    now = proposed(partnership.evaluation_id)
    if now is None or now.lacking(signer.institution for signer in text.signers):
        return ()
    return tuple((str(head), said) for head, said in _terms(now, text.language) if said)


def _terms(now: Proposed, language: str) -> list[tuple[object, str]]:
    terms = now.terms
    items = [terms_words.kept_words(item) for item in now.version.terms["items"]]
    voices = [str(terms_words.VOICES[Voice(voice)]) for voice in terms.voices]
    moments = [str(terms_words.MOMENTS[Moment(moment)]) for moment in terms.moments]
    residents = str(terms_words.RESIDENTS[terms.residents])
    if terms.residents_count:
        least = written.number(terms.residents_count)
        residents = _("%(how)s, at least %(count)s") % {"how": residents, "count": least}
    return [
        (words.ASKED, "\n".join((*items, *terms.own))),
        (words.BY_WHOM, "\n".join(voices)),
        (words.OUTSIDE, terms.outside),
        (words.WHEN, "、".join((*moments, *(day_in_words(d, language) for d in terms.days)))),
        (words.RESIDENTS, residents),
        (words.RESIDENTS_WHY, terms.residents_words),
    ]


def _costs(partnership: Partnership, text: AgreementText) -> Rows:
    """What each bears of the latest year, of the statements in which every signing side has a line.

    Others read a statement only if they are in it, so one that leaves a side out is not laid before it here.
    """
    issued = CostStatement.objects.filter(
        partnership=partnership, state=StatementState.ISSUED.value
    )
    years = issued.order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    latest = issued.filter(fiscal_year=years.first() or 0).order_by("pk")
    lines = CostShare.objects.select_related("party__institution").order_by("party")
    rows = []
    signers = {signer.party for signer in text.signers}
    for statement in latest:
        shares = list(lines.filter(statement=statement))
        if signers and signers <= {line.party_id for line in shares}:
            year = written.fiscal_year(statement.fiscal_year)
            rows += [
                (year, statement.title, line.party.institution.name, written.number(_yen(line)))
                for line in shares
            ]
    return tuple(rows)


def _yen(line: CostShare) -> int:
    parts = (line.fixed_yen, line.equal_yen, line.head_yen, line.use_yen)
    return sum(part or 0 for part in parts)


def _materials(partnership: Partnership, text: AgreementText) -> Rows:
    """Things, places and information that the signing sides put in."""
    codes = [resource.value for resource in _MATERIAL]
    found = Contribution.objects.filter(
        party__in=[signer.party for signer in text.signers], resource__in=codes
    ).select_related("party__institution")
    return tuple(
        (
            row.party.institution.name,
            str(RESOURCES[Resource(row.resource)]),
            row.text,
            "" if row.amount is None else f"{written.number(row.amount)}{row.unit}",
        )
        for row in found.filter(party__partnership=partnership)
    )


#: By kind: its rows from the records, in the language that is active.
_READ: dict[ScheduleKind, Callable[[Partnership, AgreementText], Rows]] = {
    ScheduleKind.PRINCIPLES: _principles,
    ScheduleKind.EVALUATION: _evaluation,
    ScheduleKind.COSTS: _costs,
    ScheduleKind.MATERIALS: _materials,
}
