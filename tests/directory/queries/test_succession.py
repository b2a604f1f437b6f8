from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.directory import factories as make
from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.queries import resolve

pytestmark = pytest.mark.django_db


def test_a_duplicate_stands_for_the_entry_that_stays() -> None:
    one, other = make.institution(), make.institution()
    make.succession(one, other, SuccessionKind.DUPLICATE)

    assert resolve([one.pk, other.pk]) == {one.pk: other.pk, other.pk: other.pk}


def test_a_merger_is_followed_as_of_a_day() -> None:
    one, other = make.institution(), make.institution()
    made = make.succession(one, other, SuccessionKind.MERGE)

    assert resolve([one.pk]) == {one.pk: one.pk}
    assert resolve([one.pk], as_of=date(2000, 1, 1)) == {one.pk: one.pk}
    assert resolve([one.pk], as_of=made.on_day) == {one.pk: other.pk}


def test_only_a_split_leads_to_several() -> None:
    one, some, others = make.institution(), make.institution(), make.institution()
    make.succession(one, some, SuccessionKind.SPLIT)
    make.succession(one, others, SuccessionKind.SPLIT)
    make.succession(some, others, SuccessionKind.MERGE)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.succession(some, one, SuccessionKind.RENAME)
