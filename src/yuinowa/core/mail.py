"""Mail: a row written in the transaction of the deed, sent by a job (R32); nothing of it stays once it is sent.

A wing's mail is a text template ``<wing>/mail/<name>.txt``: the first line is the subject, the rest the body.
Links are built from the base address of the settings, never from the request (R24).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from yuinowa.core import clock, outbox
from yuinowa.core.handlers import Payload
from yuinowa.core.languages import in_full
from yuinowa.core.models import Mail

HANDLER = "core.mail"
LONGEST_SUBJECT = 150
#: What could not be sent is given up, and its words are erased, after this long.
KEEP_UNSENT = timedelta(days=14)
KEEP_SENT = timedelta(days=30)


def absolute(path: str) -> str:
    """``path`` of this site as a link that works from a mail."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def send(
    to: str, template: str, context: dict[str, Any], *, key: str, language: str = "ja"
) -> None:
    """Send ``template`` to one address, once for each ``key``; inside the transaction of the deed.

    ``to`` must have gone through the wing's own check of addresses: an address with a line break in it
    would become a header.

    Raises:
        ValueError: ``to`` is no single address.
    """
    if not to.isascii() or any(c in to for c in "\r\n,; ") or to.count("@") != 1:
        raise ValueError("a mail goes to one address")
    with translation.override(in_full(language)):
        text = render_to_string(template, {**context, "region": region_name(language)})
    subject, _, body = text.strip().partition("\n")
    row = Mail.objects.create(
        template=template,
        to=to,
        subject=subject.strip()[:LONGEST_SUBJECT],
        body=body.strip() + "\n",
        created_at=clock.now(),
    )
    outbox.enqueue(HANDLER, key=key, payload={"mail": row.pk})


def region_name(language: str) -> str:
    """The region as ``language`` calls it."""
    return str(settings.REGION_NAME_EN if language == "en" else settings.REGION_NAME)


def deliver(payload: Payload) -> None:
    """Hand one mail to the server. A second call does nothing; a refusal is tried again by the job."""
    row = Mail.objects.filter(pk=payload["mail"], sent_at=None).exclude(to="").first()
    if row is None:
        return
    message = EmailMessage(row.subject, row.body, to=[row.to])
    message.extra_headers["Message-ID"] = f"<{row.pk}.mail@{_domain()}>"
    message.send()
    # Neither the address nor the link in the text is needed any more.
    Mail.objects.filter(pk=row.pk).update(sent_at=clock.now(), to="", subject="", body="")


def _domain() -> str:
    return settings.BASE_URL.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"


@transaction.atomic
def sweep() -> int:
    """Erase rows of sent mails after ``KEEP_SENT`` and unsent ones after ``KEEP_UNSENT``; how many."""
    now = clock.now()
    sent, _ = Mail.objects.filter(sent_at__lt=now - KEEP_SENT).delete()
    unsent, _ = Mail.objects.filter(sent_at=None, created_at__lt=now - KEEP_UNSENT).delete()
    return sent + unsent
