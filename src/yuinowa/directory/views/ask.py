"""Who do I ask? One topic, one asker, one desk; the whole question stands in the address."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory import queries
from yuinowa.directory.domain.desks import Asker
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.topics import About, Topic, understand
from yuinowa.directory.forms.desks import AskForm
from yuinowa.directory.labels.desks import ABOUT, TOPICS
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.desk_words import described, reasons_of
from yuinowa.directory.queries.desks import asker_of, desk_for
from yuinowa.ui.parts import Link


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The question, and under it the one answer."""
    actor = actor_of(request)
    form = AskForm(request.GET, actor=actor)
    context: dict[str, object] = {"form": form, "topics": [str(label) for label in TOPICS.values()]}
    if not form.is_valid():
        context["candidates"] = [
            Link(one.name, _address(request, institution=str(one.pk)), note=one.place)
            for one in form.candidates
        ]
        return render(request, "directory/ask.html", context, status=422)
    topics, about = _asked(form)
    asking = form.asking or _acted_for(actor)
    context |= {"asking": asking, "about": ABOUT[about]}
    if len(topics) == 1:
        context |= _answer(topics[0], about, form, asking, actor)
    elif form.cleaned_data["q"]:
        meant = topics or tuple(Topic)
        context["meant"] = [
            Link(str(TOPICS[topic]), _address(request, topic=topic)) for topic in meant
        ]
        context["several"] = bool(topics)
    else:
        context["all_topics"] = [
            Link(str(TOPICS[topic]), _address(request, topic=topic)) for topic in Topic
        ]
    return render(request, "directory/ask.html", context)


def _asked(form: AskForm) -> tuple[tuple[Topic, ...], About]:
    data = form.cleaned_data
    chosen = About(data["about"] or About.ANYTHING)
    if data["topic"]:
        return (Topic(data["topic"]),), chosen
    understood = understand(data["q"])
    return understood.topics, chosen if chosen is not About.ANYTHING else understood.about


def _acted_for(actor: Actor) -> Institution | None:
    if actor.institution is None:
        return None
    seen = queries.institutions_visible_to(actor).prefetch_related("kinds")
    return seen.filter(pk=actor.institution).first()


def _asker(form: AskForm, asking: Institution | None) -> Asker:
    """The institution, with kind and place where they were chosen beside it."""
    data = form.cleaned_data
    asker = Asker() if asking is None else asker_of(asking)
    if data["kind"]:
        asker = replace(asker, kinds=frozenset({InstitutionKind(data["kind"])}))
    if data["area"]:
        code = data["area"]
        asker = replace(asker, prefecture=code[:2], municipality=code if len(code) > 2 else "")
    return asker


def _answer(
    topic: Topic, about: About, form: AskForm, asking: Institution | None, actor: Actor
) -> dict[str, object]:
    found = desk_for(topic, _asker(form, asking), actor, about=about)
    permanent = {"topic": topic.value}
    if about is not About.ANYTHING:
        permanent["about"] = about.value
    if asking is not None:
        permanent["institution"] = str(asking.pk)
    permanent |= {
        name: form.cleaned_data[name] for name in ("kind", "area") if form.cleaned_data[name]
    }
    return {
        "topic": TOPICS[topic],
        "is_about_children": about is About.CHILDREN,
        "desk": described(found.desk) if found.desk else None,
        "reasons": reasons_of(found.answer, asked=topic) if found.answer else [],
        "office": found.office,
        "permanent": f"{reverse('desks:ask')}?{urlencode(permanent)}",
        "answered": True,
    }


def _address(request: HttpRequest, **changes: str) -> str:
    """This question with one part made exact; a code takes the place of the words."""
    kept = {name: value for name in AskForm.base_fields if (value := request.GET.get(name))}
    if "topic" in changes:
        kept.pop("q", None)
    return f"{reverse('desks:ask')}?{urlencode(kept | changes)}"
