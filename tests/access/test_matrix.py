"""Every address answers every standing and role as the matrix says (R20–R22), and shows no canary it must not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.urls import reverse

from tests.access import matrix, world
from tests.access.addresses import addresses
from tests.access.samples import SAMPLES, STANDINGS, sample_of
from yuinowa.core import rights
from yuinowa.core.rights import Role, Row, visible_to
from yuinowa.search import index

pytestmark = pytest.mark.django_db
#: Parts of pages and no pages: tests/plans/test_claims_on_pages, test_claims_kept and
#: tests/relations/test_relation_pages and tests/partnerships/test_pages hold them.
NO_ADDRESS = {"sheet.claims", "plan.claims", "relation.follow", "partnership.follow"}


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

    @cache  # a row takes back what it did, so the answer is the same for all of them
    def is_seen(standing: str, role: str, kind: str) -> bool:
        rows = type(built.objects[kind])._base_manager.filter(pk=built.pk(kind))
        return visible_to(built.actor(standing, role), rows).exists()

    for key, expected in rows:
        sample = sample_of(by_name[key.url_name])
        path = sample.path(key.url_name, built, key.object)
        client = built.client(key.standing, key.role)
        with transaction.atomic():
            answer = client.get(path) if key.method == "GET" else client.post(path)
            body = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if str(answer.status_code) != expected:
            yield f"{key}: {answer.status_code}, not {expected}"
        text = body.decode("utf-8", errors="replace")
        for kind in _shown(built, text):
            if not is_seen(key.standing, key.role, kind):
                yield f"{key}: gives away {kind}"


def _shown(built: world.World, text: str) -> list[str]:
    """The kinds of objects whose word stands in ``text``."""
    if world.canary("") not in text:  # most texts have none
        return []
    return [kind for kind, word in built.words.items() if word in text]


def test_every_row_is_answered_as_it_says_and_nothing_is_given_away() -> None:  # R20, R22
    faults = list(_faults(world.build(), sorted(matrix.read().items())))

    assert faults == [], f"{len(faults)} rows differ"


@pytest.mark.parametrize(
    "model",
    [
        "relations.contact",
        "relations.relation",
        "partnerships.partnership",
        "directory.institution",
        "directory.desk",
        "directory.registerapplication",
        "directory.post",
        "plans.plan",
        "plans.sheet",
        "plans.edition",
        "plans.filledform",
        "portal.takeout",
    ],
)
def test_with_one_row_of_rights_removed_the_matrix_fails(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin: the matrix notices each row that goes missing."""
    built = world.build()
    kinds = {kind for kind, obj in built.objects.items() if obj._meta.label_lower == model}
    rows = {key: expected for key, expected in matrix.read().items() if key.object in kinds}
    table = rights._ROWS[model]
    for number, row in enumerate(table):
        if row.action in NO_ADDRESS:
            continue
        less = table[:number] + table[number + 1 :]
        with monkeypatch.context() as patch:
            patch.setitem(rights._ROWS, model, less)
            noticed = next(_faults(built, _likely_first(rows, row)), None)
            assert noticed, f"nobody notices that {row.action} for {row.standing} is gone"


def _likely_first(rows: dict[matrix.Key, str], gone: Row) -> list[tuple[matrix.Key, str]]:
    """The rows, those first that ask with the standing and a role of the row that is gone: one fault is enough."""

    def is_far(item: tuple[matrix.Key, str]) -> tuple[bool, bool, matrix.Key]:
        key, _expected = item
        asks_so = not isinstance(gone.roles, frozenset) or key.role in gone.roles
        return key.standing != gone.standing.value, not asks_so, key

    return sorted(rows.items(), key=is_far)


def test_foreign_and_missing_look_the_same() -> None:  # R22
    built = world.build()
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


def test_what_a_list_shows_is_what_can_be_seen_one_by_one() -> None:
    """``visible_to`` and ``can`` read the same rows: equal for every actor and every object of the world."""
    built = world.build()
    for model in {type(obj) for obj in built.objects.values()}:
        if model._meta.label_lower not in rights.declared_models():
            continue
        everything = model._base_manager.all()
        objects = list(everything)
        rows = rights.rows_of(model)
        for action in {row.action for row in rows}:
            for standing, role in product(STANDINGS, _roles_named(rows)):
                actor = built.actor(standing, role)
                listed = set(visible_to(actor, everything, action=action))
                one_by_one = {obj for obj in objects if rights.can(actor, action, obj)}
                assert listed == one_by_one, (model, action, standing, role)


def _roles_named(rows: Iterable[Row]) -> set[str]:
    """Every role that a row tells apart, nobody's, and one that no row names."""
    named = {role.value for row in rows if isinstance(row.roles, frozenset) for role in row.roles}
    return {"any", *sorted({role.value for role in Role} - named)[:1], *named}
