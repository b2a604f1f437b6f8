"""Lives of partnerships through their pages: people of several sides do what the pages offer, and what they do not.

Somebody takes a turn that is waited for, or opens a link and presses a button, or sends again what somebody sent before.
What a life does follows from its seed alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import begun, planned_up_to_roles, together
from tests.partnerships.lives.browsing import Form, Hand, Page, Sent
from tests.partnerships.lives.truths import Moment, faults_between, faults_of
from tests.partnerships.papers import decided, draft_of, judged, proposed, settled, signed
from tests.relations.ties import of_kind
from yuinowa.accounts.models import SignedInSession
from yuinowa.core import clock
from yuinowa.core.models import Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party
from yuinowa.partnerships.services.turns import set_turns

#: What an answer may be. 200 is a page, 302 a deed done, the others a refusal with its words.
DONE, REFUSED = {200, 302}, {400, 403, 404, 405, 409, 413, 422, 428, 429}
#: Whoever is found wrong tries so often.
TRIES = 3
OURS = re.compile(r"^/(partnerships|governance)/")


@dataclass(slots=True)
class Somebody:
    """A person in front of a browser."""

    name: str
    institution: int
    roles: frozenset[Role]
    client: Client

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept for other tests, with what the browser holds."""
        return _again, (self.name, self.institution, self.roles, self.client.cookies)


def _again(name: str, institution: int, roles: frozenset[Role], holds: SimpleCookie) -> Somebody:
    client = Client()
    client.cookies = holds
    return Somebody(name, institution, roles, client)


@dataclass(slots=True)
class Town:
    """Three sides that may work together, somebody of two of them, and one who has nothing to do with it."""

    sides: list[Institution]
    people: list[Somebody]
    stranger: Institution

    @classmethod
    def founded(cls) -> Town:
        sides = [
            of_kind("試験市立中央図書館"),
            of_kind("試験市立第一小学校", "school_library", "school"),
            of_kind("てのひら人形劇の会", "volunteer_group"),
        ]
        stranger = of_kind("試験町立図書館")
        people = [
            _somebody(place, *roles)
            for place in (*sides, stranger)
            for roles in ((Role.LEAD, Role.EDITOR), (Role.SIGNATORY,))
        ]
        both = a_person()
        signs = (Role.LEAD, Role.SIGNATORY)
        posts = [an_affiliation(both, place, *signs) for place in sides[:2]]
        for post in posts:
            client = a_client(both)
            assert client.post("/accounts/acting/", {"affiliation": post.pk}).status_code == 302
            people.append(Somebody("both", post.institution_id, frozenset(signs), client))
        return cls(sides, people, stranger)

    def signs_in(self) -> None:
        """Everybody, a moment ago: whoever made the town may have done so long before."""
        now = clock.now()
        SignedInSession.objects.update(started_at=now, last_seen_at=now, fresh_at=now)


def _somebody(place: Institution, *roles: Role) -> Somebody:
    person = a_person()
    an_affiliation(person, place, *roles)
    return Somebody(f"{place.name} {roles[0]}", place.pk, frozenset(roles), a_client(person))


def _fresh(town: Town) -> Partnership:
    return begun(town.sides[0], *town.sides[1:])


def _planned(town: Town) -> Partnership:
    made = together(*town.sides)
    planned_up_to_roles(made, *town.sides)
    return _in(made, Phase.EVALUATION_DESIGN)


def _judged(town: Town) -> Partnership:
    made = _planned(town)
    judged(made, *town.sides)
    return _in(made, Phase.AWAITING_SIGNATURE)


def _decided(town: Town) -> AgreementVersion:
    draft = draft_of(_judged(town), town.sides[0])
    return decided(settled(proposed(draft, town.sides[0]), *town.sides), *town.sides)


def _in(partnership: Partnership, phase: Phase) -> Partnership:
    Partnership.objects.filter(pk=partnership.pk).update(state=phase.value)
    found = Partnership.objects.get(pk=partnership.pk)
    set_turns(found)
    return found


def with_beginnings() -> tuple[Town, list[int]]:
    """A town, and in it a partnership for each of ``BEGINNINGS``."""
    town = Town.founded()
    return town, [begin(town).pk for begin in BEGINNINGS]


#: Where lives begin: at the beginning, and at later points, so that short lives reach every phase.
BEGINNINGS: tuple[Callable[[Town], Partnership], ...] = (
    _fresh,
    lambda town: together(*town.sides),
    _planned,
    _judged,
    lambda town: _decided(town).agreement.partnership,
    lambda town: signed(_decided(town), *town.sides).agreement.partnership,
)


@dataclass(slots=True)
class Life:
    """One partnership, from where it begins to its end or to the last step."""

    town: Town
    chance: random.Random
    partnership: int
    hand: Hand
    #: What was sent so far: by whom, whereto, what.
    sent: list[tuple[Somebody, str, Sent]] = field(default_factory=list)
    #: Pages that lie open, in whose browser; others may have changed what they show.
    open_pages: list[tuple[Somebody, Page]] = field(default_factory=list)
    #: What happened, for whoever has to repeat it.
    story: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def lived(self, steps: int) -> list[str]:
        """The first faults, or nothing after so many ``steps``."""
        for _step in range(steps):
            deeds = (self._turn, self._wander, self._left_open, self._again)
            deed = self.chance.choices(deeds, (5, 2, 3, 2))[0]
            faults = [*deed(), *faults_of(self.partnership)]
            if faults:
                return faults
        return []

    def _turn(self) -> list[str]:
        """Somebody who is waited for does what is waited for."""
        sides = Party.objects.filter(partnership=self.partnership)
        waits = Wait.objects.filter(
            subject_kind=Party._meta.label_lower,
            subject_id__in=[side.pk for side in sides],
            ended_at=None,
        ).order_by("pk")
        if not waits:
            return self._wander()
        wait = self.chance.choice(list(waits))
        able = [
            one
            for one in self.town.people
            if one.institution == wait.institution and wait.role in one.roles
        ]
        return self._visit(self.chance.choice(able or self.town.people), wait.url)

    def _wander(self) -> list[str]:
        """Anybody opens the workspace and looks for something to do."""
        return self._visit(
            self.chance.choice(self.town.people), f"/partnerships/{self.partnership}/"
        )

    def _again(self) -> list[str]:
        """Somebody sends what was sent before: the same person twice, or another who copied it."""
        if not self.sent:
            return self._wander()
        one, address, sent = self.chance.choice(self.sent)
        if self.chance.random() < 0.6:
            one = self.chance.choice(self.town.people)
        return self._post(
            one, address, {k: v for k, v in sent.items() if isinstance(v, str | list)}
        )[1]

    def _left_open(self) -> list[str]:
        """Somebody presses a button on a page that was opened before."""
        if not self.open_pages:
            return self._turn()
        return self._press(*self.chance.choice(self.open_pages))

    def _visit(self, one: Somebody, address: str, clicks: int = 2) -> list[str]:
        """Open a page and press one of its buttons, or follow a link of it."""
        answer = self._get(one, address)
        page = Page(_text(answer), address)
        links = [link for link in page.links if self._is_deed(link)]
        if _buttons(page):
            self.open_pages.append((one, page))
        if links and clicks and (not _buttons(page) or self.chance.random() < 0.3):
            return self._visit(one, self.chance.choice(links), clicks - 1)
        return self._press(one, page)

    def _press(self, one: Somebody, page: Page) -> list[str]:
        forms = _buttons(page)
        if not forms:
            return []
        form = self.chance.choice(forms)
        ends_all = form.is_grave and re.search("/(leave|notice|answer|discard)/", form.action)
        if ends_all and self.chance.random() < 0.8:
            return []
        return self._send(one, form)

    def _send(self, one: Somebody, form: Form) -> list[str]:
        for _try in range(TRIES):
            sent = self.hand.fill(form)
            answer, faults = self._post(one, form.action, sent)
            if faults:
                return faults
            if answer.status_code == 302:
                self.hand.accepted()
            if answer.status_code != 422:
                return []
            again = Page(_text(answer), form.action).forms
            same = [new for new in again if new.method == "post" and new.action == form.action]
            if not same:
                return [f"{form.action} refuses what was typed and shows no form to mend it"]
            form = same[0]
        return []

    def _get(self, one: Somebody, address: str) -> Any:
        answer: Any = one.client.get(address, follow=True)
        self._told("GET", one, address, answer, {})
        return answer

    def _post(self, one: Somebody, address: str, sent: Sent) -> tuple[Any, list[str]]:
        before = Moment.of(self.partnership)
        answer: Any = one.client.post(address, sent)
        self._told("POST", one, address, answer, sent)
        self.sent.append((one, address, sent))
        refused = answer.status_code in REFUSED
        faults = list(faults_between(before, Moment.of(self.partnership), refused=refused))
        if answer.status_code not in DONE | REFUSED:
            faults.append(f"{address} answers {answer.status_code}")
        if answer.status_code == 409 and not re.search("<p><b>.+</b></p>|yw-note", _text(answer)):
            faults.append(f"{address} refuses and does not say why")
        return answer, faults

    def _told(self, verb: str, one: Somebody, address: str, answer: Any, sent: Sent) -> None:
        self.answers.append(answer.status_code)
        words = {key: str(value)[:40] for key, value in sent.items()}
        self.story.append(f"{one.name}: {verb} {address} {words or ''} {answer.status_code}")

    def _is_deed(self, link: str) -> bool:
        """A page of this partnership on which something may be done: no list of all, and no file."""
        path = urlsplit(link).path
        if path == f"/partnerships/{self.partnership}/":
            return False
        return bool(OURS.match(path) and re.search(r"/\d+/", path)) and "pdf" not in path


def _buttons(page: Page) -> list[Form]:
    """What may be sent from it that is a partnership's."""
    return [form for form in page.forms if form.method == "post" and OURS.match(form.action)]


def _text(answer: Any) -> str:
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page and not answer.streaming else ""
