"""Logs, jobs and the audit trail know nobody's name, address, password, code or key (R46)."""

from __future__ import annotations

import logging

import pytest
from django.core import mail as outbox
from django.test import Client

from tests.accounts.device import Device
from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_code_app,
    a_person,
    an_affiliation,
    an_institution,
    code_of,
    just_signed_in,
)
from yuinowa.accounts import services
from yuinowa.accounts.domain.factors import IdentityCheck
from yuinowa.accounts.models import Person
from yuinowa.core import jobs
from yuinowa.core.logs import JsonLine
from yuinowa.core.models import AuditRow, Job, Mail
from yuinowa.core.rights import Actor, Role

CANARY = "kanaria"
NAME = "カナリア花子"


def _do_everything() -> list[str]:
    """A day of somebody whose every word is a canary; the secrets that came up."""
    person = a_person(CANARY)
    Person.objects.filter(pk=person.pk).update(display_name=NAME)
    post = an_affiliation(person, an_institution(), Role.ADMIN)
    client = a_client(person)
    device = Device()
    options = client.post("/accounts/me/security/passkeys/options/").json()
    client.post(
        "/accounts/me/security/passkeys/add/", {"name": NAME, "answer": device.create(options)}
    )
    _app, secret = a_code_app(person)
    recovery = services.new_recovery_codes(actor=just_signed_in(post))
    account = services.make_service_account(
        post.institution_id, "館のページ", ["plans:read"], actor=just_signed_in(post)
    )
    _token, key = services.make_token(account.pk, 90, actor=just_signed_in(post))
    visitor = Client()
    for typed in (PASSWORD, "kanaria-wrong-password"):
        visitor.post("/accounts/sign-in/", {"login": CANARY, "password": typed})
        visitor.post("/accounts/second/", {"code": "kanaria-code"})
    visitor.post("/accounts/second/", {"code": recovery[0]})
    for _ in range(12):
        Client().post("/accounts/sign-in/", {"login": "kanaria2", "password": "kanaria-guess"})
    Client().post("/accounts/password/", {"email": f"{CANARY}@example.org"})
    Client().get("/accounts/password/new/kanaria-token/")
    client.post("/accounts/me/email/", {"email": "kanaria-neu@example.org"})
    for used in (key, "yuinowa_kanaria-key"):
        Client().get("/api/v1/plans?q=kanaria", headers={"Authorization": f"Bearer {used}"})
    Client().get("/institutions/?q=kanaria&page=x")
    Client().get("/no/such/kanaria/")
    jobs.run_due()
    services.clear_second_factors(CANARY, IdentityCheck.IN_PERSON, actor=Actor.system())
    jobs.run_due()
    return [CANARY, NAME, PASSWORD, secret, code_of(secret), key, *recovery]


@pytest.mark.django_db(transaction=True)
def test_nothing_that_names_a_person_or_opens_a_door_is_in_log_job_or_audit(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)

    secrets = _do_everything()

    written = {
        "log": "\n".join(JsonLine().format(record) for record in caplog.records),
        "jobs": str(list(Job.objects.values_list("handler", "key", "payload", "error", "serial"))),
        "audit": str(list(AuditRow.objects.values_list("before", "after", "object_id"))),
        "mail rows": str(list(Mail.objects.values_list("to", "subject", "body"))),
    }
    assert caplog.records, "the test would hold with logging off, too"
    assert [
        (where, secret) for where, text in written.items() for secret in secrets if secret in text
    ] == []
    # Mails name no code and no password either; the one thing that opens a door is the link.
    bodies = "".join(f"{message.subject}{message.body}" for message in outbox.outbox)
    assert [secret for secret in secrets[2:] if secret in bodies] == []
