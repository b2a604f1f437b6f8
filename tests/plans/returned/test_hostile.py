"""Workbooks that mean harm, and those that lean on others, are refused before a cell is looked at (R10, R12)."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.plans.returned.books import an_open_plan, form_of, saved, send
from yuinowa.kernel.errors import Unreadable
from yuinowa.plans.models import FilledForm

pytestmark = pytest.mark.django_db


def _with(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one more part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/media/bomb.bin", b"\0" * (65 << 20)),
        ("../outside.xml", b"<a/>"),
        ("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    ],
)
def test_a_hostile_workbook_is_refused_and_leaves_nothing(name: str, content: bytes) -> None:
    plan, who = an_open_plan()
    data = _with(saved(form_of(plan)), name, content)

    with pytest.raises(Unreadable) as refused:
        send(plan, who, data)

    assert refused.value.next_step
    assert not FilledForm.objects.exists()
