"""Writes ISO 2709 in UTF-8. ``read_one(write_record(record)) == record``."""

from __future__ import annotations

import re

from yuinowa.kernel.errors import InputRefused
from yuinowa.standards.marc.coding import spoilt
from yuinowa.standards.marc.records import LEADER_LENGTH, MarcRecord, is_control

_MOST_OF_RECORD, _MOST_OF_FIELD = 99_999, 9_999
_LEADER = re.compile("[ -~]{24}")
_TAG = re.compile("[0-9A-Za-z]{3}")
#: Two indicators, then subfields with a code of ASCII each.
_DATA = re.compile("[ -~]{2}(?:\x1f[!-~][^\x1d-\x1f]*)*")
_CONTROL = re.compile("[^\x1d-\x1f]*")


class CannotWrite(InputRefused):
    """The record does not go into this form: it is too long, or holds what MARC 21 has no place for."""

    code = "marc-cannot-write"


def checked(record: MarcRecord) -> MarcRecord:
    """The record itself, if it is one that MARC 21 can hold, in whatever container.

    Raises:
        CannotWrite: a leader, tag, indicator or subfield out of form, or text that must not be stored.
    """
    if not _LEADER.fullmatch(record.leader):
        raise CannotWrite("the leader is not of 24 characters", place="leader")
    for tag, content in zip(record.tags, record.contents, strict=True):
        form = _CONTROL if is_control(tag) else _DATA
        if not _TAG.fullmatch(tag) or not form.fullmatch(content):
            raise CannotWrite("the field is out of form", place=tag)
    if not record.tags:
        raise CannotWrite("there is no field")
    if spoilt(list(record.contents)) is not None:
        raise CannotWrite("there is a control character, or text that was spoilt before")
    return record


def write_record(record: MarcRecord) -> bytes:
    """The record with its end mark. What the leader says of lengths and coding is made anew.

    Raises:
        CannotWrite: see ``checked``; or a field is longer than 9,999 bytes, or the record than 99,999.
    """
    checked(record)
    directory, fields, start = [], [], 0
    for tag, content in zip(record.tags, record.contents, strict=True):
        data = content.encode() + b"\x1e"
        if len(data) > _MOST_OF_FIELD:
            raise CannotWrite("the field is longer than ISO 2709 allows", place=tag)
        directory.append(f"{tag}{len(data):04}{start:05}")
        fields.append(data)
        start += len(data)
    base = LEADER_LENGTH + 12 * len(fields) + 1
    length = base + start + 1
    if length > _MOST_OF_RECORD:
        raise CannotWrite("the record is longer than ISO 2709 allows")
    old = record.leader
    leader = f"{length:05}{old[5:9]}a22{base:05}{old[17:20]}4500"
    return (leader + "".join(directory)).encode() + b"\x1e" + b"".join(fields) + b"\x1d"
