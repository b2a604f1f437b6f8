"""The own data as a file: for programs, and to be read (R43)."""

from __future__ import annotations

import io
import json
import zipfile

from django.template.loader import render_to_string

from yuinowa.accounts import queries
from yuinowa.accounts.domain.reading import Reading
from yuinowa.accounts.queries.own_data import own_data
from yuinowa.accounts.services.reading import note_reading
from yuinowa.core import clock, rights
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import NotFound


def export_own_data(*, actor: Actor) -> bytes:
    """A ZIP file with all that is kept about the person who acts: ``data.json`` and ``data.html``.

    Raises:
        NotFound: the account was closed a moment ago.
        SignInAgain: ``actor`` signed in too long ago (R27).
    """
    person = queries.person_of(actor)
    if person is None:
        raise NotFound("this account does not exist")
    rights.require_fresh(actor)
    parts = own_data(person)
    context = {"person": person, "parts": parts.items(), "at": clock.now()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(parts, default=str, ensure_ascii=False, indent=1))
        archive.writestr("data.html", render_to_string("accounts/own_data.html", context))
    note_reading(Reading.OWN_DATA, actor.institution, persons=[person.pk], actor=actor)
    return file.getvalue()
