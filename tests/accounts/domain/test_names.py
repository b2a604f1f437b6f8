from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.accounts.domain.browsers import browser_name
from yuinowa.accounts.domain.names import email_of, login_of


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("koho", "koho"),
        (" Koho ", "koho"),
        ("ｋｏｈｏ１", "koho1"),
        ("a.b-c_d", "a.b-c_d"),
        ("a", "a"),
        ("", None),
        (".a", None),
        ("a-", None),
        ("館長", None),
        ("a b", None),
        ("a" * 41, None),
        ("kоho", None),  # a Cyrillic о
    ],
)
def test_a_sign_in_name_has_one_form(typed: str, stored: str | None) -> None:
    assert login_of(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("A@Example.org", "a@example.org"),
        (" a@example.org ", "a@example.org"),
        ("ａ@example.org", None),  # full width: not folded into somebody else's mailbox
        ("a@exámple.org", None),
        ("a@example", None),
        ("a@@example.org", None),
        ("a@example.org\nb@example.org", None),
        ("", None),
    ],
)
def test_a_mail_address_is_ascii_in_lower_case(typed: str, stored: str | None) -> None:
    assert email_of(typed) == stored


@given(st.text(max_size=60))
def test_names_are_folded_once_and_for_all(typed: str) -> None:
    for form_of in (login_of, email_of):
        stored = form_of(typed)

        assert stored is None or (stored.isascii() and form_of(stored) == stored)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_has_a_name_of_two_words(header: str, name: str) -> None:
    assert browser_name(header) == name
