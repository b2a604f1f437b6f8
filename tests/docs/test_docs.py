"""Documentation is held to the code: settings, links, rule numbers, dependencies, the two commands."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path

import pytest

from tests.docs import tables
from yuinowa.config.cli import _parser

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yuinowa"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])

#: ``env.text("DATA_DIR", …)``: the only way settings read the environment.
READ_SETTING = re.compile(
    r"env\.(?:text|flag|number|one_of|words|folder|origins|networks)\(\s*\"([A-Z_]+)\""
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CITED_RULE = re.compile(r"\bR(\d{1,3})\b")
DEFINED_RULE = re.compile(r"^- \*\*R(\d+)\*\* ", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def settings_read() -> set[str]:
    sources = (text_of(path) for path in SOURCE.rglob("*.py"))
    return {f"YUINOWA_{name}" for text in sources for name in READ_SETTING.findall(text)}


def settings_described() -> set[str]:
    page = text_of(ROOT / "docs" / "operate" / "settings.md")
    return set(re.findall(r"^\| `(YUINOWA_[A-Z_]+)` \|", page, re.MULTILINE))


def requirement_names(lines: list[str]) -> set[str]:
    """The packages named; lines that begin with ``-`` refer to another file."""
    named = (re.match(r"[A-Za-z0-9][A-Za-z0-9_.-]*", line) for line in lines)
    return {found.group().lower() for found in named if found}


def anchor(heading: str) -> str:
    """The address of a heading as forges make it: small letters, words joined, signs dropped."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def leads_somewhere(page: Path, target: str) -> bool:
    file, _, fragment = target.partition("#")
    path = (page.parent / file).resolve() if file else page
    if not path.exists():
        return False
    return not fragment or fragment in map(anchor, HEADING.findall(text_of(path)))


def test_every_setting_that_is_read_is_described_and_no_other() -> None:
    assert settings_described() == settings_read()


def verbs(parser: argparse.ArgumentParser, before: str) -> set[str]:
    """Every command of ``parser`` that is complete, as it is typed."""
    inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not inner:
        return {before}
    return set().union(*(verbs(p, f"{before} {name}") for name, p in inner[0].choices.items()))


def test_every_command_is_described_and_no_other() -> None:
    page = text_of(ROOT / "docs" / "operate" / "commands.md")
    described = re.findall(r"^\| `(yuinowa[a-z -]*[a-z])", page, re.MULTILINE)

    assert set(described) == verbs(_parser(), "yuinowa")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = [
        target
        for target in LINK.findall(FENCE.sub("", text_of(page)))
        if not re.match(r"[a-z]+:", target) and not leads_somewhere(page, target)
    ]

    assert broken == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in LINK.findall(FENCE.sub("", text_of(page))):
            path = (page.parent / target.partition("#")[0]).resolve()
            if path.suffix == ".md" and path.is_file():
                ahead.append(path)

    assert [name_of(page) for page in PAGES if page not in reached] == []


def test_reliability_has_each_rule_once_and_in_order() -> None:
    page = text_of(ROOT / "docs" / "architecture" / "reliability.md")

    assert [int(number) for number in DEFINED_RULE.findall(page)] == list(range(1, 52))


def test_every_rule_cited_in_the_source_exists() -> None:
    page = text_of(ROOT / "docs" / "architecture" / "reliability.md")
    defined = set(DEFINED_RULE.findall(page))
    cited = {
        (name_of(path), number)
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        for number in CITED_RULE.findall(text_of(path))
    }

    assert {(path, number) for path, number in cited if number not in defined} == set()


def test_every_page_cited_in_the_source_exists() -> None:
    cited = {
        (name_of(path), found)
        for path in SOURCE.rglob("*.py")
        for found in re.findall(r"\bdocs/[a-z0-9/_-]+\.md", text_of(path))
    }

    assert {(path, page) for path, page in cited if not (ROOT / page).is_file()} == set()


def test_the_two_commands_stand_on_top_of_the_readme() -> None:
    readme = text_of(ROOT / "README.md")
    first_block = FENCE.search(readme)

    assert first_block is not None
    commands = [line.split("#")[0].strip() for line in first_block.group().splitlines()[1:-1]]
    assert commands == ["make run", "make test"]
    assert readme[: first_block.start()].strip() == "# Yuinowa 結の輪"


def test_every_dependency_has_its_sentence() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = requirement_names(project["dependencies"])
    for file in ("run.in", "test.in"):
        wanted |= requirement_names(text_of(ROOT / "requirements" / file).splitlines())

    page = text_of(ROOT / "docs" / "adr" / "0007-dependencies.md")
    described = set(re.findall(r"^\| ([a-z0-9.-]+) \|", page, re.MULTILINE)) - {"package"}

    assert described == wanted


def test_the_version_of_the_package_heads_the_changelog() -> None:
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## (\d+\.\d+\.\d+)", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert newest is not None
    assert newest.group(1) == version


def test_the_notice_names_what_is_not_under_our_licence() -> None:
    notice = text_of(ROOT / "NOTICE")

    assert "src/yuinowa/config/demo/plans/minato-plan.json" in notice
    assert "NOT under the licence" in notice


def test_the_page_of_tables_is_current() -> None:
    """``make docs`` writes it anew."""
    assert text_of(tables.PAGE) == tables.page()
