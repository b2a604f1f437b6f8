from __future__ import annotations

from django.utils.translation import override
from hypothesis import given, reject
from hypothesis import strategies as st

from tests.ledger.domain.definitions import WORDS, definitions, metric
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.ledger import labels
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.definitions import parse
from yuinowa.ledger.domain.explain import Message, Names, explain
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault, Finding
from yuinowa.ledger.domain.metrics import UNIT_OF_COUNT, UNIT_OF_RATIO, Subject, Vocabulary
from yuinowa.ledger.domain.planner import Misfit, plan
from yuinowa.ledger.labels import metrics as metric_labels
from yuinowa.ledger.labels import refusals, sentences


def test_every_word_of_the_ledger_has_a_label() -> None:
    assert {kind.code for kind in kinds.every_kind()} <= set(labels.KINDS)
    assert set(kinds.Unit) <= set(labels.UNITS)
    assert {*UNIT_OF_COUNT.values(), *UNIT_OF_RATIO.values()} == set(metric_labels.RESULT_UNITS)
    assert set(sentences.SENTENCES) == set(Message)
    assert set(refusals.FAULTS) == set(Fault)
    assert set(refusals.MISFITS) == set(Misfit)
    assert set(Voice) == set(labels.VOICES)


def test_rule_10_the_sentence_beside_the_figure_is_that_of_the_design() -> None:
    lent = metric(code="ill_lent", version=2)
    explained = explain(lent, Subject.of(1), [2025], Names("試験市立図書館"))

    with override("ja"):
        said = sentences.say(explained)

    assert said == (
        "試験市立図書館が令和7年度に他の機関へ貸し出した資料の点数（相互貸借）。"
        "この仕組みの記録による。定義 ill_lent 第2版"
    )


def test_rule_9_kinds_and_areas_of_partners_are_said_to_be_those_of_today() -> None:
    words = Vocabulary(WORDS.kinds, frozenset(kind.value for kind in InstitutionKind))
    asked = metric().as_json() | {"partner": {"kind": ["school"]}}
    explained = explain(parse(asked, words), Subject.of(1), [2025], Names("A"))

    assert Message.AS_OF_TODAY in [sentence.message for sentence in explained]


@given(
    definitions(),
    st.sampled_from([Subject.of(1), Subject.of(1, 2), Subject.region(), Subject.of_context(3)]),
    st.sampled_from([[2025], [2023, 2024, 2025], [2023, 2025]]),
    st.sampled_from(["ja", "en"]),
    st.sets(st.sampled_from(Voice)),
)
def test_every_metric_can_be_explained_in_both_languages(
    data: dict[str, object], subject: Subject, years: list[int], language: str, voices: set[Voice]
) -> None:
    asked = parse(data, WORDS)
    try:
        plan(asked)
    except DefinitionRefused:
        reject()
    explained = explain(asked, subject, years, Names("試験市立図書館", "絵本の会"), voices=voices)

    with override(language):
        said = sentences.say(explained)

    assert "%(" not in said
    assert "ill_lent" in said


@given(st.sampled_from(Fault))
def test_every_refusal_names_place_fault_and_next_step(fault: Fault) -> None:
    with override("en"):
        said = refusals.sentence(Finding(fault, "kinds[0]", "dance", ("ill.loan",)))

    assert said.startswith("kinds[0]: ")
    assert said.count(".") >= 2
