"""Mail: written with the deed, sent once, and nothing of it stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.db import transaction
from django.test import override_settings
from pytest_django.fixtures import Settings

from yuinowa.core import clock, jobs, mail
from yuinowa.core.models import Job, Mail

TEMPLATE = "mail/canary.txt"


@pytest.fixture(autouse=True)
def _template(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "canary.txt").write_text("{{ region }}より\n\n{{ word }}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def post(to: str = "a@example.org", key: str = "k1") -> None:
    with transaction.atomic():
        mail.send(to, TEMPLATE, {"word": "カナリア"}, key=key)


@pytest.mark.django_db
def test_it_goes_once_and_then_the_row_knows_neither_address_nor_words() -> None:
    post()
    row = Mail.objects.get()
    mail.deliver({"mail": row.pk})
    mail.deliver({"mail": row.pk})
    (sent,) = outbox.outbox
    assert (sent.to, sent.subject) == (["a@example.org"], "試験県より")
    assert "カナリア" in sent.body
    row.refresh_from_db()
    assert (row.to, row.subject, row.body) == ("", "", "")
    assert "example" not in str(Job.objects.values_list("payload", "key"))


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_away_costs_nothing() -> None:
    """Fault test: the mail server is down; the deed stands and the mail waits. # R32"""
    post()
    with override_settings(EMAIL_BACKEND="tests.core.test_mail.Down"):
        jobs.run_due()
    assert Mail.objects.get().to == "a@example.org"
    Job.objects.update(run_after=clock.now(), claimed_until=None)
    jobs.run_due()
    assert len(outbox.outbox) == 1


class Down:
    def __init__(self, **_options: object) -> None: ...

    def send_messages(self, _messages: object) -> int:
        raise ConnectionRefusedError


@pytest.mark.parametrize("to", ["a@b@c", "a@example.org\nBcc: x@example.org", "あ@example.org", ""])
@pytest.mark.django_db
def test_an_address_that_would_become_a_header_is_no_address(to: str) -> None:
    with pytest.raises(ValueError, match="one address"):
        post(to)


@pytest.mark.django_db
def test_old_rows_go() -> None:
    post()
    post(key="k2")
    first, second = Mail.objects.order_by("pk")
    mail.deliver({"mail": first.pk})
    Mail.objects.filter(pk=first.pk).update(sent_at=clock.now() - timedelta(days=31))
    Mail.objects.filter(pk=second.pk).update(created_at=clock.now() - timedelta(days=15))
    assert mail.sweep() == 2
