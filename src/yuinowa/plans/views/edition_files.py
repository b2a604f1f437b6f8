"""The files of an edition, each made from what it froze, and the feed of editions (Atom)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.mail import absolute
from yuinowa.core.rights import can
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.fiscal import today
from yuinowa.plans.domain.edition_run import FILE_DEEDS, EditionDeed, EditionRunState
from yuinowa.plans.domain.snapshot import canonical
from yuinowa.plans.exchange import edition_files, edition_kept, open_data
from yuinowa.plans.labels.editions import EDITION_FILES
from yuinowa.plans.models import Edition, EditionRun
from yuinowa.plans.queries import edition_runs, editions
from yuinowa.plans.queries.edition_drafts import published_sheets
from yuinowa.plans.queries.edition_pages import EditionView, view_of
from yuinowa.plans.services.edition_prints import begin_file, print_again
from yuinowa.plans.services.edition_runs import tried_again
from yuinowa.plans.views.editions import edition_or_404, view_or_404
from yuinowa.plans.views.frame import file_response, frame, visible_plan
from yuinowa.ui import words
from yuinowa.ui.parts import Progress, Step

#: Editions in a feed; older ones stand in the list.
_IN_FEED = 50
_ATOM = "application/atom+xml; charset=utf-8"
_MADE: Mapping[EditionDeed, Callable[[EditionView], bytes]] = {
    EditionDeed.PDF: edition_files.edition_report,
    EditionDeed.WORKBOOK: edition_files.edition_workbook,
}


def _name(edition: Edition) -> str:
    return f"plan-{edition.plan_id}-{edition.fiscal_year}-{edition.number}"


@require_safe
def edition_pdf(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    return _file(request, edition_or_404(request, pk, year, number), EditionDeed.PDF)


@require_safe
def edition_workbook(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    return _file(request, edition_or_404(request, pk, year, number), EditionDeed.WORKBOOK)


def _file(request: HttpRequest, edition: Edition, deed: EditionDeed) -> HttpResponse:
    """A small edition's file is made here; a large one's was kept, or its page tells how far the work on it is."""
    data = edition_kept.read_kept(edition, deed)
    if data is None:
        run = edition_runs.work_on_files(edition).get(deed)
        if run is None or run.state == EditionRunState.DONE:
            # Never begun, or lost since: a folder may be emptied at any time.
            whole = edition_or_404(
                request, edition.plan_id, edition.fiscal_year, edition.number, whole=True
            )
            view = view_of(whole)
            if not view.is_large:
                return _given(edition, deed, _MADE[deed](view))
            begin_file(edition, deed, actor=actor_of(request))
            run = edition_runs.work_on_files(edition)[deed]
        return _told_of_work(request, run, edition)
    return _given(edition, deed, data)


def _given(edition: Edition, deed: EditionDeed, data: bytes) -> HttpResponse:
    return file_response(data, edition_kept.MEDIA_TYPES[deed], f"{_name(edition)}.{deed}")


def _told_of_work(request: HttpRequest, run: EditionRun, edition: Edition) -> HttpResponse:
    """That the file is being made, or why it could not be; asked for anew each time."""
    may_retry = can(actor_of(request), "edition.act", edition)
    context = {
        **frame(edition.plan, "edition-list"),
        "edition": edition,
        "run": run,
        "deed": run.deed,
        "name": EDITION_FILES[EditionDeed(run.deed)],
        "sheets": published_sheets(edition.plan_id, edition.fiscal_year),
        "steps": _steps(run),
        "trying": tried_again(run),
        "may_retry": may_retry,
    }
    status = HTTPStatus.CONFLICT if run.is_failed else HTTPStatus.ACCEPTED
    answer = render(request, "plans/edition_file.html", context, status=status)
    add_never_cache_headers(answer)
    return answer


def _steps(run: EditionRun) -> tuple[Step, ...]:
    """How far it is: asked for, taken up by a job, there."""
    is_taken_up = run.started_at is not None
    return (
        Step(_("Asked for"), Progress.DONE, day=today(run.created_at)),
        Step(_("Waits for other work"), Progress.DONE if is_taken_up else Progress.HERE),
        Step(_("Is being printed"), Progress.HERE if is_taken_up else Progress.OPEN),
        Step(_("Is kept, to be taken")),
    )


@login_required
@require_POST
def edition_file_again(
    request: HttpRequest, pk: int, year: int, number: int, form: str
) -> HttpResponse:
    """Print a file once more that could not be printed."""
    edition = edition_or_404(request, pk, year, number)
    if form not in FILE_DEEDS:
        raise Http404
    deed = EditionDeed(form)
    print_again(edition, deed, actor=actor_of(request))
    return redirect(f"plans:edition-{deed.name.lower()}", pk, year, number)


@require_safe
def edition_document(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    """All of the edition, byte by byte what its digest is taken of."""
    edition = edition_or_404(request, pk, year, number, whole=True)
    data = canonical(editions.stored_document(edition))
    return file_response(data, "application/json", f"{_name(edition)}.json")


@require_safe
def edition_data(
    request: HttpRequest, pk: int, year: int, number: int, table: str, form: str
) -> HttpResponse:
    """One table of the edition as open data; the columns are those of the plan's own."""
    view = view_or_404(request, pk, year, number)
    try:
        data = edition_files.edition_table(view, table)
    except KeyError:
        raise Http404 from None
    name = f"{_name(view.edition)}-{table}"
    if form == "json":
        return file_response(open_data.as_json(data), "application/json", f"{name}.json")
    return csv_response(request, f"{name}.csv", data.columns, data.rows)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Published editions of all plans, the latest first."""
    found = editions.published_for(actor_of(request))
    return _feed(_("Published editions of plans"), reverse("plans:plan-list"), request.path, found)


@require_safe
def plan_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Published editions of one plan, the latest first."""
    plan = visible_plan(request, pk)
    found = editions.published_for(actor_of(request)).filter(plan=plan)
    title = _("Published editions: %(plan)s") % {"plan": plan.name}
    return _feed(title, reverse("plans:edition-list", args=[pk]), request.path, found)


def _feed(title: str, page: str, path: str, found: Iterable[Edition]) -> HttpResponse:
    atom = Atom1Feed(
        title=title,
        link=absolute(page),
        description="",
        language=get_language(),
        feed_url=absolute(path),
        feed_guid=absolute(path),
    )
    rows = found.annotate(corrections=Count("changes"))[:_IN_FEED]  # type: ignore[attr-defined]
    for row in rows:
        atom.add_item(
            title=_("%(plan)s, %(year)s, edition %(number)s")
            % {
                "plan": row.plan.name,
                "year": words.fiscal_year(row.fiscal_year),
                "number": row.number,
            },
            link=absolute(row.get_absolute_url()),
            description=_told(row),
            unique_id=absolute(row.get_absolute_url()),
            pubdate=row.published_at,
            updateddate=row.published_at,
            author_name=row.plan.owner.name,
        )
    answer = HttpResponse(content_type=_ATOM)
    atom.write(answer, "utf-8")
    return answer


def _told(row: Edition) -> str:
    """What the edition is: the first of its year, or what it corrects and why."""
    if row.number == 1:
        return _("The first edition on this year, %(day)s.") % {"day": row.as_of_text}
    count: int = row.corrections  # type: ignore[attr-defined]  # annotated
    places = ngettext("%(count)s place corrected", "%(count)s places corrected", count) % {
        "count": count
    }
    return _("%(places)s. Reason: %(reason)s") % {"places": places, "reason": row.reason}
