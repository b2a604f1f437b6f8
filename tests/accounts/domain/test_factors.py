from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.accounts.domain.factors import (
    STEP_SECONDS,
    FactorKind,
    PasskeySite,
    can_be_removed,
    counter_goes_on,
    new_recovery_code,
    new_secret,
    passkey_site,
    recovery_code_of,
    step_of,
)
from yuinowa.accounts.domain.guessing import network_of

NOW = datetime(2026, 11, 21, 3, 0, 15, tzinfo=UTC)
#: Source: RFC 6238, appendix B (its last six digits)
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert step_of(RFC_SECRET, code, moment, after=0) == seconds // STEP_SECONDS


@given(st.integers(-5, 5), st.integers(0, 29))
def test_a_code_is_taken_one_step_before_and_after_and_no_further(off: int, second: int) -> None:
    moment = NOW + timedelta(seconds=second - 15)
    code = pyotp.TOTP(RFC_SECRET).at(moment + timedelta(seconds=off * STEP_SECONDS))

    found = step_of(RFC_SECRET, code, moment, after=0)

    assert (found is not None) is (abs(off) <= 1)


def test_a_code_is_taken_once() -> None:
    code = pyotp.TOTP(RFC_SECRET).at(NOW)

    first = step_of(RFC_SECRET, code, NOW, after=0)

    assert first is not None
    assert step_of(RFC_SECRET, code, NOW, after=first) is None


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "٠١٢٣٤٥", "²²²²²²", "1e5000", "-12345", "9" * 5000]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(RFC_SECRET, typed, NOW, after=0) is None


@pytest.mark.parametrize("write", ["{0}", " {0} ", "{0:.3} {0:.0}", "full"])
def test_a_code_is_read_however_it_is_typed(write: str) -> None:
    code = str(pyotp.TOTP(RFC_SECRET).at(NOW))
    full_width = code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    typed = {"full": full_width, "{0:.3} {0:.0}": f"{code[:3]} {code[3:]}"}.get(
        write, write.format(code)
    )

    assert step_of(RFC_SECRET, typed, NOW, after=0) is not None


def test_secrets_and_recovery_codes_are_random() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert len({new_recovery_code() for _ in range(200)}) == 200


@given(st.sampled_from(["{}", " {} ", "{}\u3000", "FULL", "UPPER", "no hyphen"]))
def test_a_recovery_code_is_read_however_it_is_typed(write: str) -> None:
    code = new_recovery_code()
    typed = {
        "FULL": "".join(chr(ord(c) + 0xFEE0) if c != "-" else "－" for c in code),
        "UPPER": code.upper().replace("0", "O").replace("1", "I"),
        "no hyphen": code.replace("-", ""),
    }.get(write, write.format(code))

    assert recovery_code_of(typed) == code.replace("-", "")


@given(st.text(max_size=60))
def test_reading_codes_never_fails(text: str) -> None:
    found = recovery_code_of(text)

    assert found is None or (len(found) == 10 and found.isascii())


@pytest.mark.parametrize(
    ("base_url", "site"),
    [
        (
            "https://yuinowa.example.org",
            PasskeySite("yuinowa.example.org", "https://yuinowa.example.org"),
        ),
        ("https://a.example.org:8443/", PasskeySite("a.example.org", "https://a.example.org:8443")),
        ("http://127.0.0.1:8000", PasskeySite("localhost", "http://localhost:8000")),
        ("http://[::1]:8000", PasskeySite("localhost", "http://localhost:8000")),
        ("http://localhost", PasskeySite("localhost", "http://localhost")),
        ("http://yuinowa.example.org", None),
        ("https://192.0.2.7", None),
        ("http://192.0.2.7:8000", None),
    ],
)
def test_where_passkeys_work(base_url: str, site: PasskeySite | None) -> None:
    assert passkey_site(base_url) == site


@pytest.mark.parametrize(
    ("before", "now", "goes_on"),
    [(0, 0, True), (0, 1, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)],
)
def test_a_count_that_stands_still_or_goes_back_is_a_copys(
    before: int,
    now: int,
    goes_on: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    assert counter_goes_on(before, now) is goes_on


@given(
    st.sampled_from(FactorKind), st.lists(st.sampled_from(FactorKind), max_size=4), st.booleans()
)
def test_where_one_is_required_something_to_sign_in_with_stays(
    kind: FactorKind,
    left: list[FactorKind],
    required: bool,  # noqa: FBT001  # drawn
) -> None:
    removable = can_be_removed(kind, left, required=required)

    if required and kind is not FactorKind.RECOVERY:
        assert removable is any(other is not FactorKind.RECOVERY for other in left)
    else:
        assert removable


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("not an address", "not an address", True),
    ],
)
def test_what_counts_as_one_address(
    one: str,
    other: str,
    same: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    assert (network_of(one) == network_of(other)) is same
