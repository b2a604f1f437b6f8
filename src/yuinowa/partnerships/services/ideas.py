"""Ideas of residents: sent, confirmed by the mailed link, taken back by her own link; what is over is erased."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.names import email_of
from yuinowa.accounts.services.links import make_link, subject_of, take_link
from yuinowa.accounts.services.requests import count_request
from yuinowa.core import audit, clock, idempotency, mail, move
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, NotFound, TooMany
from yuinowa.partnerships.domain.ideas import (
    CONFIRM,
    IDEAS_PER_ADDRESS,
    IDEAS_PER_MAIL,
    KEEP_ANSWERED,
    KEEP_UNCONFIRMED,
    IdeaState,
    IdeaStep,
)
from yuinowa.partnerships.models import Idea, IdeaPassing, SentIdea
from yuinowa.partnerships.services.idea_turns import set_turn

#: Who holds her link, and the clock, act through the platform.
SYSTEM = Actor.system()


@dataclass(frozen=True, slots=True)
class IdeaWords:
    """What a resident writes. ``asked`` is the id of whom she would ask; None: she does not know."""

    title: str
    words: str
    for_whom: str
    name: str
    email: str
    asked: int | None = None


def send_idea(
    told: IdeaWords, *, once: str, network_address: str, language: str, actor: Actor
) -> None:
    """Have a link sent to the address: only who follows it has an idea here (R26, R31).

    The answer is the same whatever is known of the address; to one address go three such mails a day.

    Raises:
        ValidationError: the mail address cannot be used.
        TooMany: too much was sent from this address of the network.
    """
    email = email_of(told.email)
    if email is None:
        raise ValidationError({"email": [_("Write a mail address, such as name@example.org.")]})
    try:
        idempotency.once(once, actor, lambda: _send(told, email, network_address, language))
    except AlreadyDone:
        # Pressed again after the link was followed: it was sent, and that is all the page says.
        return


def _send(told: IdeaWords, email: str, network_address: str, language: str) -> SentIdea:
    count_request("idea", network_address, IDEAS_PER_ADDRESS)
    sent = SentIdea(
        title=told.title,
        words=told.words,
        for_whom=told.for_whom,
        asked_id=told.asked,
        name=told.name,
        email=email,
        language=language,
        sent_at=clock.now(),
    )
    sent.full_clean()
    sent.save()
    try:
        count_request("idea-mail", email, IDEAS_PER_MAIL)
    except TooMany:
        return sent
    path = reverse("partnerships:idea-confirm", args=[make_link(CONFIRM, sent.pk)])
    context = {"sent": sent, "link": mail.absolute(path)}
    template = "partnerships/mail/idea_confirm.txt"
    mail.send(email, template, context, key=f"idea/sent/{sent.pk}", language=language)
    return sent


def sent_of(token: str) -> SentIdea:
    """What the mailed link is about, to show the page that asks; nothing is used up.

    Raises:
        NotFound: the link never was, was used, or is over; the three look the same.
    """
    return SentIdea.objects.select_related("asked").get(pk=subject_of(CONFIRM, token))


@transaction.atomic
def confirm_idea(token: str) -> Idea:
    """The idea, which now waits for whom it asks; who takes no part here is asked by the region office.

    Raises:
        NotFound: as ``sent_of``.
    """
    sent = lock(SentIdea, take_link(CONFIRM, token))
    now = clock.now()
    takes_part = sent.asked is not None and sent.asked.member
    idea = Idea(
        title=sent.title,
        words=sent.words,
        for_whom=sent.for_whom,
        asked_id=sent.asked_id,
        institution_id=sent.asked_id if takes_part else None,
        name=sent.name,
        email=sent.email,
        language=sent.language,
        seed=secrets.token_hex(16),
        since=now,
        came_at=now,
    )
    idea.full_clean()
    idea.save()
    sent.delete()
    # Her words, name and address stay out of the trail (R45).
    audit.record(
        "idea.confirm", idea, actor=SYSTEM, after={"institution": idea.institution_id or 0}
    )
    set_turn(idea)
    write_to(idea, "idea_arrived")
    return idea


def write_to(idea: Idea, template: str, **context: object) -> None:
    """Write to the resident; nothing, once her address is erased."""
    if not idea.email:
        return
    mail.send(
        idea.email,
        f"partnerships/mail/{template}.txt",
        {"idea": idea, "link": mail.absolute(own_page(idea)), **context},
        key=f"idea/{idea.pk}/{template}/{idea.version}",
        language=idea.language,
    )


# ---------------------------------------------------------------- her own page


def own_page(idea: Idea) -> str:
    """The address under which she alone, by the mails, sees where it stands; the same as long as it is there."""
    return reverse("partnerships:idea-own", args=[f"{idea.pk}-{_key(idea)}"])


def _key(idea: Idea) -> str:
    made = salted_hmac("yuinowa.partnerships.idea", f"{idea.pk}:{idea.seed}", algorithm="sha256")
    return made.hexdigest()[:40]


def idea_of(token: str) -> Idea:
    """The idea of the secret link.

    Raises:
        NotFound: there is none, or its time is over; both look the same.
    """
    number, _dash, key = token[:100].partition("-")
    found = None
    if number.isascii() and number.isdigit() and len(number) < 19:
        rows = Idea.objects.select_related("institution", "asked", "partnership")
        found = rows.filter(pk=int(number)).exclude(seed="").first()
    # The same work where there is none.
    fits = constant_time_compare(key, _key(found or Idea(pk=0, seed="-")))
    if found is None or not fits:
        raise NotFound(
            _("This link works no longer."), next_step=_("What it was about is over and erased.")
        )
    return found


@transaction.atomic
def take_back(token: str) -> Idea:
    """The idea without name and address; while it waits, without her words too, and nobody is asked any more.

    Raises:
        NotFound: as ``idea_of``.
    """
    idea = lock(Idea, idea_of(token).pk)
    if idea.status is IdeaState.WAITING:
        taken: Idea = move.move(idea, IdeaStep.TAKE_BACK, actor=SYSTEM, change=_take_words)
        return taken
    _erase_person(idea)
    idea.version += 1
    idea.save()
    audit.record("idea.forget", idea, actor=SYSTEM)
    return idea


def _take_words(idea: Idea) -> None:
    idea.title = idea.words = idea.for_whom = ""
    idea.since = idea.ended_at = clock.now()
    _erase_person(idea)


def _erase_person(idea: Idea) -> None:
    idea.name = idea.email = idea.seed = ""


# ---------------------------------------------------------------- what is over


@transaction.atomic
def erase_unconfirmed() -> int:
    """Erase what nobody confirmed; how many."""
    old = SentIdea.objects.filter(sent_at__lt=clock.now() - KEEP_UNCONFIRMED)
    deleted, _rows = old.delete()
    return deleted


@transaction.atomic
def erase_answered() -> int:
    """Erase ideas whose answer was long ago; of one that became a partnership, name and address alone. How many."""
    over = Idea.objects.filter(ended_at__lt=clock.now() - KEEP_ANSWERED)
    kept = over.filter(state=IdeaState.TAKEN_UP.value)
    count = kept.exclude(seed="", email="", name="").update(seed="", email="", name="")
    gone = over.exclude(state=IdeaState.TAKEN_UP.value)
    IdeaPassing.objects.filter(idea__in=gone).delete()
    deleted, _rows = gone.delete()
    return count + deleted
