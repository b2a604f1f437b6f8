"""The data of an edition, made from what it froze, and the feed of editions (Atom)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.mail import absolute
from yuinowa.documents.csv import csv_response
from yuinowa.plans.domain.snapshot import canonical
from yuinowa.plans.exchange import edition_files, open_data
from yuinowa.plans.models import Edition
from yuinowa.plans.queries import editions
from yuinowa.plans.views.editions import edition_or_404, view_or_404
from yuinowa.plans.views.frame import file_response, visible_plan
from yuinowa.ui import words

#: Editions in a feed; older ones stand in the list.
_IN_FEED = 50
_ATOM = "application/atom+xml; charset=utf-8"


def _name(edition: Edition) -> str:
    return f"plan-{edition.plan_id}-{edition.fiscal_year}-{edition.number}"


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
