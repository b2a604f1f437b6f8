"""The partnership at work, from the first question to the agreement in force, and on to what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yuinowa.config.demo.at_work.course import (
    announce_next,
    hold_first,
    keep_in_touch,
    meet,
    say_what_came,
    watch,
)
from yuinowa.config.demo.at_work.sides import (
    FIRST,
    LEADS,
    SIGNS,
    Sides,
    day_at,
    last_day,
    once_key,
)
from yuinowa.config.demo.at_work.words import (
    ANSWERS,
    EVALUATED,
    GOALS,
    NEEDS,
    OUTLINE,
    POSTS,
    SCHEDULES,
    TASKS,
    WORDS,
)
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level
from yuinowa.partnerships.domain.agreements import AgreementKind, Ordering
from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.domain.principles import Moment
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.exchange.principle_sets import shipped
from yuinowa.partnerships.models import AgreementVersion, Partnership
from yuinowa.partnerships.services import agreements, principles
from yuinowa.partnerships.services.beginning import begin
from yuinowa.partnerships.services.concluding import (
    Decision,
    agree_to_text,
    record_approval,
    release_budget,
)
from yuinowa.partnerships.services.evaluation import agree_to_terms, propose_terms
from yuinowa.partnerships.services.shared import GoalWords, TaskWords, add_row, agree
from yuinowa.partnerships.services.sides import accept, show_to
from yuinowa.partnerships.services.signing import sign
from yuinowa.partnerships.services.statements import add_words, say_need
from yuinowa.partnerships.services.steps import go_on

#: Days from today. The agreement holds from before it was signed, as its text says: the first time lies in it.
_BEGINS = -42


def put_to_work(ids: dict[str, int], people: Mapping[str, Actor]) -> Partnership:
    """Begin it and carry it up to the second time it is held; ``people`` are actors by sign-in name."""
    sides = _begun(ids, people)
    _say(sides)
    _share(sides)
    _evaluate(sides)
    _conclude(sides, people)
    hold_first(sides)
    say_what_came(sides)
    announce_next(sides)
    meet(sides)
    watch(sides)
    keep_in_touch(sides)
    return Partnership.objects.get(pk=sides.pk)


def _begun(ids: dict[str, int], people: Mapping[str, Actor]) -> Sides:
    leads = {key: people[login] for key, login in LEADS.items()}
    outline = replace(OUTLINE, start_on=day_at(_BEGINS), end_on=last_day())
    others = [key for key in LEADS if key != FIRST]
    made, _fresh = begin(
        outline, asked=[ids[key] for key in others], once=once_key("begin"), actor=leads[FIRST]
    )
    for key in others:
        accept(made.pk, actor=leads[key])
    parties = dict(made.parties.values_list("institution", "pk"))
    for actor in leads.values():
        show_to(made.pk, Level.PUBLIC, actor=actor)
    return Sides(made.pk, ids, {key: parties[ids[key]] for key in LEADS}, leads)


def _go_on(sides: Sides) -> None:
    version = Partnership.objects.values_list("version", flat=True).get(pk=sides.pk)
    go_on(sides.pk, expected_version=version, actor=sides.first)


def _say(sides: Sides) -> None:
    """Each side speaks for itself, and all hold themselves to a set of principles."""
    _go_on(sides)
    for key, actor in sides.leads.items():
        say_need(sides.pk, NEEDS[key], expected_version=0, actor=actor)
        for number, words in enumerate(WORDS[key]):
            add_words(sides.pk, words, once=once_key(f"{key} {number}"), actor=actor)
    _go_on(sides)
    chosen = shipped()["ogi"]
    first = sides.first
    principles.propose(
        sides.pk, chosen, expected_number=0, once=once_key("principles"), actor=first
    )
    for actor in sides.leads.values():
        principles.consent(sides.pk, 1, actor=actor)
    for key, actor in sides.leads.items():
        principles.give_check(sides.pk, 1, Moment.START, ANSWERS[key], actor=actor)


def _share(sides: Sides) -> None:
    """Goals and the table of roles, to which every side agrees."""
    first = sides.first
    for number, goal in enumerate(GOALS):
        owner = sides.parties[goal.owner]
        row = GoalWords(goal.what, goal.measure, goal.amount, goal.unit, last_day(), owner)
        add_row(sides.pk, row, once=once_key(f"goal {number}"), actor=first)
    _agree(sides, Shared.GOALS)
    for number, task in enumerate(TASKS):
        helpers = frozenset(sides.parties[key] for key in task.helpers)
        due = day_at(task.due) if task.due else None
        words = TaskWords(task.text, sides.parties[task.accountable], task.done_when, due, helpers)
        add_row(sides.pk, words, once=once_key(f"task {number}"), actor=first)
    _agree(sides, Shared.ROLES)


def _agree(sides: Sides, about: Shared) -> None:
    for actor in sides.leads.values():
        agree(sides.pk, about, actor=actor)
    _go_on(sides)


def _evaluate(sides: Sides) -> None:
    """How it is evaluated, agreed on before the start (I9)."""
    propose_terms(sides.pk, EVALUATED, expected_version=0, actor=sides.leads["school1"])
    for actor in sides.leads.values():
        agree_to_terms(sides.pk, 1, actor=actor)


def _conclude(sides: Sides, people: Mapping[str, Actor]) -> None:
    """The text with its schedules; each side's decision, one subject to the budget; the signatures, and then the budget."""
    version = _put_forward(sides)
    for actor in sides.leads.values():
        agree_to_text(version.pk, digest=version.digest, actor=actor)
    _go_on(sides)
    for key, post in POSTS.items():
        decision = Decision(post.number, post.post, clock.today(), subject_to_budget=key == FIRST)
        record_approval(version.pk, decision, digest=version.digest, actor=sides.leads[key])
    # Those that run the work sign last, and the library runs it.
    for key in reversed(SIGNS):
        signatory = people[SIGNS[key]]
        sign(version.pk, digest=version.digest, post=POSTS[key].post, actor=signatory)
    release_budget(version.pk, clock.today(), actor=sides.first)


def _put_forward(sides: Sides) -> AgreementVersion:
    first = sides.first
    draft, _fresh = agreements.begin_agreement(
        sides.pk, AgreementKind.AGREEMENT, language="ja", once=once_key("agreement"), actor=first
    )

    def change(text: AgreementText) -> AgreementText:
        terms = replace(text.terms, ordering=Ordering.LEAD_LAST, retroactive=True, notice_days=30)
        return replace(text, terms=terms, schedules=SCHEDULES)

    draft = agreements.write_draft(draft.pk, change, expected_version=draft.version, actor=first)
    return agreements.propose(draft.pk, expected_version=draft.version, seen=0, actor=first)
