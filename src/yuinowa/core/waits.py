"""番: who is waited for, since when, what comes then. Rows opened and closed with the state they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sized
from datetime import date

from django.db import connection
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Value, When

from yuinowa.core import clock, people
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor
from yuinowa.kernel.workflow import Verb

#: The institution id that stands for the region office in a wait.
REGION_OFFICE = 0
#: By kind of subject: how a label that is stored as a code is said in the reader's language.
_SAID: dict[str, Callable[[str], str]] = {}


def say_labels(kind: str, say: Callable[[str], str]) -> None:
    """Let ``say`` put the labels of waits about ``kind`` (``ledger.choice``) into words: names need none, codes do."""
    _SAID[kind] = say


def label_of(wait: Wait) -> str:
    """What ``wait`` is about, in the reader's language."""
    say = _SAID.get(wait.subject_kind)
    return say(wait.subject_label) if say else wait.subject_label


def open_wait(
    *,
    subject: Model,
    step: str,
    label: str,
    institution: int,
    institution_label: str = "",
    role: str = "",
    person: int | None = None,
    asked_by: int | None = None,
    due: date | None = None,
    verb: Verb,
    then_what: str,
    url: str,
) -> None:
    """Let ``institution`` be waited for at ``step`` of ``subject``; nothing, if it already is.

    ``label`` is a name, or a code that the subject's wing puts into words (``say_labels``).
    ``verb`` is what is waited for; ``then_what`` is a msgid: the sentence on what follows, translated on the page. ``asked_by`` is the
    institution that sees this as its partner's turn.
    """
    Wait.objects.bulk_create(
        [
            Wait(
                subject_kind=subject._meta.label_lower,
                subject_id=subject.pk,
                subject_label=label[:200],
                step=step,
                institution=institution,
                institution_label=institution_label[:200],
                role=role,
                person=person,
                asked_by=asked_by,
                since=clock.now(),
                due=due,
                verb=verb.value,
                then_what=then_what,
                url=url,
            )
        ],
        ignore_conflicts=True,
    )


def close_wait(subject: Model, step: str | None = None, *, institution: int | None = None) -> int:
    """End the open waits of ``subject`` (of one step, of one institution); how many."""
    found = open_waits(subject)
    if step is not None:
        found = found.filter(step=step)
    if institution is not None:
        found = found.filter(institution=institution)
    return found.update(ended_at=clock.now())


def set_due(subject: Model, step: str, due: date) -> int:
    """Let what waits at ``step`` of ``subject`` be due on ``due``; how many."""
    return open_waits(subject).filter(step=step).update(due=due)


def pass_on(institution: int, *, person: int, to: int | None) -> int:
    """Let what waits for ``person`` at ``institution`` wait for ``to``, or for its post and role; how many."""
    named = Wait.objects.filter(institution=institution, person=person, ended_at=None)
    return named.update(person=to)


def open_waits(subject: Model) -> QuerySet[Wait]:
    """The open waits of one object."""
    return Wait.objects.filter(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        ended_at=None,
    )


def open_waits_of(subjects: Iterable[Model]) -> QuerySet[Wait]:
    """The open waits of several objects of one kind."""
    rows = list(subjects)
    if not rows:
        return Wait.objects.none()
    return open_waits_among(type(rows[0]), [row.pk for row in rows])


def open_waits_among(kind: type[Model], ids: Collection[int]) -> QuerySet[Wait]:
    """The same, of objects known by ``ids`` alone."""
    if not ids:
        return Wait.objects.none()
    return Wait.objects.filter(
        subject_kind=kind._meta.label_lower, subject_id__in=ids, ended_at=None
    )


def _by_due(found: QuerySet[Wait]) -> QuerySet[Wait]:
    # Undated waits come last on both databases, whatever they think of NULL.
    undated = Case(When(due=None, then=Value(1)), default=Value(0))
    return found.order_by(undated, "due", "since", "pk")


def _of_role(actor: Actor, institution: int) -> tuple[Q, Q]:
    """Waits for a role of ``actor``'s that are the actor's turn, and those that are a colleague's by the post.

    Where somebody holds a post that takes the turns of the role, they are that person's. When the holding
    ends they are the next holder's, and while nobody holds the post everybody's who has the role: nothing
    is rewritten for it, the rows are read that way.
    """
    held = Q(role__in=[role.value for role in actor.roles])
    takers = people.turn_takers(institution)
    if takers is None:
        return held, Q(pk__in=())
    taken = takers.filter(role=OuterRef("role"))
    mine = Q(person=actor.person) if actor.person is not None else Q(pk__in=())
    by_post = Q(Exists(taken.filter(person=actor.person))) if actor.person is not None else mine
    ours = held & (mine | by_post | ~Q(Exists(taken)))
    return ours, held & Q(person=None) & Q(Exists(taken)) & ~by_post


def waits_for(actor: Actor) -> QuerySet[Wait]:
    """The turns of ``actor``: open waits of the institution acted for that a role of the actor can end.

    Of a role whose turns a post takes, they are the turns of whoever holds the post (``_of_role``).
    """
    if actor.institution is None:
        return Wait.objects.none()
    able = Q(role="") | _of_role(actor, actor.institution)[0]
    return _by_due(Wait.objects.filter(_here(actor) & able & _named(actor), ended_at=None))


def count_for(actor: Actor) -> int:
    """How many turns ``actor`` has: ``waits_for`` counted, as the frame of every page does.

    Who holds the posts is asked only where something waits for a role, so that most pages ask one plain question.
    """
    if actor.institution is None:
        return 0
    counts = _counts_for(actor, actor.institution)
    takers: dict[str, set[int]] = defaultdict(set)
    if any(role and person is None for role, person, _count in counts):
        rows = people.turn_takers(actor.institution)
        for role, person in () if rows is None else rows.values_list("role", "person"):
            takers[role].add(person)
    return sum(
        count
        for role, person, count in counts
        if not role or person is not None or role not in takers or actor.person in takers[role]
    )


def _counts_for(actor: Actor, institution: int) -> list[tuple[str, int | None, int]]:
    """By role and person waited for: how many open waits are at hand for ``actor``.

    Without the ORM, which would take longer to write the question than the database to answer it.
    """
    places = [institution, REGION_OFFICE] if actor.region else [institution]
    roles = ["", *(role.value for role in actor.roles)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT role, person, COUNT(*) FROM {Wait._meta.db_table}"  # noqa: S608  # a name of ours, a mark for each value
            f" WHERE ended_at IS NULL AND institution IN ({_marks(places)})"
            f" AND role IN ({_marks(roles)}) AND (person IS NULL OR person = %s)"
            " GROUP BY role, person",
            [*places, *roles, actor.person],
        )
        return list(cursor.fetchall())


def _marks(values: Sized) -> str:
    return ", ".join(["%s"] * len(values))


def _named(actor: Actor) -> Q:
    """What waits for nobody by name, or for ``actor`` by name."""
    return Q(person=None) | Q(person=actor.person)


def waits_on_others(actor: Actor) -> QuerySet[Wait]:
    """What ``actor``'s institution waits for from others, and from colleagues with another role or the post."""
    if actor.institution is None:
        return Wait.objects.none()
    asked = Q(asked_by=actor.institution) & ~Q(institution=actor.institution)
    colleague = (
        Q(institution=actor.institution)
        & ~Q(role="")
        & ~Q(role__in=[role.value for role in actor.roles])
    )
    in_post = _here(actor) & _of_role(actor, actor.institution)[1]
    return _by_due(Wait.objects.filter(asked | colleague | in_post, ended_at=None))


def _here(actor: Actor) -> Q:
    """What waits for the institution acted for, and for the region office where the actor is its."""
    here = Q(institution=actor.institution)
    return here | Q(institution=REGION_OFFICE) if actor.region else here


def institutions_waited_for(subjects: Iterable[Model]) -> set[int]:
    """Which institutions are waited for at any of ``subjects`` (of one kind)."""
    return set(open_waits_of(subjects).values_list("institution", flat=True))
