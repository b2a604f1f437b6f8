"""Post what an institution offers or seeks, correct it, let it rest and end; begin a partnership from a pair."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.postings import (
    LIVING,
    MAX_POSTINGS,
    Audience,
    PostingState,
    PostingStep,
    Reach,
    Subject,
    Way,
)
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.models import BegunFrom, Partnership, Posting
from yuinowa.partnerships.permissions.postings import may_post
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.frame import audience

_LIVING = [state.value for state in LIVING]


@dataclass(frozen=True, slots=True)
class PostingWords:
    """What is offered or sought. ``desk`` is the id of a desk of the institution."""

    way: Way
    kind: Resource
    title: str
    words: str
    start_on: date
    end_on: date | None = None
    quantity: str = ""
    subject: Subject = Subject.ANY
    audience: Audience = Audience.EVERYBODY
    reach: Reach = Reach.PREFECTURE
    desk: int | None = None
    level: Level = Level.PUBLIC


def post(
    words: PostingWords, *, once: str, actor: Actor, by: int | None = None
) -> tuple[Posting, bool]:
    """The posting of the actor's institution, open from now on, and whether it was made just now (R31).

    Raises:
        NotAllowed: the actor writes for no institution.
        InputRefused: its last day is over, or there are as many as anybody reads.
    """
    mine = actor.institution if by is None else by
    if not may_post(actor) or mine is None:
        raise NotAllowed("posting is for those who write for an institution")
    _refuse_past(words.start_on, words.end_on)
    return idempotency.once(once, actor, lambda: _post(mine, words, actor))


def _post(mine: int, words: PostingWords, actor: Actor) -> Posting:
    living = Posting.objects.filter(institution=mine, state__in=_LIVING)
    if living.count() >= MAX_POSTINGS:
        raise InputRefused(_("That is as many as one reads. Withdraw one before you post another."))
    now = clock.now()
    posting = Posting(institution_id=mine, state_since=now, posted_at=now)
    _write(posting, words)
    audit.record("posting.post", posting, actor=actor, after=_plain(posting))
    return posting


@transaction.atomic
def rewrite(
    posting_id: int, words: PostingWords, *, expected_version: int, actor: Actor
) -> Posting:
    """The posting in other words; offer stays offer, and need stays need.

    Raises:
        NotAllowed: it is another institution's.
        VersionMovedOn: a colleague changed it since ``expected_version``.
        WrongState: it is over.
        InputRefused: its last day is over.
    """
    posting = lock(Posting, posting_id, expected_version)
    require(actor, "posting.edit", posting)
    _refuse_past(words.start_on, words.end_on)
    before = _plain(posting)
    posting.version += 1
    _write(posting, words)
    audit.record("posting.rewrite", posting, actor=actor, before=before, after=_plain(posting))
    return posting


def take_step(
    posting_id: int, step: PostingStep, *, expected_version: int, actor: Actor
) -> Posting:
    """The posting after ``step``; each can be taken back by opening it again.

    Raises:
        NotAllowed: it is another institution's.
        TransitionRefused: its state has no such step.
        VersionMovedOn: a colleague changed it since ``expected_version``.
        WrongState: it is opened again after its last day.
    """
    posting = Posting.objects.get(pk=posting_id)
    require(actor, "posting.edit", posting)
    if step is PostingStep.REOPEN and posting.end_on and posting.end_on < clock.today():
        raise WrongState(
            _("Its last day is over."), next_step=_("Write another last day, then open it again.")
        )
    moved: Posting = move(
        posting, step, actor=actor, expected_version=expected_version, change=_now
    )
    return moved


def expire() -> int:
    """End the postings whose last day is over. May run twice; how many."""
    over = Posting.objects.filter(state__in=_LIVING, end_on__lt=clock.today())
    system = Actor.system()
    for posting in over:
        move(posting, PostingStep.EXPIRE, actor=system, change=_now)
    return len(over)


@transaction.atomic
def begin_from(
    ours: Posting, other: Posting, outline: Outline, *, more: list[int], once: str, actor: Actor
) -> tuple[Partnership, bool]:
    """A partnership of both institutions, begun from what one offers and the other seeks; and whether it is new (R31).

    Each side finds its own words of the posting where it speaks first; nobody's are written for it (I13).

    Raises:
        NotAllowed: ``ours`` is not the actor's, or the actor leads nothing.
        WrongState: one of the two is not open any more.
        InputRefused: as ``beginning.begin``.
    """
    require(actor, "posting.edit", ours)
    rows = {row.pk: row for row in Posting.objects.filter(pk__in=[ours.pk, other.pk])}
    if any(row.status is not PostingState.OPEN for row in rows.values()):
        raise WrongState(
            _("One of the two is not open any more."),
            next_step=_("Look at what else fits."),
        )
    asked = list(dict.fromkeys([other.institution_id, *more]))
    made, fresh = begin(outline, asked=asked, once=once, actor=actor, begun_by=ours.institution_id)
    if fresh:
        BegunFrom.objects.bulk_create(
            BegunFrom(partnership=made, posting_id=pk) for pk in (ours.pk, other.pk)
        )
        audit.record(
            "partnership.begin-from",
            made,
            actor=actor,
            after={"postings": f"{ours.pk},{other.pk}"},
            audience=audience(made),
        )
    return made, fresh


def _now(posting: Posting) -> None:
    posting.state_since = clock.now()


def _refuse_past(start_on: date, end_on: date | None) -> None:
    if end_on is not None and end_on < start_on:
        raise InputRefused(_("The last day is before the first."), place="end_on")
    if end_on is not None and end_on < clock.today():
        raise InputRefused(_("Its last day is over."), place="end_on")


def _write(posting: Posting, words: PostingWords) -> None:
    for name, value in asdict(words).items():
        setattr(posting, "desk_id" if name == "desk" else name, value)
    if posting.desk is not None and posting.desk.institution_id != posting.institution_id:
        raise InputRefused(_("This desk is another institution's."), place="desk")
    posting.full_clean()
    posting.save()


def _plain(posting: Posting) -> dict[str, object]:
    # Title and words are people's own and stay out of the trail (R45).
    return {
        "way": str(posting.way),
        "kind": str(posting.kind),
        "level": str(posting.level),
        "end_on": posting.end_on,
        "version": posting.version,
    }
