from __future__ import annotations

import pytest

from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain import kinds, privacy
from yuinowa.ledger.domain.kinds import Kind, Unit


def test_a_family_is_named_with_a_star() -> None:
    assert [kind.code for kind in kinds.matching("ill.*")] == [
        "ill.copy",
        "ill.loan",
        "ill.request",
    ]


def test_a_pattern_that_names_nothing_gives_nothing() -> None:
    assert kinds.matching("ill") == ()
    assert kinds.matching("nothing.*") == ()
    assert [kind.code for kind in kinds.matching("contact")] == ["contact"]


def test_only_a_contact_has_no_direction() -> None:
    assert [kind.code for kind in kinds.every_kind() if not kind.directed] == ["contact"]


def test_the_same_kind_may_be_registered_again_but_not_another_of_its_name() -> None:
    kinds.register(kinds.find("eloan"))

    with pytest.raises(ValueError, match="two things"):
        kinds.register(Kind("eloan", (Unit.TITLE,)))


@pytest.mark.parametrize("code", ["", "Ill", "ill.", "ill.loan.more", "貸出", "ill-loan"])
def test_a_malformed_code_is_no_kind(code: str) -> None:
    with pytest.raises(ValueError, match="not a kind"):
        kinds.register(Kind(code, (Unit.ITEM,)))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputRefused, match="no such kind"):
        kinds.find("sock.loan")


def test_few_persons_are_hidden_from_the_public_and_never_drilled() -> None:
    shown = [n for n in range(13) if not privacy.is_suppressed(Unit.PERSON, n)]

    assert shown == [0, 10, 11, 12]
    assert not privacy.may_be_drilled(Unit.PERSON)


def test_few_things_are_no_secret() -> None:
    assert not privacy.is_suppressed(Unit.ITEM, 1)
    assert privacy.may_be_drilled(Unit.ITEM)
