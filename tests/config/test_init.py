"""``yuinowa init`` as a process, on an empty installation of either database, up to the first page."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.config.begun import begun
from tests.config.installation import Installation

PASSWORD = "kawa-no-nagare-no-oto"
GIVEN = {
    "--region": "試験県",
    "--region-en": "Shiken Prefecture",
    "--office": "試験県図書館協力室",
    "--office-kana": "シケンケントショカンキョウリョクシツ",
    "--name": "運用 はじめ",
    "--login": "hajime",
    "--email": "hajime@example.org",
    "--base-url": "https://yuinowa.example.org",
    "--mail-url": "folder",
    "--mail-from": "yuinowa@example.org",
}


@pytest.fixture
def installation(empty: Installation) -> dict[str, str]:
    """The environment of an installation that has nothing yet: a data folder, perhaps an empty database."""
    return undecided(empty)


@pytest.fixture
def with_tables(migrated: Installation) -> dict[str, str]:
    """The environment of one that has its tables, and nobody in them."""
    return undecided(migrated)


def undecided(place: Installation) -> dict[str, str]:
    """``init`` decides in which mode it is."""
    return {name: value for name, value in place.env.items() if name != "YUINOWA_MODE"}


def yuinowa(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return begun().run(environment, *arguments)


def init(environment: dict[str, str], *more: str, **other: str) -> subprocess.CompletedProcess[str]:
    given = GIVEN | {f"--{name.replace('_', '-')}": value for name, value in other.items()}
    return yuinowa(environment, "init", *(word for pair in given.items() for word in pair), *more)


ASK = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from yuinowa.config import production
from yuinowa.accounts.models import AffiliationRole
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "yuinowa.example.org"})
def post(path, data):
    return client.post(path, data, secure=True).status_code
# Whether a proxy stands before it is the operator's to say once it does.
print(settings.MODE, settings.REGION_NAME, [f for f in production.faults() if "PROXY" not in f])
"""


def ask(environment: dict[str, str], code: str) -> str:
    """What the installation says of itself in a process of its own."""
    settled = environment | {"DJANGO_SETTINGS_MODULE": "yuinowa.config.settings"}
    asked = Path(environment["YUINOWA_DATA_DIR"]).with_name("ask.py")
    asked.write_text(ASK + code, encoding="utf-8")
    done = begun().run(settled, module=str(asked))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_empty_installation_gets_a_region_office_and_a_first_person_who_signs_in(
    installation: dict[str, str], tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")

    done = init(installation, "--password-file", str(secret))
    kept = Path(installation["YUINOWA_DATA_DIR"]) / "settings.env"
    told = ask(
        installation,
        f"print(post('/accounts/sign-in/', {{'login': 'hajime', 'password': '{PASSWORD}'}}))\n"
        "print(client.get('/', secure=True).status_code)\n"
        "print(sorted(AffiliationRole.objects.values_list('role', flat=True)))",
    )
    again = init(installation, "--password-file", str(secret))

    assert (done.returncode, done.stderr) == (0, "")
    assert "yuinowa serve" in done.stdout
    assert PASSWORD not in done.stdout + kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert told.splitlines() == [
        "production 試験県 []",
        "302",
        "302",  # her roles ask for a second factor first (R26)
        "['admin', 'editor', 'operator', 'region_admin']",
    ]
    assert again.returncode == 1
    assert "set up before" in again.stderr


def test_without_a_password_a_link_is_printed_that_works_once(
    with_tables: dict[str, str],
) -> None:
    done = init(with_tables, "--link")
    found = re.search(r"https://yuinowa\.example\.org(/accounts/invitation/[\w-]+/)", done.stdout)
    assert found is not None, done.stdout + done.stderr
    name = {
        "login": "hajime",
        "display_name": "運用 はじめ",
        "password": PASSWORD,
        "again": PASSWORD,
    }

    told = ask(
        with_tables,
        f"print(post('{found[1]}', {name}), post('{found[1]}', {name}))\n"
        f"print(post('/accounts/sign-in/', {{'login': 'hajime', 'password': '{PASSWORD}'}}))",
    )

    assert told.splitlines()[1:] == ["302 404", "302"]


def test_a_database_that_has_a_region_office_is_left_as_it_is(
    with_tables: dict[str, str], tmp_path: Path
) -> None:
    init(with_tables, "--link")
    kept = Path(with_tables["YUINOWA_DATA_DIR"]) / "settings.env"
    kept.unlink()

    again = init(with_tables, "--link")

    assert again.returncode == 1
    assert "has a region office already" in again.stderr
    assert not kept.exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--region", ""),
        ("--region", "　"),
        ("--region", "県\nYUINOWA_MODE=demo"),
        ("--region", "県" * 101),
        ("--base-url", "yuinowa.example.org"),
        ("--base-url", "ftp://yuinowa.example.org"),
        ("--base-url", "https://yuinowa.example.org/path"),
        ("--base-url", "https://a@b.example.org"),
        ("--email", "nowhere"),
        ("--mail-url", "http://mail.example.org"),
        ("--mail-from", "結の輪"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_made(
    tmp_path: Path, option: str, value: str
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YUINOWA_")}
    environment |= {"YUINOWA_DATA_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}

    done = init(environment, "--link", **{option.removeprefix("--").replace("-", "_"): value})

    assert done.returncode == 1
    assert option in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_that_is_missing_or_wrong_is_named_at_once_with_the_command_to_type(
    tmp_path: Path,
) -> None:
    environment = os.environ | {"YUINOWA_DATA_DIR": str(tmp_path)}
    given = ("--region", "試験県", "--email", "nowhere", "--office", "協力室 本館")

    done = yuinowa(dict(environment), "init", "--link", *given)
    told = done.stderr.splitlines()
    command = [
        line.strip().removesuffix(" \\") for line in told[told.index("    yuinowa init \\") :]
    ]

    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert [line.split()[0] for line in told if line.startswith("  --")] == [
        "--region-en",
        "--name",
        "--email",
        "--base-url",
        "--mail-from",
    ]
    assert command == [
        "yuinowa init",
        "--region '試験県'",
        "--region-en …",
        "--office '協力室 本館'",
        "--office-kana ''",
        "--name …",
        "--email …",
        "--base-url …",
        "--mail-url folder",
        "--mail-from …",
        "--link",
    ]


def test_a_password_that_cannot_be_used_leaves_nothing_behind(
    with_tables: dict[str, str], tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text("short", encoding="utf-8")

    done = init(with_tables, "--password-file", str(secret))
    secret.write_text(PASSWORD, encoding="utf-8")
    then = init(with_tables, "--password-file", str(secret))

    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert then.returncode == 0, then.stderr


def test_the_installation_serves_in_production_mode(
    with_tables: dict[str, str], unused_tcp_port: int
) -> None:
    assert init(with_tables, "--link").returncode == 0
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "yuinowa.config.cli", "serve", "--workers", "1"),
            *("--port", str(unused_tcp_port)),
        ],
        env=with_tables | {"YUINOWA_BEHIND_PROXY": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    request = urllib.request.Request(
        f"http://127.0.0.1:{unused_tcp_port}/",
        headers={"Host": "yuinowa.example.org", "X-Forwarded-Proto": "https"},
    )
    try:
        page = _answered(request, server)
    finally:
        server.terminate()
        server.wait(timeout=30)

    assert "試験県" in page


@pytest.fixture
def unused_tcp_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _answered(request: urllib.request.Request, server: subprocess.Popen[bytes]) -> str:
    for _ in range(240):
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                body: bytes = answer.read()
                return body.decode()
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, "it did not start"
            time.sleep(0.25)
    raise AssertionError("it does not answer")
