"""Typed readers of ``YUINOWA_*``; each fails loudly, naming the variable and what it expects.

Beneath the environment lies ``DATA_DIR/settings.env``, written by ``yuinowa init``: a variable of the
environment wins over a line of the file.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from yuinowa.config.words import _

PREFIX = "YUINOWA_"
#: What was read, as the operator's page and the support bundle may show it: no secret is in it.
IN_EFFECT: dict[str, str] = {}
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):([^/@]*)@")
MASK = "••••"


class SettingsError(Exception):
    """A setting cannot be used; the message names the variable, the fault and the next step."""


def _note(name: str, value: object, *, secret: bool = False) -> None:
    shown = str(value)
    IN_EFFECT[PREFIX + name] = (
        (MASK if shown else "") if secret else _PASSWORD.sub(rf"\1:{MASK}@", shown)
    )


def kept_file() -> Path:
    """Where ``yuinowa init`` keeps what was decided; only the environment says where the data folder is."""
    return Path(os.environ.get(f"{PREFIX}DATA_DIR", "var")) / "settings.env"


@cache
def kept(path: Path) -> Mapping[str, str]:
    """The lines ``NAME=value`` of the file; nothing, where there is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(_unreadable(str(path), error)) from error
    found = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not (equals and name.startswith(PREFIX)) or name == f"{PREFIX}DATA_DIR":
            raise SettingsError(
                _(
                    "%(file)s, line %(line)s: write YUINOWA_NAME=value;"
                    " YUINOWA_DATA_DIR stands in the environment alone."
                )
                % {"file": path, "line": number}
            )
        found[name] = value.strip()
    return found


def _unreadable(path: str, error: OSError) -> str:
    return _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}


def _given(name: str) -> str | None:
    """What the environment says, else what the file keeps."""
    variable = PREFIX + name
    return os.environ.get(variable, kept(kept_file()).get(variable))


def text(name: str, default: str | None = None, *, secret: bool = False) -> str:
    """The variable, or the content of the file named by ``<name>_FILE`` (for secrets)."""
    value = _written(name)
    if value is None:
        value = default
    if value is None:
        raise SettingsError(
            _("%(name)s is not set; see docs/operate/settings.md.") % {"name": PREFIX + name}
        )
    _note(name, value, secret=secret)
    return value


def _written(name: str) -> str | None:
    """What the environment says, itself or through a file, else what is kept."""
    for source in (os.environ, kept(kept_file())):
        path = source.get(f"{PREFIX}{name}_FILE")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{PREFIX}{name}_FILE: {_unreadable(path, error)}") from error
        if PREFIX + name in source:
            return source[PREFIX + name]
    return None


def flag(name: str, *, default: bool) -> bool:
    value = _given(name)
    _note(name, int(default) if value is None else value)
    if value is None:
        return default
    if value not in {"0", "1"}:
        raise SettingsError(
            _("%(name)s must be 0 or 1, not %(value)s.")
            % {"name": PREFIX + name, "value": repr(value)}
        )
    return value == "1"


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = _given(name)
    _note(name, default if value is None else value)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise SettingsError(
            _("%(name)s must be a number from %(low)s to %(high)s, not %(value)s.")
            % {"name": PREFIX + name, "low": low, "high": high, "value": repr(value)}
        )
    return int(value)


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """One of ``choices``; the first where nothing is set."""
    given = _given(name)
    value = choices[0] if given is None else given
    _note(name, value)
    if value not in choices:
        raise SettingsError(
            _("%(name)s must be one of %(choices)s, not %(value)s.")
            % {"name": PREFIX + name, "choices": ", ".join(choices), "value": repr(value)}
        )
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    value = _given(name)
    _note(name, ",".join(default) if value is None else value)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, *, apart_from: Path) -> Path | None:
    """A folder that others write into: it is there, can be read, and ``apart_from`` (ours) does not lie in it."""
    given = text(name, "")
    if not given:
        return None
    path = Path(given)
    if not path.is_absolute() or not path.is_dir() or not os.access(path, os.R_OK | os.X_OK):
        raise SettingsError(
            _(
                "%(name)s: %(value)s must be a folder that is there and can be read, with its whole path."
            )
            % {"name": PREFIX + name, "value": repr(given)}
        )
    resolved = path.resolve()
    if apart_from.is_relative_to(resolved):
        raise SettingsError(
            _("%(name)s: the data folder lies in %(value)s; name a folder of its own.")
            % {"name": PREFIX + name, "value": repr(given)}
        )
    return resolved


def origins(name: str) -> list[str]:
    """Scheme, host and, where it is another, port of whom the installation may ask (R17)."""
    found = words(name)
    for word in found:
        if not re.fullmatch(r"https?://[^/?#@\s\\]+/?", word):
            raise SettingsError(
                _("%(name)s: %(value)s must be like https://oai.example.jp, without a path.")
                % {"name": PREFIX + name, "value": repr(word)}
            )
    return found


def networks(name: str) -> list[str]:
    """Networks that are not public and may be asked all the same, as 10.0.0.0/8."""
    found = words(name)
    for word in found:
        try:
            ipaddress.ip_network(word)
        except ValueError:
            raise SettingsError(
                _("%(name)s: %(value)s must be a network like 10.20.0.0/16.")
                % {"name": PREFIX + name, "value": repr(word)}
            ) from None
    return found


def database(url: str) -> dict[str, object]:
    """Django's settings for ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.

    SQLite runs as R29 of docs/architecture/reliability.md asks: WAL, ``IMMEDIATE``, ``synchronous=FULL``.
    PostgreSQL starts no workers for a query: ours are short, and starting costs more than they save
    (docs/architecture/measured.md).
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            # Opening costs a tenth of a page: the pragmas, and the whole schema read anew.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    " PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c max_parallel_workers_per_gather=0"},
        }
    raise SettingsError(
        _("YUINOWA_DATABASE_URL must begin with sqlite:/// or postgresql://, not %(value)s.")
        % {"value": repr(parts.scheme)}
    )


def mail(url: str, folder: Path) -> dict[str, object]:
    """Django's mail settings for ``folder`` (mails land as files) or ``smtp://user:password@host:port``.

    Port 465 (or ``smtps://``) speaks TLS from the start; every other one must offer STARTTLS, unless the
    server is on this machine.
    """
    if url == "folder":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder),
        }
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingsError(
            _("YUINOWA_MAIL_URL must be folder, smtp://… or smtps://…, not %(value)s.")
            % {"value": repr(parts.scheme)}
        )
    tls = parts.scheme == "smtps" or parts.port == 465
    near = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls,
        "EMAIL_USE_TLS": not tls and not near,
        "EMAIL_TIMEOUT": 30,
    }
