"""Every address answers every standing and role as the matrix says (R20–R22), and shows no canary it must not.

Every answer has its headers (R48), is kept private for whoever is signed in, and gives a guest no cookie (R28).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, product
from pathlib import Path
from typing import Any, Self
from zlib import crc32

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection, transaction
from django.urls import reverse

from tests.access import headers, matrix, world
from tests.access.addresses import addresses
from tests.access.parts import NOTHING
from tests.access.samples import ROLES, SAMPLES, STANDINGS, sample_of
from yuinowa.core import rights
from yuinowa.core.rights import Role, Row, visible_to
from yuinowa.partnerships.models import Partnership
from yuinowa.search import index

pytestmark = pytest.mark.django_db
#: Parts of pages and no pages: tests/plans/test_claims_on_pages, test_claims_kept, tests/relations/test_relation_pages,
#: test_support_pages, tests/partnerships/test_pages and tests/governance/test_meetings hold them.
NO_ADDRESS = {
    "sheet.claims",
    "plan.claims",
    "relation.follow",
    "partnership.follow",
    "supportrequest.read",
    "meeting.follow",
}
#: About how many objects beside those with a name are asked one by one.
MOST_ALIKE = 10
#: Answers to somebody who may.
GRANTED = {"200", "302", "422"}
#: In how many tests the rows are asked.
SHARES = 8
#: Everybody who is signed in, by standing and role.
PEOPLE = list(product(STANDINGS[:-1], sorted({role for roles in ROLES.values() for role in roles})))


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


def test_the_matrix_has_a_row_for_every_address_and_no_dead_one() -> None:  # R21
    rows = matrix.read()

    assert set(matrix.wanted()) - rows.keys() == set(), "run make matrix"
    assert rows.keys() - set(matrix.wanted()) == set(), "run make matrix"
    assert [key for key, expected in rows.items() if expected == matrix.UNDECIDED] == []


def _faults(built: world.World, rows: Iterable[tuple[matrix.Key, str]]) -> Iterator[str]:
    """Rows that are answered otherwise than expected, or that give away an object the actor may not see."""
    by_name = {address.name: address for address in addresses()}
    in_turn = cycle(PEOPLE)

    @cache  # a row takes back what it did, so the answer is the same for all of them
    def is_seen(standing: str, role: str, kind: str) -> bool:
        rows = type(built.objects[kind])._base_manager.filter(pk=built.pk(kind))
        return visible_to(built.actor(standing, role), rows).exists()

    for key, expected in rows:
        sample = sample_of(by_name[key.url_name])
        kind = sample.objects[0] if key.object == NOTHING else key.object
        path = sample.path(key.url_name, built, kind)
        standing, role = key.standing, key.role
        if standing == matrix.SIGNED_IN:  # the same for all of them, so each is asked by the next
            standing, role = next(in_turn)
        client = built.client(standing, role)
        with transaction.atomic():
            answer = client.get(path) if key.method == "GET" else client.post(path)
            body = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if str(answer.status_code) != expected:
            yield f"{key}: {answer.status_code}, not {expected}"
        yield from (f"{key}: {fault}" for fault in _header_faults(key, answer))
        text = body.decode("utf-8", errors="replace")
        for shown in _shown(built, text):
            if not is_seen(standing, role, shown):
                yield f"{key}: gives away {shown}"


def _header_faults(key: matrix.Key, answer: Any) -> Iterator[str]:
    """R28, R48."""
    yield from headers.faults(answer)
    if key.standing != "visitor":
        yield from headers.faults_for_a_person(answer)
    elif key.method == "GET":
        yield from headers.faults_for_a_guest(answer)


def _shown(built: world.World, text: str) -> list[str]:
    """The kinds of objects whose word stands in ``text``."""
    if world.canary("") not in text:  # most texts have none
        return []
    return [kind for kind, word in built.words.items() if word in text]


def _rows_of(share: int) -> list[tuple[matrix.Key, str]]:
    """The rows of every so many-th address, always the same ones: several workers ask the matrix together."""
    rows = sorted(matrix.read().items())
    return [(key, said) for key, said in rows if crc32(key.url_name.encode()) % SHARES == share]


def _one_of_each(rows: Iterable[tuple[matrix.Key, str]]) -> list[tuple[matrix.Key, str]]:
    """Of rows that differ by who asks alone and are answered alike, one: now of this person, now of that."""
    alike: dict[tuple[str, ...], list[tuple[matrix.Key, str]]] = {}
    for key, said in rows:
        alike.setdefault((key.url_name, key.method, key.object, said), []).append((key, said))
    return [of_one[crc32(repr(of_one[0]).encode()) % len(of_one)] for of_one in alike.values()]


def test_the_shares_are_the_whole_matrix_and_nothing_twice() -> None:
    shared = [row for share in range(SHARES) for row in _rows_of(share)]

    assert sorted(shared) == sorted(matrix.read().items())


def test_one_of_each_is_every_answer_of_every_address_by_every_standing_and_role() -> None:
    asked = _one_of_each(sorted(matrix.read().items()))

    def answers(rows: Iterable[tuple[matrix.Key, str]]) -> set[tuple[str, ...]]:
        return {(key.url_name, key.method, key.object, said) for key, said in rows}

    assert answers(asked) == answers(matrix.read().items())
    assert {key.standing for key, _said in asked} == {key.standing for key in matrix.read()}
    assert {key.role for key, _said in asked} == {key.role for key in matrix.read()}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_row_is_answered_as_it_says_and_nothing_is_given_away(
    share: int, built: world.World
) -> None:  # R20, R22, R28, R48
    rows = _rows_of(share)
    # Who may do what is decided above the database; the server is asked all the questions that answering puts to it.
    faults = list(_faults(built, rows if connection.vendor == "sqlite" else _one_of_each(rows)))

    assert faults == [], f"{len(faults)} rows differ"


@pytest.mark.once
@pytest.mark.parametrize(
    "model",
    [
        "relations.contact",
        "relations.relation",
        "partnerships.partnership",
        "relations.supportrequest",
        "partnerships.coststatement",
        "partnerships.idea",
        "partnerships.issue",
        "partnerships.pulsepoint",
        "partnerships.posting",
        "partnerships.risk",
        "partnerships.ownprinciples",
        "partnerships.accession",
        "partnerships.activity",
        "partnerships.motion",
        "directory.institution",
        "directory.desk",
        "directory.registerapplication",
        "directory.post",
        "plans.plan",
        "plans.sheet",
        "plans.edition",
        "plans.filledform",
        "plans.projectpartnership",
        "portal.takeout",
        "governance.body",
        "governance.meeting",
        "governance.promise",
    ],
)
def test_with_one_row_of_rights_removed_the_matrix_fails(
    model: str, built: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin: the matrix notices each row that goes missing."""
    kinds = {kind for kind, obj in built.objects.items() if obj._meta.label_lower == model}
    rows = {key: expected for key, expected in matrix.read().items() if key.object in kinds}
    table = rights._ROWS[model]

    @cache  # what is asked for depends on the table as a whole, not on the row that is gone
    def asked_at(key: matrix.Key) -> set[str]:
        """The actions that answering this row of the matrix asks about."""
        asked = set[str]()
        with monkeypatch.context() as patch:
            watched = tuple(replace(row, action=_Action(row.action, asked)) for row in table)
            patch.setitem(rights._ROWS, model, watched)
            assert not list(_faults(built, [(key, rows[key])]))
        return asked

    def is_noticed(number: int, gone: Row) -> bool:
        less = table[:number] + table[number + 1 :]
        for key in sorted(rows, key=lambda key: _likely_first(key, rows[key], gone)):
            if gone.action in asked_at(key):
                with monkeypatch.context() as patch:
                    patch.setitem(rights._ROWS, model, less)
                    if list(_faults(built, [(key, rows[key])])):
                        return True
        return False

    unnoticed = [
        f"{row.action} for {row.standing}"
        for number, row in enumerate(table)
        if row.action not in NO_ADDRESS and not is_noticed(number, row)
    ]
    assert unnoticed == []


class _Action(str):
    """An action of a row that tells when it is asked for."""

    __slots__ = ("_asked",)
    _asked: set[str]

    def __new__(cls, name: str, asked: set[str]) -> Self:
        made = super().__new__(cls, name)
        made._asked = asked
        return made

    def __eq__(self, other: object) -> bool:
        if str.__eq__(self, other) is not True:
            return False
        self._asked.add(str(self))
        return True

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def _likely_first(key: matrix.Key, expected: str, gone: Row) -> tuple[object, ...]:
    """By standing and role, those first that the row that is gone is about; what is done or shown before what is refused."""
    asks_so = not isinstance(gone.roles, frozenset) or key.role in gone.roles
    return key.standing != gone.standing.value, not asks_so, expected not in GRANTED, key


def test_foreign_and_missing_look_the_same(built: world.World) -> None:  # R22
    client = built.client("member", "any")
    checked = Counter[str]()
    for name, sample in SAMPLES.items():
        for kind in sample.objects:
            filled = sample.fill(built, kind)
            if any(not isinstance(value, int) for value in filled.values()):
                continue
            foreign = client.get(reverse(name, kwargs=filled))
            if foreign.status_code != 404:
                continue
            missing = client.get(reverse(name, kwargs=dict.fromkeys(filled, 999_999_999)))
            assert (missing.status_code, missing.content) == (404, foreign.content), name
            checked[name] += 1
    assert checked


def test_what_a_list_shows_is_what_can_be_seen_one_by_one(built: world.World) -> None:
    """``visible_to`` and ``can`` read the same rows: equal for every actor and every kind of object of the world.

    A plan has dozens of sheets alike, so of what has no name in the world some are asked; tests/plans/test_rights asks all.
    """
    for model in {type(obj) for obj in built.objects.values()}:
        if model._meta.label_lower not in rights.declared_models():
            continue
        kinds = {obj.pk for obj in built.objects.values() if type(obj) is model}
        others = (
            model._base_manager.exclude(pk__in=kinds).order_by("pk").values_list("pk", flat=True)
        )
        some = others[:: max(1, len(others) // MOST_ALIKE)]
        everything = model._base_manager.filter(pk__in=[*kinds, *some])
        objects = list(everything)
        rows = rights.rows_of(model)
        for action in {row.action for row in rows}:
            named = _roles_named(row for row in rows if row.action == action)
            for standing, role in product(STANDINGS, named):
                actor = built.actor(standing, role)
                listed = set(
                    visible_to(actor, everything, action=action).values_list("pk", flat=True)
                )
                one_by_one = {obj.pk for obj in objects if rights.can(actor, action, obj)}
                assert listed == one_by_one, (model, action, standing, role)


def test_under_one_partnership_the_same_is_seen_as_among_all(built: world.World) -> None:
    """Asked for what hangs from one partnership at hand, lists tell what they tell otherwise, and of others no more."""
    door = Partnership.objects.prefetch_related("parties")
    partnerships = list(
        door.filter(pk__in=[o.pk for o in built.objects.values() if type(o) is Partnership])
    )
    ways = [
        (apps.get_model(label), way)
        for label in rights.declared_models()
        for way in _to_partnerships(label)
    ]
    checked = Counter[bool]()
    for model, way in ways:
        everything = model._base_manager.order_by()
        rows = rights.rows_of(model)
        for action in {row.action for row in rows}:
            named = _roles_named(row for row in rows if row.action == action)
            for standing, role in product(STANDINGS, named):
                actor, at = built.actor(standing, role), (model, action, standing, role)
                usual = set(visible_to(actor, everything, action=action).values_list("pk", way))
                for partnership in partnerships:
                    narrow = visible_to(actor.under(partnership), everything, action=action)
                    found = set(narrow.values_list("pk", way))
                    here = {row for row in usual if row[1] == partnership.pk}
                    assert here <= found <= usual, at
                    checked[bool(here)] += 1
    assert min(checked[True], checked[False]) > len(ways)


def _to_partnerships(label: str) -> Iterator[str]:
    """The way from a table to the partnership that its rows hang from, if they hang from one."""
    for path in rights.scope_of(apps.get_model(label)).parties:
        before, _, rest = path.rpartition("__parties__")
        if before and rest == "institution":
            yield before


def _roles_named(rows: Iterable[Row]) -> set[str]:
    """Every role that a row tells apart, nobody's, and one that no row names."""
    named = {role.value for row in rows if isinstance(row.roles, frozenset) for role in row.roles}
    return {"any", *sorted({role.value for role in Role} - named)[:1], *named}
