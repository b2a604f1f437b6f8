"""``yuinowa init``: from an empty installation to a region office with somebody who may act there.

What was decided is kept in ``DATA_DIR/settings.env``, beneath the environment. A second call is refused.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from urllib.parse import urlsplit

from yuinowa.accounts.domain.names import email_of, login_of
from yuinowa.config import env, words
from yuinowa.config.words import _

LONGEST = 100
_NEAR = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by which option it can be given, what is taken where nothing is said, what fits."""

    option: str
    words: str
    check: Callable[[str], str | None]
    default: str | None = None


def _text(text: str) -> str | None:
    return text.strip() if text.isprintable() and 0 < len(text.strip()) <= LONGEST else None


def _or_empty(text: str) -> str | None:
    return "" if not text.strip() else _text(text)


def _base(text: str) -> str | None:
    """``https://host`` or ``http://host:port``, without a path."""
    parts = urlsplit(text.strip().rstrip("/"))
    fits = parts.scheme in {"http", "https"} and parts.hostname and not (parts.path or parts.query)
    return f"{parts.scheme}://{parts.netloc.lower()}" if fits and "@" not in parts.netloc else None


def _mail(text: str) -> str | None:
    try:
        env.mail(text.strip(), Path("mail"))
    except (env.SettingsError, ValueError):
        return None
    return text.strip()


def questions() -> list[Question]:
    """What has to be known, in the language spoken."""
    return [
        Question("region", _("Name of the region"), _text),
        Question("region_en", _("Its English name"), _text),
        Question("office", _("Name of the region office"), _text),
        Question("office_kana", _("Its reading in katakana, may be empty"), _or_empty, ""),
        Question("name", _("Name of the first operator"), _text),
        Question("login", _("Sign-in name, letters and digits"), login_of),
        Question("email", _("Mail address"), email_of),
        Question("base_url", _("Address people use, https://…"), _base),
        Question(
            "mail_url",
            _("Mail: folder, or smtp://user:password@host:587"),
            _mail,
            "folder",
        ),
        Question("mail_from", _("Sender of mails"), email_of),
    ]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Every question as an option, and how the password comes."""
    for question in questions():
        parser.add_argument(f"--{question.option.replace('_', '-')}", help=question.words)
    parser.add_argument("--database-url", help=_("kept as YUINOWA_DATABASE_URL, if it is given"))
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--password-file", type=Path, help=_("file with the first operator's password")
    )
    way.add_argument(
        "--link", action="store_true", help=_("no password: print a link that works once")
    )


def run(options: argparse.Namespace) -> int:
    """Ask what the options leave open, make the region office, keep the settings, say what comes next."""
    kept = env.kept_file()
    if kept.exists():
        return _fault(_("%(file)s is there: this installation was set up before.") % {"file": kept})
    try:
        password = _password(options)
        # Whoever takes up a link chooses the sign-in name there.
        asked = [q for q in questions() if q.option != "login" or password is not None]
        answers = _answers(asked, options)
    except ValueError as error:
        return _fault(str(error))
    settings = _settings(answers, options.database_url)
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    return _set_up(answers, password, settings, kept)


def _fault(why: str) -> int:
    """Say that nothing was changed, and why."""
    said = _("Nothing was changed. %(why)s") % {"why": why}
    print(f"yuinowa init: {said}", file=sys.stderr)
    return 1


def _answers(asked: list[Question], options: argparse.Namespace) -> dict[str, str]:
    """What was given or typed, by option, in the form in which it is kept.

    Raises:
        ValueError: something is missing or cannot be used; all of it is named at once, with the whole command.
    """
    answers, faults, call = {}, [], ["yuinowa init"]
    for question in asked:
        flag = f"--{question.option.replace('_', '-')}"
        given = getattr(options, question.option)
        answer = _asked(question) if given is None and sys.stdin.isatty() else None
        if answer is None:
            written = question.default if given is None else given
            answer = None if written is None else question.check(written)
            if answer is None:
                fault = (
                    _("%(option)s is missing: %(what)s")
                    if written is None
                    else _("%(option)s %(value)s cannot be used: %(what)s")
                )
                faults.append(
                    "  " + fault % {"option": flag, "value": repr(written), "what": question.words}
                )
        answers[question.option] = answer or ""
        call.append(f"{flag} {'…' if answer is None else shlex.quote(answer)}")
    if faults:
        call += _way_in(options)
        raise ValueError(
            "\n".join([_("This is missing or cannot be used:"), *faults, *_whole(call)])
        )
    return answers


def _whole(call: list[str]) -> list[str]:
    """The command to type, one option a line; what stands as … is to be filled in."""
    return [
        "",
        "  " + _("Fill in the … and type:"),
        "",
        " \\\n      ".join([f"    {call[0]}", *call[1:]]),
    ]


def _way_in(options: argparse.Namespace) -> list[str]:
    """How the first operator gets in, as it was said, and the database."""
    database = f"--database-url {shlex.quote(options.database_url)}"
    way = f"--password-file {shlex.quote(str(options.password_file))}"
    return [
        *([database] if options.database_url else []),
        way if options.password_file else "--link",
    ]


def _asked(question: Question) -> str:
    """What is typed at the terminal; asked until it fits."""
    while True:
        typed = input(f"{question.words}{f' [{question.default}]' if question.default else ''}: ")
        answer = question.check(typed or question.default or "")
        if answer is not None:
            return answer
        print("  " + _("This cannot be used. Please write it again."))


def _password(options: argparse.Namespace) -> str | None:
    """The password, typed or from the file; None, if a link is wanted instead."""
    if options.password_file is not None:
        try:
            text: str = options.password_file.read_text(encoding="utf-8")
        except OSError as error:
            raise ValueError(f"--password-file: {error.strerror}") from error
        return text.rstrip("\r\n")
    if options.link or not sys.stdin.isatty():
        return None
    typed = getpass(_("Password, or empty for a link that works once: "))
    if not typed:
        return None
    if getpass(_("Once more: ")) != typed:
        raise ValueError(_("The two passwords differ."))
    return typed


def _settings(answers: dict[str, str], database_url: str | None) -> dict[str, str]:
    """The variables to keep. An https address is a real service, any other one is for trying out."""
    base = urlsplit(answers["base_url"])
    found = {
        "MODE": "production" if base.scheme == "https" else "demo",
        "REGION_NAME": answers["region"],
        "REGION_NAME_EN": answers["region_en"],
        "BASE_URL": answers["base_url"],
        "ALLOWED_HOSTS": base.hostname or "",
        "MAIL_URL": answers["mail_url"],
        "MAIL_FROM": answers["mail_from"],
    }
    if base.hostname in _NEAR and base.port:
        found["PORT"] = str(base.port)
    if database_url:
        found["DATABASE_URL"] = database_url
    return {env.PREFIX + name: value for name, value in found.items()}


def _set_up(
    answers: dict[str, str], password: str | None, settings: dict[str, str], kept: Path
) -> int:
    """All or nothing: the settings are written as the last thing before the database commits."""
    import django

    django.setup()
    words.speak_in_wings()
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from yuinowa.config.database import bring_up_to_date
    from yuinowa.config.region_office import is_set_up, make

    bring_up_to_date()
    if is_set_up():
        return _fault(_("The database has a region office already."))
    try:
        with transaction.atomic(durable=True):
            path = make(answers, password)
            _keep(kept, settings)
    except ValidationError as error:
        kept.unlink(missing_ok=True)
        return _fault(" ".join(error.messages))
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    _tell(answers, path, kept)
    return 0


def _keep(path: Path, settings: dict[str, str]) -> None:
    """Write the settings for their owner alone; a file that is there already is somebody else's start."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(
            "# " + _("By yuinowa init. A variable of the environment wins over a line here.") + "\n"
        )
        file.writelines(f"{name}={value}\n" for name, value in settings.items())
        file.flush()
        os.fsync(file.fileno())


def _tell(answers: dict[str, str], path: str, kept: Path) -> None:
    data = kept.parent.resolve()
    print("\n  " + _("%(region)s: %(office)s is set up.") % answers)
    print("  " + _("Settings: %(file)s (0600)") % {"file": kept.resolve()})
    print(f"  {answers['name']}: {answers['base_url']}{path}")
    if path.startswith("/accounts/invitation/"):
        print("  " + _("The link works once, within 14 days."))
    print("\n  " + _("Next:"))
    if answers["base_url"].startswith("https://"):
        print("    " + _("Put an https proxy before it and set YUINOWA_BEHIND_PROXY=1."))
    directory = _("the shipped directory")
    print(f"    YUINOWA_DATA_DIR={data} yuinowa import directory   # {directory}")
    print(f"    YUINOWA_DATA_DIR={data} yuinowa serve")
