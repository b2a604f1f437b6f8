"""What institutions offer and seek: the door, narrowing, what fits, and the words a side begins with."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.matching import Match, Ranked, Traits, ranked
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.postings import Audience, PostingState, Reach, Subject, Way
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.models import BegunFrom, Partnership, Party, Posting
from yuinowa.relations.queries import contacts_visible_to
from yuinowa.relations.queries.relations import of_institution, on_day, relations_visible_to

#: So many that fit, and so many that almost do, are shown.
MOST_FITTING, MOST_NEAR = 10, 5


def postings_visible_to(actor: Actor) -> QuerySet[Posting]:
    """Postings the actor may see, with the institution's name at hand."""
    return visible_to(actor, Posting.objects.select_related("institution", "desk"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; nothing set is everything that is open."""

    text: str = ""
    way: Way | None = None
    kind: Resource | None = None
    audience: Audience | None = None
    #: The actor's own, in every state.
    ours: bool = False


def wanted_of(found: QuerySet[Posting], wanted: Wanted, actor: Actor) -> QuerySet[Posting]:
    """Those of ``found`` that are wanted."""
    if wanted.ours:
        found = found.filter(institution=actor.institution or 0)
    else:
        found = found.filter(state=PostingState.OPEN.value)
    for name, value in (("way", wanted.way), ("kind", wanted.kind), ("audience", wanted.audience)):
        if value is not None:
            found = found.filter(**{name: value.value})
    for word in wanted.text.split():
        said = Q(title__icontains=word) | Q(words__icontains=word)
        found = found.filter(said | Q(institution__name__icontains=word))
    return found


def traits_of(posting: Posting) -> Traits:
    """What the rules of matching know of ``posting``; asks nothing where its institution is at hand."""
    return Traits(
        pk=posting.pk,
        institution=posting.institution_id,
        kind=Resource(posting.kind),
        subject=Subject(posting.subject),
        audience=Audience(posting.audience),
        reach=Reach(posting.reach),
        prefecture=posting.institution.prefecture,
        # Many entries know the name of their municipality and not its code.
        municipality=posting.institution.place,
        first=posting.start_on,
        last=posting.end_on,
        has_quantity=bool(posting.quantity),
        text=f"{posting.title} {posting.words}",
    )


def known_to(institution: int, actor: Actor) -> set[int]:
    """The institutions that ``institution`` had contact, a relation or a partnership with, as far as the actor sees it."""
    relations = on_day(of_institution(relations_visible_to(actor), institution), None)
    pairs = [*relations.order_by().values_list("one_id", "other_id")]
    contacts = contacts_visible_to(actor).filter(
        Q(recorded_by=institution) | Q(partner=institution)
    )
    pairs += contacts.order_by().values_list("recorded_by_id", "partner_id").distinct()
    mine = Party.objects.filter(institution=institution, state=PartyState.JOINED.value)
    together = Party.objects.filter(
        partnership__in=mine.values("partnership"), state=PartyState.JOINED.value
    )
    sides = together.order_by().values_list("institution_id", flat=True)
    return ({one for pair in pairs for one in pair} | set(sides)) - {institution}


@dataclass(frozen=True, slots=True)
class Fitting:
    """One posting beside ours, with what the rules say of the pair."""

    posting: Posting
    match: Match


def fitting(
    posting: Posting, actor: Actor, *, of: int | None = None
) -> tuple[list[Fitting], list[Fitting]]:
    """What fits ``posting`` best, and what one thing keeps apart; the same questions for any number of postings.

    ``of`` asks for what one institution posted alone.
    """
    others = postings_visible_to(actor).filter(
        state=PostingState.OPEN.value, way=Way(posting.way).other.value, kind=posting.kind
    )
    if of is not None:
        others = others.filter(institution=of)
    by_id = {other.pk: other for other in others}
    found: Ranked = ranked(
        traits_of(posting),
        [traits_of(other) for other in by_id.values()],
        known_to(posting.institution_id, actor),
    )
    return (
        [Fitting(by_id[match.pk], match) for match in found.fitting[:MOST_FITTING]],
        [Fitting(by_id[match.pk], match) for match in found.near[:MOST_NEAR]],
    )


def begun_from(partnership: Partnership) -> list[Posting]:
    """The postings that ``partnership`` was begun from; for whoever follows it."""
    rows = BegunFrom.objects.filter(partnership=partnership).select_related("posting__institution")
    return [row.posting for row in rows]


def first_words(partnership: Partnership, actor: Actor, way: Way) -> str:
    """What the actor's own side said in the posting that the partnership was begun from; empty without one (I13)."""
    rows = BegunFrom.objects.filter(
        partnership=partnership, posting__institution=actor.institution or 0, posting__way=way.value
    )
    row = rows.select_related("posting").first()
    return row.posting.words if row else ""
