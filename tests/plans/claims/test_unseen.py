from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans.claims.blind import FIFTH, SILENT_FIFTH
from tests.plans.claims.eighth import EIGHTH, SILENT_EIGHTH
from tests.plans.claims.eleventh import ELEVENTH
from tests.plans.claims.fifteenth import FIFTEENTH, SILENT_FIFTEENTH
from tests.plans.claims.fourteenth import FOURTEENTH, SILENT_FOURTEENTH
from tests.plans.claims.nineteenth import NINETEENTH
from tests.plans.claims.ninth import NINTH, SILENT_NINTH
from tests.plans.claims.officers import FIRST, HELD_OUT, SECOND, SILENT, THIRD, Line
from tests.plans.claims.scoring import cases, score, silent_share
from tests.plans.claims.seventeenth import SEVENTEENTH, SILENT_SEVENTEENTH
from tests.plans.claims.silent_nineteenth import SILENT_NINETEENTH
from tests.plans.claims.silent_twentieth import SILENT_TWENTIETH
from tests.plans.claims.silent_twentyfifth import SILENT_TWENTY_FIFTH
from tests.plans.claims.silent_twentyfirst import SILENT_TWENTY_FIRST
from tests.plans.claims.silent_twentyfourth import SILENT_TWENTY_FOURTH
from tests.plans.claims.silent_twentysecond import SILENT_TWENTY_SECOND
from tests.plans.claims.silent_twentythird import SILENT_TWENTY_THIRD
from tests.plans.claims.situations import make, years
from tests.plans.claims.sixteenth import SILENT_SIXTEENTH, SIXTEENTH
from tests.plans.claims.tenth import SILENT_TENTH, TENTH
from tests.plans.claims.thirteenth import SILENT_THIRTEENTH, THIRTEENTH
from tests.plans.claims.turns import SEVENTH, SILENT_SEVENTH
from tests.plans.claims.twentieth import TWENTIETH
from tests.plans.claims.twentyfifth import TWENTY_FIFTH
from tests.plans.claims.twentyfirst import TWENTY_FIRST
from tests.plans.claims.twentyfourth import TWENTY_FOURTH
from tests.plans.claims.twentysecond import TWENTY_SECOND
from tests.plans.claims.twentythird import TWENTY_THIRD
from tests.plans.claims.voices import SILENT_VOICES, VOICES
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.kinds import Verdict

SETS = {
    "first": FIRST,
    "second": SECOND,
    "third": THIRD,
    "held out": HELD_OUT,
    "fifth": FIFTH,
    "voices": VOICES,
    "seventh": SEVENTH,
    "eighth": EIGHTH,
    "ninth": NINTH,
    "tenth": TENTH,
    "thirteenth": THIRTEENTH,
    "fourteenth": FOURTEENTH,
    "fifteenth": FIFTEENTH,
    "sixteenth": SIXTEENTH,
    "seventeenth": SEVENTEENTH,
    "nineteenth": NINETEENTH,
    "twentieth": TWENTIETH,
    "twenty-first": TWENTY_FIRST,
    "twenty-second": TWENTY_SECOND,
    "twenty-third": TWENTY_THIRD,
    "twenty-fourth": TWENTY_FOURTH,
    "twenty-fifth": TWENTY_FIFTH,
}


@pytest.mark.parametrize("lines", SETS.values(), ids=SETS)
def test_made_up_claims_are_found_and_judged(lines: tuple[Line, ...]) -> None:
    result = score(cases(lines, times=4, seed=20))

    assert result.found_share >= 0.85
    assert result.right_share >= 0.95


@pytest.mark.parametrize(
    "sentences",
    [
        SILENT,
        SILENT_FIFTH,
        SILENT_VOICES,
        SILENT_SEVENTH,
        SILENT_EIGHTH,
        SILENT_NINTH,
        SILENT_TENTH,
        SILENT_THIRTEENTH,
        SILENT_FOURTEENTH,
        SILENT_FIFTEENTH,
        SILENT_SIXTEENTH,
        SILENT_SEVENTEENTH,
        SILENT_NINETEENTH,
        SILENT_TWENTIETH,
        SILENT_TWENTY_FIRST,
        SILENT_TWENTY_SECOND,
        SILENT_TWENTY_THIRD,
        SILENT_TWENTY_FOURTH,
        SILENT_TWENTY_FIFTH,
    ],
    ids=[
        "first four",
        "fifth",
        "voices",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
    ],
)
def test_sentences_without_a_claim_are_left_alone(sentences: tuple[str, ...]) -> None:
    share, wrong = silent_share(sentences)

    assert share >= 0.95, wrong


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_a_true_claim_is_never_contradicted(seed: int) -> None:
    lines = (
        *FIRST,
        *SECOND,
        *THIRD,
        *HELD_OUT,
        *FIFTH,
        *VOICES,
        *SEVENTH,
        *EIGHTH,
        *NINTH,
        *TENTH,
        *ELEVENTH,
        *THIRTEENTH,
        *FOURTEENTH,
        *FIFTEENTH,
        *SIXTEENTH,
        *SEVENTEENTH,
        *NINETEENTH,
        *TWENTIETH,
        *TWENTY_FIRST,
        *TWENTY_SECOND,
        *TWENTY_THIRD,
        *TWENTY_FOURTH,
        *TWENTY_FIFTH,
    )
    drawn = random.Random(seed).sample(lines, 4)

    assert score(cases(drawn, times=2, seed=seed)).wronged == []


WORDS = st.sampled_from(
    [
        "貸出冊数", "は", "が", "を", "前年度", "より", "から", "に比べ", "目標", "計画", "増加した", "減少した", "上回った", "達成した",
        "約", "1.5倍", "600冊", "以上", "３％", "半減", "過去最高", "3年連続", "令和５年度", "コロナ前", "横ばい", "（", "）", "、", "。",
        "\n", "・", "「", "」", "なかった", "ず", "ため", "図る", "→", "①", "㌫", "一", "十", "万", "割", "分の", "▲", "+", "\u3000", "９９",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=80), st.integers(0, 99))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str, seed: int) -> None:
    series = make(random.Random(seed)).series()

    findings = check(text, (series,), years())

    assert [f.claim.quote for f in findings] == [
        text[f.claim.start : f.claim.end] for f in findings
    ]
    assert all(0 <= f.claim.start < f.claim.end <= len(text) for f in findings)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_without_figures_nothing_is_contradicted(seed: int) -> None:
    rng = random.Random(seed)
    line = rng.choice((*FIRST, *SECOND, *THIRD, *HELD_OUT))
    situation = make(rng)
    series = situation.series(actuals={}, targets={})

    verdicts = {finding.verdict for finding in check(line.text(situation), (series,), years())}

    assert Verdict.CONTRADICTS not in verdicts


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_said_of_another_thing_is_not_held_against_the_indicator(seed: int) -> None:
    rng = random.Random(seed)
    situation = make(rng)
    word = rng.choice(
        (
            "前年度より増加した",
            "前年度より減少した",
            "目標を上回った",
            "半減した",
            "過去最高となった",
        )
    )

    findings = check(f"児童書の{situation.name}は{word}。", (situation.series(),), years())

    assert {finding.verdict for finding in findings} == {Verdict.UNCHECKABLE}
