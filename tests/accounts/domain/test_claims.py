from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.accounts.domain.claims import (
    ALPHABET,
    CLAIM_WORKFLOW,
    ClaimAction,
    ClaimSide,
    ClaimState,
    code_from,
    folded_code,
    same_code,
)


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_eight_characters_that_nobody_takes_for_another(digest: bytes) -> None:
    code = code_from(digest)

    assert len(folded_code(code)) == 8
    assert set(code) <= {*ALPHABET, "-"}
    assert set("01OIL").isdisjoint(code)


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_read_as_people_type_it(digest: bytes) -> None:
    code = code_from(digest)
    wide = code.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})

    for typed in (code.lower(), code.replace("-", ""), f" {code} ", code.replace("-", "ー"), wide):
        assert same_code(typed, code)


@given(st.text(), st.binary(min_size=32, max_size=32))
def test_nothing_else_is_taken_for_the_code(typed: str, digest: bytes) -> None:
    code = code_from(digest)

    assert same_code(typed, code) == (folded_code(typed) == folded_code(code))


def test_no_way_leads_to_approval_but_through_a_check() -> None:
    into = {t.state for t in CLAIM_WORKFLOW.transitions if t.target is ClaimState.APPROVED}
    proven_by = {t.action for t in CLAIM_WORKFLOW.transitions if t.target is ClaimState.PROVEN}

    assert into == {ClaimState.PROVEN}
    assert proven_by == {ClaimAction.RECORD_CHECK, ClaimAction.TYPE_CODE}


def test_the_claimant_decides_nothing() -> None:
    own = {t.action for t in CLAIM_WORKFLOW.transitions if ClaimSide.CLAIMANT in t.roles}

    assert own == {ClaimAction.CONFIRM, ClaimAction.TYPE_CODE, ClaimAction.ANSWER}
