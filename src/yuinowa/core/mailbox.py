"""The folder in which mails land until a mail server is named: what it holds, to be read on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

from yuinowa.core import clock
from yuinowa.kernel.errors import NotFound

#: What Django's backend names its files: day, time, and a number of its own.
_NAME = re.compile(r"\d{8}-\d{6}-\d{1,20}\.log")
_BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of the folder."""

    name: str
    at: datetime
    to: str
    subject: str
    body: str


def letters(*, most: int = 200) -> list[Letter]:
    """The newest mails of the folder, the newest first."""
    folder = Path(settings.MAIL_DIR)
    if not folder.is_dir():
        return []
    files = sorted((f for f in folder.iterdir() if _NAME.fullmatch(f.name)), reverse=True)[:most]
    return [letter for file in files for letter in reversed(_letters_of(file))][:most]


def letter(name: str) -> Letter:
    """The mail called ``name``.

    Raises:
        NotFound: there is none.
    """
    file, _, number = name.rpartition("-")
    path = Path(settings.MAIL_DIR) / f"{file}.log"
    if not _NAME.fullmatch(path.name) or not path.is_file() or not number.isascii():
        raise NotFound("there is no such mail")
    found = {letter.name: letter for letter in _letters_of(path)}
    if name not in found:
        raise NotFound("there is no such mail")
    return found[name]


def _letters_of(path: Path) -> list[Letter]:
    """A file holds what one connection sent: most often one mail."""
    at = datetime.strptime(path.name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=clock.TOKYO)
    found = []
    for number, raw in enumerate(filter(bytes.strip, path.read_bytes().split(_BETWEEN)), start=1):
        message = message_from_bytes(raw, policy=policy.default)
        part = message.get_body(("plain",))
        found.append(
            Letter(
                name=f"{path.stem}-{number}",
                at=at,
                to=str(message["To"] or ""),
                subject=str(message["Subject"] or ""),
                body=part.get_content() if part is not None else "",
            )
        )
    return found
