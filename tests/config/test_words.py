"""The command speaks one language: Japanese where nothing is set, English where ``YUINOWA_LANGUAGE`` says so."""

from __future__ import annotations

import argparse
import ast
import re
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.config.installation import Installation, end
from tests.config.test_production import free_port
from yuinowa.config import cli, words

CONFIG = Path(words.__file__).parent
#: Two words with a blank between: names, options and commands to type have none, or begin with our name.
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}(?![a-z_])")
NO_SENTENCE = re.compile(r"yuinowa [a-z-]+( [a-z]+)?|ledger verify")
KANA = re.compile(r"[ぁ-んァ-ヶ]")


def english_of(said: str) -> list[str]:
    return ENGLISH.findall(NO_SENTENCE.sub("", said))


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


@pytest.fixture
def japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YUINOWA_LANGUAGE")
    words.speak("ja")


@pytest.mark.usefixtures("japanese")
def test_help_of_every_verb_is_japanese() -> None:
    told = {parser.prog: parser.format_help() for parser in parsers(cli._parser())}

    assert len(told) > 20
    # The call itself is what is to be typed.
    after = {prog: text.partition("\n\n")[2] for prog, text in told.items()}
    assert {prog: english_of(text) for prog, text in after.items() if english_of(text)} == {}
    assert [prog for prog, text in told.items() if not text.startswith("使い方：")] == []


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ([], "命令 がありません"),
        (["fly"], "'fly' はありません"),
        (["serve", "--port", "x"], "--port：'x' は使えません"),
        (["serve", "--port"], "値を一つ書いてください"),
        (["doctor", "--fast"], "--fast が付いています"),
        (["restore", "no-such-file"], "ファイル no-such-file はありません"),
        (["doctor", "--help=x"], "付けられません"),
        (["init", "--link", "--password-file", "x"], "--link とともには使えません"),
        (["import", "isil", "--l", "--o"], "がありません"),
        (["init", "--re", "x"], "どれか決まりません"),
    ],
)
@pytest.mark.usefixtures("japanese")
def test_a_wrong_call_is_refused_in_japanese(
    call: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(call)

    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert why in said
    assert english_of(said) == []


def test_what_argparse_says_is_in_the_catalogue(japanese: None) -> None:
    ours = set(words.of_argparse())
    words.speak("en")

    assert ours.isdisjoint(words.of_argparse())


def marked(tree: ast.Module) -> set[ast.AST]:
    """Every node within a call of ``_``, and every sentence for who reads the code."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            found |= set(ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.value)
    return found


def test_no_sentence_of_the_command_stands_outside_the_catalogue() -> None:
    """Also what tests reach only with much ado: loading the region, a backup of another database."""
    for_programs = re.compile(r"SELECT 1|^PRAGMA|^no such|the rule is shipped|max_parallel")
    left = []
    # An example's names and credit are its publisher's.
    for path in set(CONFIG.rglob("*.py")) - set(CONFIG.glob("demo/librarieswest/*")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spoken = marked(tree)
        left += [
            (path.name, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if node not in spoken and english_of(node.value) and not for_programs.search(node.value)
        ]

    assert left == []


def test_an_installation_without_the_setting_speaks_japanese_whatever_the_locale(
    installed: Installation, tmp_path: Path
) -> None:
    own = replace(installed, language=None, more={"LC_ALL": "en_US.UTF-8", "LANG": "C"})
    folder = tmp_path / "kept"

    told = {"backup": own.run("backup", "--to", str(folder))}
    file = next(folder.glob("yuinowa-*.tar.gz"))
    for call in (
        ("migrate",),
        ("doctor",),
        ("ledger", "verify"),
        ("verify-audit",),
        ("jobs", "--once"),
        ("restore", str(file), "--replace"),
        ("upgrade",),
    ):
        told[" ".join(call)] = own.run(*call)
    told["refused"] = own.run("restore", str(file), status=1)

    assert {call: english_of(said) for call, said in told.items() if english_of(said)} == {}
    assert [call for call, said in told.items() if not KANA.search(said)] == []
    assert "誤りはありません。" in told["ledger verify"]


def test_serving_says_in_the_language_where_it_is_and_how_it_stops(
    installed: Installation,
) -> None:
    def first_words(of: Installation) -> str:
        process = of.start("serve", "--port", str(free_port()), "--workers", "1")
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        end(process, signal.SIGTERM)
        return said

    japanese = first_words(replace(installed, language=None))

    assert "結の輪 http://127.0.0.1:" in japanese
    assert "止めるときは Ctrl+C。" in japanese
    assert english_of(japanese) == []
    assert "Stop with Ctrl+C." in first_words(installed)


def test_refusals_of_wings_are_in_the_same_language(installed: Installation) -> None:
    call = ("clear-second-factor", "nobody")

    assert not KANA.search(installed.run(*call, status=1))
    assert KANA.search(replace(installed, language=None).run(*call, status=1))


@pytest.mark.parametrize("language", ["fr", "JA", " "])
def test_an_unknown_language_is_refused_naming_the_setting(
    empty: Installation, language: str
) -> None:
    said = replace(empty, language=language).run("doctor", status=2)

    assert "YUINOWA_LANGUAGE は ja, en のどれかです" in said


def test_a_terminal_that_cannot_show_it_stops_nothing(installed: Installation) -> None:
    own = replace(installed, language=None, more={"PYTHONIOENCODING": "ascii"})

    assert "yuinowa 0." in own.run("doctor")


@given(st.text(alphabet="aB 図書館、。（）ﾖﾑ-", max_size=200), st.integers(4, 60))
def test_lines_are_no_wider_than_the_terminal_and_lose_nothing(text: str, width: int) -> None:
    lines = words.lines_of(text, width)

    assert "".join(lines).replace(" ", "") == "".join(text.split())
    for line in lines:
        kept = line.rstrip("、。（）") if words.cells(line) > width else line
        assert words.cells(kept) <= width or not re.search(r"[^!-~]", kept)
