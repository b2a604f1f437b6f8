"""The two national lists as they ship, and the directory they make together."""

from __future__ import annotations

from collections import Counter
from importlib.resources import as_file, files
from typing import cast

import pytest

from yuinowa.core.rights import Actor
from yuinowa.directory import queries
from yuinowa.directory.domain.institutions import Certainty
from yuinowa.directory.domain.matching import fingerprint_of, pair
from yuinowa.directory.domain.records import SourceRecord
from yuinowa.directory.domain.sources import SOURCES, SourceCode
from yuinowa.directory.exchange.readers import open_file
from yuinowa.directory.models import Institution, InstitutionIdentifier, InstitutionSource
from yuinowa.directory.services import import_shipped_sources
from yuinowa.search import index

VISITOR = Actor.nobody()


def shipped(source: SourceCode) -> list[SourceRecord]:
    with as_file(files("yuinowa.directory") / "data" / SOURCES[source].file) as path:
        outcomes = list(open_file(path, source).rows())
    assert all(isinstance(outcome, SourceRecord) for outcome in outcomes)
    return cast("list[SourceRecord]", outcomes)


def test_every_shipped_record_is_understood() -> None:
    crd, nacsis = shipped(SourceCode.CRD), shipped(SourceCode.NACSIS)

    assert (len(crd), len(nacsis)) == (818, 1782)
    assert Counter(w.code for record in crd for w in record.warnings) == {
        "unknown-municipality": 1,
        "bad-identifier": 1,
    }
    assert sum(bool(record.warnings) for record in nacsis) == 12
    assert all(record.kinds for record in crd)


def test_the_same_pairs_are_found_from_either_side() -> None:
    crd = [(record.key, fingerprint_of(record)) for record in shipped(SourceCode.CRD)]
    nacsis = [(record.key, fingerprint_of(record)) for record in shipped(SourceCode.NACSIS)]

    there = {(key, found) for key, (found, _v) in pair(nacsis, crd).joined.items()}
    back = {(found, key) for key, (found, _v) in pair(crd, nacsis).joined.items()}

    assert there == back


@pytest.fixture
def _directory(db: None) -> None:
    import_shipped_sources(actor=Actor.system())
    index.reindex(queries.INSTITUTIONS)


@pytest.mark.usefixtures("_directory")
def test_real_libraries_are_found_in_the_directory_made_of_both_lists() -> None:
    certainties = Counter(
        InstitutionSource.objects.filter(source=SourceCode.NACSIS).values_list(
            "certainty", flat=True
        )
    )
    assert Institution.objects.count() == 2375
    assert certainties == {Certainty.SOLE: 1557, Certainty.SURE: 200, Certainty.PROBABLE: 25}
    isils = InstitutionIdentifier.objects.filter(scheme="isil")
    assert isils.values("value").distinct().count() == 933
    assert isils.filter(valid=True).count() == 932

    for text in (
        "三康図書館", "三康圖書館", "三康", "サンコウ", "さんこう", "ｻﾝｺｳ", "sanko toshokan", "sankou", "Sankō",
    ):  # fmt: skip
        assert "三康図書館" in _first(text), text
    for text in ("JP-1000031", "jp-1000031", "jp1000031", "ＪＰ－１００００３１"):
        assert _first(text) == "北海道立図書館", text
    assert _first("帯広畜産大学") == "帯広畜産大学附属図書館"
    assert _first("FA00014X") == "大阪市立大学 都市研究プラザ"


def _first(text: str) -> str:
    found = queries.find_institutions(text, VISITOR, most=1)
    return found[0].name if found else ""
