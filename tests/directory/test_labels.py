"""Every code that may be stored has its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from yuinowa.core.rights import Level
from yuinowa.directory import labels
from yuinowa.directory.domain.criteria import Confirmed, Facet, Sort, TakesPart
from yuinowa.directory.domain.institutions import (
    Certainty,
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    SuccessionKind,
    SwitchState,
)
from yuinowa.directory.domain.matching import Reason
from yuinowa.directory.domain.sources import SourceCode


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (InstitutionKind, labels.KINDS),
        (IdentifierScheme, labels.SCHEMES),
        (NameKind, labels.NAME_KINDS),
        (Service, labels.SERVICES),
        (SwitchState, labels.SWITCH_STATES),
        (SwitchState, labels.SWITCH_TONES),
        (Certainty, labels.CERTAINTIES),
        (SuccessionKind, labels.SUCCESSIONS),
        (Reason, labels.REASONS),
        (Sort, labels.SORTS),
        (Sort, labels.SORTS_WITHOUT_WORDS),
        (Facet, labels.FACETS),
        (TakesPart, labels.TAKES_PART),
        (Confirmed, labels.CONFIRMED),
    ],
)
def test_every_code_has_words(codes: type[StrEnum], words: Mapping[str, object]) -> None:
    assert set(words) == set(codes)


def test_every_level_but_public_has_words() -> None:
    assert set(labels.LEVELS) == set(Level) - {Level.PUBLIC}


def test_a_shipped_source_has_its_title_and_another_one_its_code() -> None:
    assert labels.source_title(SourceCode.CRD) == "レファレンス協同データベース 参加館一覧"
    assert labels.source_title("own-list") == "own-list"


def test_unknown_words_of_an_older_import_are_shown_as_they_are() -> None:
    assert labels.reason("since-dropped") == "since-dropped"
    assert labels.identifier_warning("since-dropped") == "since-dropped"
