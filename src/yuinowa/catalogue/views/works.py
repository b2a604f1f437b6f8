"""One work: its editions, and every library that has it, nearest first."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yuinowa.catalogue.domain.criteria import Criteria, in_words
from yuinowa.catalogue.domain.document import NDC
from yuinowa.catalogue.domain.nearness import Spot
from yuinowa.catalogue.domain.records import Classed, ClassScheme
from yuinowa.catalogue.exchange import linked
from yuinowa.catalogue.labels import records as labels
from yuinowa.catalogue.queries import works
from yuinowa.catalogue.queries.shown import Edition, Holder, WorkShown
from yuinowa.catalogue.queries.works import MOST_RECORDS
from yuinowa.catalogue.views import record_words as words
from yuinowa.catalogue.views.elsewhere import cited_file
from yuinowa.catalogue.views.narrowing import address_of
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.core.text import whole_number
from yuinowa.directory.domain.places import Municipality, municipalities, municipalities_of
from yuinowa.ui.paging import page_of

#: A set of three hundred volumes is not listed volume by volume for every library.
LINES_A_LIBRARY = 6
_NDC_DIGITS = 3


@require_safe
def work_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a work, of one of its editions with ``?edition=``; a work that was joined leads on."""
    actor = actor_of(request)
    near = municipalities().get(request.GET.get("near", ""))
    spot = Spot(near.prefecture, near.code) if near else None
    work = works.work_in_full(pk, actor, spot)
    if work is None:
        return _moved(pk, actor)
    chosen = _chosen(request, work)
    record = chosen.record if chosen else work.record
    holders = chosen.holders if chosen else work.holders
    shown = page_of(request, holders)
    context = {
        "work": work,
        "title": words.title_of(work.record),
        "reading": work.record.title.kana or work.record.title.roman,
        "makers": words.makers_of(work.record),
        "published": words.published(work),
        "material": labels.MATERIALS.get(work.record.material, ""),
        "chosen": chosen,
        "chosen_name": words.name_of(chosen) if chosen else "",
        "editions": [_edition(each, chosen) for each in work.editions],
        "page_of_rows": shown,
        "rows": [_holder(each, work, chosen) for each in shown],
        "libraries": len(holders),
        "from_here": bool(holders) and actor.institution is not None and near is None,
        "near": near,
        "towns": _towns(holders) if actor.institution is None and len(holders) > 1 else [],
        "has_distances": any(each.km is not None for each in holders),
        "facts": words.facts_of(record),
        "numbers": words.numbers_of(record),
        "subjects": [(each.text, _search({"subject": each.text})) for each in record.subjects],
        "classes": [_class(each) for each in record.classes],
        "most_records": MOST_RECORDS,
        "given": _given(work) if works.keeps_records_of(work, actor) else [],
    }
    return render(request, "catalogue/work_detail.html", context)


@require_safe
def work_linked(request: HttpRequest, pk: int) -> HttpResponse:
    """A work as JSON-LD: the page for machines, under the same rights."""
    actor = actor_of(request)
    work = works.work_in_full(pk, actor)
    if work is None:
        return _moved(pk, actor, suffix=".jsonld")
    return HttpResponse(
        json.dumps({"@context": linked.CONTEXT, **linked.work(work)}, ensure_ascii=False, indent=1),
        content_type="application/ld+json",
        headers={"Content-Disposition": f'inline; filename="work-{pk}.jsonld"'},
    )


@require_safe
def work_cited(request: HttpRequest, pk: int, style: str) -> HttpResponse:
    """A work for a reference manager, an entry for each edition."""
    actor = actor_of(request)
    work = works.work_in_full(pk, actor)
    if work is None:
        return _moved(pk, actor, suffix=f".{style}")
    return cited_file([work], style, f"work-{pk}")


def _moved(pk: int, actor: Actor, *, suffix: str = "/") -> HttpResponse:
    """To the work this one was joined to; else as if there were none (R22)."""
    taken_over = works.work_that_took_over(pk, actor)
    if taken_over is None or taken_over.pk == pk:
        raise Http404
    address = taken_over.get_absolute_url().removesuffix("/")
    return HttpResponsePermanentRedirect(f"{address}{suffix}")


def _chosen(request: HttpRequest, work: WorkShown) -> Edition | None:
    """The edition that is asked for; a number that is none of this work's is passed over: it may have been joined since."""
    if len(work.editions) == 1:
        return work.editions[0]
    try:
        number = whole_number(request.GET.get("edition", ""), low=1, high=2**63 - 1)
    except ValidationError:
        return None
    return next((each for each in work.editions if each.pk == number), None)


def _towns(holders: Sequence[Holder]) -> list[Municipality]:
    """The towns of the prefectures in which the libraries are: one of them is the reader's."""
    prefectures = {each.institution.prefecture for each in holders} - {""}
    return [town for code in sorted(prefectures) for town in municipalities_of(code)]


def _search(fields: dict[str, str]) -> str:
    return address_of(Criteria(in_words(fields)))


def _class(each: Classed) -> tuple[object, ...]:
    """A class with the search for its like; NDC alone is a tree that can be gone up again."""
    digits = each.value[:_NDC_DIGITS]
    is_tree = each.scheme is ClassScheme.NDC and digits.isascii() and digits.isdigit()
    url = address_of(Criteria(narrowing={NDC: (digits,)})) if is_tree else ""
    return labels.CLASS_SCHEMES[each.scheme], each.edition, each.value, url


def _edition(edition: Edition, chosen: Edition | None) -> dict[str, object]:
    record = edition.record
    isbns = [each.raw or each.value for each in record.identifiers]
    return {
        "pk": edition.pk,
        "name": words.name_of(edition),
        "publisher": record.publisher.text,
        "year": words.year_of(record),
        "number": isbns[0] if isbns else "",
        "libraries": edition.libraries,
        "is_chosen": chosen is edition,
    }


def _holder(holder: Holder, work: WorkShown, chosen: Edition | None) -> dict[str, object]:
    """A library with what it has, an edition a line; of very many volumes the first ones."""
    names = {} if chosen else {each.pk: words.name_of(each) for each in work.editions}
    lines = [
        {
            "held": row,
            "edition": row.edition,
            "edition_name": names.get(row.edition, ""),
            "branch": row.branch if row.branch != holder.institution.name else "",
            "use": labels.USES[row.use],
            "tone": labels.USE_TONES.get(row.use, ""),
        }
        for row in holder.held[:LINES_A_LIBRARY]
    ]
    more = len(holder.held) - len(lines)
    return {"holder": holder, "lines": lines, "more": more, "height": len(lines) + bool(more)}


def _given(work: WorkShown) -> list[dict[str, object]]:
    """What was put together here, for whoever answers for it."""
    names = {each.pk: words.name_of(each) for each in work.editions}
    return [
        {
            "row": row,
            "title": words.title_of(row.record),
            "volume": words.volume_of(row.record),
            "makers": words.makers_of(row.record),
            "year": words.year_of(row.record),
            "edition": names[row.edition],
        }
        for row in work.given
    ]
