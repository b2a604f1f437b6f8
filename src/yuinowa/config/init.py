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
from yuinowa.config import env

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


QUESTIONS = (
    Question("region", "地域の名 / name of the region", _text),
    Question("region_en", "その英語の名 / its English name", _text),
    Question("office", "地域事務局の名 / name of the region office", _text),
    Question("office_kana", "その読み（カタカナ）/ its reading, may be empty", _or_empty, ""),
    Question("name", "最初の運用者の名前 / name of the first operator", _text),
    Question("login", "サインインの名前（英字と数字）/ sign-in name, letters and digits", login_of),
    Question("email", "メール / mail address", email_of),
    Question("base_url", "人が見るアドレス / address people use, https://…", _base),
    Question(
        "mail_url",
        "メールの出し方 / mail: folder, or smtp://user:password@host:587",
        _mail,
        "folder",
    ),
    Question("mail_from", "メールの差出人 / sender of mails", email_of),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Every question as an option, and how the password comes."""
    for question in QUESTIONS:
        parser.add_argument(f"--{question.option.replace('_', '-')}", help=question.words)
    parser.add_argument("--database-url", help="kept as YUINOWA_DATABASE_URL, if it is given")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--password-file", type=Path, help="file with the first operator's password")
    way.add_argument(
        "--link", action="store_true", help="no password: print a link that works once"
    )


def run(options: argparse.Namespace) -> int:
    """Ask what the options leave open, make the region office, keep the settings, say what comes next."""
    kept = env.kept_file()
    if kept.exists():
        return _fault(f"{kept} is there: this installation was set up before. Nothing was changed.")
    try:
        password = _password(options)
        # Whoever takes up a link chooses the sign-in name there.
        asked = [q for q in QUESTIONS if q.option != "login" or password is not None]
        answers = _answers(asked, options)
    except ValueError as error:
        return _fault(str(error))
    settings = _settings(answers, options.database_url)
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    return _set_up(answers, password, settings, kept)


def _fault(words: str) -> int:
    print(f"yuinowa init: {words}", file=sys.stderr)
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
                is_missing = "is missing" if written is None else f"{written!r} cannot be used"
                faults.append(f"  {flag} {is_missing}: {question.words}")
        answers[question.option] = answer or ""
        call.append(f"{flag} {'…' if answer is None else shlex.quote(answer)}")
    if faults:
        call += _way_in(options)
        raise ValueError("\n".join(["nothing was changed.", *faults, *_whole(call)]))
    return answers


def _whole(call: list[str]) -> list[str]:
    """The command to type, one option a line; what stands as … is to be filled in."""
    return [
        "",
        "  これを埋めて打ってください / fill in the … and type:",
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
        print("  もう一度書いてください / this cannot be used, please write it again")


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
    typed = getpass("合言葉（空なら一度だけのリンクを出します）/ password, or empty for a link: ")
    if not typed:
        return None
    if getpass("もう一度 / once more: ") != typed:
        raise ValueError("the two passwords differ. Nothing was changed.")
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
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from yuinowa.config.database import bring_up_to_date
    from yuinowa.config.region_office import is_set_up, make

    bring_up_to_date()
    if is_set_up():
        return _fault("the database has a region office already. Nothing was changed.")
    try:
        with transaction.atomic(durable=True):
            path = make(answers, password)
            _keep(kept, settings)
    except ValidationError as error:
        kept.unlink(missing_ok=True)
        return _fault(f"{' '.join(error.messages)} Nothing was changed.")
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    _tell(answers, path, kept)
    return 0


def _keep(path: Path, settings: dict[str, str]) -> None:
    """Write the settings for their owner alone; a file that is there already is somebody else's start."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# yuinowa init. A variable of the environment wins over a line here.\n")
        file.writelines(f"{name}={value}\n" for name, value in settings.items())
        file.flush()
        os.fsync(file.fileno())


def _tell(answers: dict[str, str], path: str, kept: Path) -> None:
    data = kept.parent.resolve()
    print(f"\n  {answers['region']}：{answers['office']} を用意しました。")
    print(f"  設定 / settings: {kept.resolve()} (0600)")
    print(f"  {answers['name']}: {answers['base_url']}{path}")
    if path.startswith("/accounts/invitation/"):
        print("  このリンクは一度だけ、14日間使えます / the link works once, within 14 days")
    print("\n  次に / next:")
    if answers["base_url"].startswith("https://"):
        print("    https の代理を前に置き YUINOWA_BEHIND_PROXY=1 / put an https proxy before it")
    print(f"    YUINOWA_DATA_DIR={data} yuinowa import directory   # 名簿 / the shipped directory")
    print(f"    YUINOWA_DATA_DIR={data} yuinowa serve")
