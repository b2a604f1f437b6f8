"""Whole pages of the catalogue over an index of very many works: each made anew through Django, for a visitor.

The database holds the works that the pages show, with their records and holders, and nothing more: what else is in it a
page does not read.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.measuring import middle_and_far, timed

#: What a person types and narrows by: the address without the path.
Asked = Sequence[tuple[str, str]]


def pages(directory: Path, questions: dict[str, Sequence[Asked]]) -> dict[str, tuple[float, ...]]:
    """Per kind p50 and p95 on the clock, and of the processor, in ms; ``directory`` holds the index as ``works``."""
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ["YUINOWA_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("YUINOWA_DATA_DIR", str(directory))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")

    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        settings.SEARCH_DIR, settings.KEPT_PAGES_BYTES = directory, 0
        return _measured(questions)
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()


def _measured(questions: dict[str, Sequence[Asked]]) -> dict[str, tuple[float, ...]]:
    from django.test import Client

    _libraries()
    visitor = Client(SERVER_NAME="127.0.0.1")
    found: dict[str, tuple[float, ...]] = {}
    for name, asked in questions.items():
        addresses = [f"/works/?{urlencode(each)}" for each in asked]
        _put(_shown(asked))
        _forget()
        _opened(visitor, "/works/?q=試験")
        gc.collect()
        gc.freeze()  # as a web process does once it has started
        times = [timed(partial(_opened, visitor, address)) for address in addresses]
        found[name] = (
            *middle_and_far([clock for clock, _busy in times]),
            *middle_and_far([busy for _clock, busy in times]),
        )
    return found


def _opened(visitor: Any, address: str) -> None:
    assert visitor.get(address).status_code == 200, address


def _forget() -> None:
    """What the pages found is asked again: the first look was only to know what they show."""
    from yuinowa.search import engines

    engines._engine_at.cache_clear()  # noqa: SLF001


def _shown(asked: Sequence[Asked]) -> set[int]:
    """The works on these pages."""
    from django.http import QueryDict

    from yuinowa.catalogue.forms.search import SearchForm
    from yuinowa.catalogue.queries import search
    from yuinowa.core.rights import Actor

    found: set[int] = set()
    for each in asked:
        form = SearchForm(QueryDict(urlencode(each)))
        assert form.is_valid()
        # As the page asks; the door would give none of them yet.
        found.update(search._ask(form.criteria(), Actor.nobody(), size=20).ids)  # noqa: SLF001
    return found


def _libraries() -> None:
    from bench.catalogue_works import LIBRARIES
    from tests.catalogue import factories as make
    from tests.directory.factories import institution

    for number in range(1, LIBRARIES + 1):
        make.source(institution(f"試験市立第{number}図書館", pk=number))


def _put(numbers: Iterable[int]) -> None:
    """The works of these numbers, with an edition, a record and holders each."""
    from tests.catalogue.factories import A_MOMENT, run
    from yuinowa.catalogue.domain.packing import packed
    from yuinowa.catalogue.models import (
        Description,
        Item,
        Manifestation,
        Source,
        SourceRecord,
        Work,
    )

    there = set(Work.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    fresh = sorted(set(numbers) - there)
    source = Source.objects.order_by("pk").first()
    assert source is not None
    chance = random.Random(7)
    Work.objects.bulk_create(Work(pk=pk, is_shown=True) for pk in fresh)
    Manifestation.objects.bulk_create(Manifestation(pk=pk, work_id=pk) for pk in fresh)
    Description.objects.bulk_create(
        Description(pk=pk, traits="", digest=pk.to_bytes(16), manifestation_id=pk) for pk in fresh
    )
    last = run(source)
    SourceRecord.objects.bulk_create(
        SourceRecord(
            pk=pk,
            source=source,
            identity=str(pk),
            run=last,
            form=source.form,
            raw=b"",
            digest=pk.to_bytes(16),
            description_id=pk,
            seen_in=last.pk,
            understood=packed(_record(pk, chance)),
            manifestation_id=pk,
            taken_at=A_MOMENT,
        )
        for pk in fresh
    )
    holders = {pk: chance.sample(range(1, 61), chance.choice((1, 1, 2, 4, 12))) for pk in fresh}
    Item.objects.bulk_create(
        Item(record_id=pk, institution_id=library, call_number="718", use="loan")
        for pk, libraries in holders.items()
        for library in libraries
    )


def _record(number: int, chance: random.Random) -> Any:
    from yuinowa.catalogue.domain.records import Agent, Material, Record, Written

    return Record(
        str(number),
        Written(f"試験の本とその題名{number}", "シケン ノ ホン ト ソノ ダイメイ"),
        agents=(Agent(Written("試験 太郎", "シケン タロウ")),),
        publisher=Written("試験書房"),
        year=chance.randint(1950, 2026),
        material=Material.BOOK,
        languages=("jpn",),
    )
