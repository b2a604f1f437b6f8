"""Dull makers of what partnerships need."""

from __future__ import annotations

from datetime import date

from tests.relations.ties import of_kind
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource, Shared
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.shared import GoalWords, TaskWords, add_row, agree
from yuinowa.partnerships.services.sides import accept
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    ContributionWords,
    NeedWords,
    add_words,
    say_need,
)


def lead_of(institution: Institution, *, person: int = 1, role: Role = Role.LEAD) -> Actor:
    return Actor(person=person, institution=institution.pk, roles=frozenset({role}), member=True)


def library() -> Institution:
    return of_kind("試験市立中央図書館")


def school() -> Institution:
    return of_kind("試験市立第一小学校", "school_library", "school")


def group() -> Institution:
    return of_kind("てのひら人形劇の会", "volunteer_group")


def outline(**changes: object) -> Outline:
    given: dict[str, object] = {
        "title": "まちの人形劇 おはなし会",
        "purpose": "図書館に来たことのない親子に、物語に出会ってほしい。",
        "form": Form.PROJECT_COOPERATION,
        "zone": Zone.BOTH,
    }
    return Outline(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def begun(by: Institution, *asked: Institution, **changes: object) -> Partnership:
    """A partnership of ``by`` to which the others are asked."""
    made, _fresh = begin(
        outline(**changes),
        asked=[one.pk for one in asked],
        once=new_key(),
        actor=lead_of(by),
    )
    return made


def together(by: Institution, *others: Institution, **changes: object) -> Partnership:
    """The same, and all have joined."""
    made = begun(by, *others, **changes)
    for other in others:
        accept(made.pk, actor=lead_of(other))
    return Partnership.objects.get(pk=made.pk)


def side(partnership: Partnership, institution: Institution) -> Party:
    return Party.objects.filter(partnership=partnership, institution=institution).latest("pk")


def told(partnership: Partnership, *institutions: Institution) -> None:
    """Each has told its need, what it cannot do, something it gains and something it puts in."""
    for institution in institutions:
        actor = lead_of(institution)
        need = NeedWords("困っていること", "数", "なぜ一緒に", Bearer.MUTUAL)
        say_need(partnership.pk, need, expected_version=0, actor=actor)
        for words in (
            AbilityWords(Ability.CANNOT, "夜は開けない"),
            BenefitWords("得るもの"),
            ContributionWords(Resource.PEOPLE, "司書"),
        ):
            add_words(partnership.pk, words, once=new_key(), actor=actor)


def goal_words(owner: Party, **changes: object) -> GoalWords:
    given: dict[str, object] = {
        "what": "6回開く",
        "measure": "交流台帳の行事",
        "amount": 6,
        "unit": "回",
        "by_when": date(2027, 3, 31),
        "owner": owner.pk,
    }
    return GoalWords(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def task_words(accountable: Party, **changes: object) -> TaskWords:
    given: dict[str, object] = {
        "text": "会場と日取りを決める",
        "accountable": accountable.pk,
        "done_when": "予約がとれた",
    }
    return TaskWords(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def planned_up_to_roles(partnership: Partnership, *institutions: Institution) -> None:
    """The sides have told all, and agreed to a goal and a task."""
    told(partnership, *institutions)
    first = lead_of(institutions[0])
    for words in (goal_words, task_words):
        row = words(side(partnership, institutions[0]))
        add_row(partnership.pk, row, once=new_key(), actor=first)
    for institution in institutions:
        for about in Shared:
            agree(partnership.pk, about, actor=lead_of(institution))
