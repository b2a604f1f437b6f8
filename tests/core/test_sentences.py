"""What a person is told when something is refused reads in the language of the page or of the REST client."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import yuinowa
from yuinowa.kernel import errors
from yuinowa.kernel.errors import YuinowaError

ROOT = Path(yuinowa.__file__).parent
PLACE = "place of a fault"
#: Pages say nothing of what these two carry (R22).
SILENT = {"NotAllowed", "NotFound"}
SPOKEN = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, YuinowaError)
} - SILENT
SENTENCE = re.compile(r"[A-Z].* .*\.")


@cache
def catalogue() -> frozenset[tuple[str, str]]:
    """Context and msgid of everything that has Japanese words."""
    found = set()
    for path in ROOT.glob("*/locale/ja/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            found |= {(m.context or "", str(m.id)) for m in read_po(file, locale="ja") if m.string}
    return frozenset(found)


def _modules(*, pure: bool) -> list[Path]:
    return [
        path
        for path in sorted(ROOT.rglob("*.py"))
        if (path.parent.name in {"domain", "kernel"}) == pure
    ]


def _refusals(path: Path) -> Iterator[ast.Call]:
    """Each place where a refusal that pages show is made."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node.func) in SPOKEN:
            yield node


def _texts(call: ast.Call) -> list[ast.expr]:
    """What the call says: the message and the next step."""
    return [*call.args[:1], *(k.value for k in call.keywords if k.arg == "next_step")]


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    return {
        statement.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", _modules(pure=True), ids=_name)
def test_every_sentence_of_pure_code_is_marked_and_translated(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = _docstrings(tree)

    sentences = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in silent
        and SENTENCE.fullmatch(node.value)
    }
    sentences |= {
        str(text.value)
        for call in _refusals(path)
        for text in _texts(call)
        if isinstance(text, ast.Constant)
    }
    built = [text.lineno for call in _refusals(path) for text in _texts(call) if _is_built(text)]

    assert {sentence for sentence in sentences if ("", sentence) not in catalogue()} == set()
    assert built == []  # a sentence put together cannot be looked up


def _is_built(text: ast.expr) -> bool:
    return isinstance(text, ast.JoinedStr | ast.BinOp)


@pytest.mark.parametrize("path", _modules(pure=False), ids=_name)
def test_no_refusal_outside_pure_code_speaks_english_only(path: Path) -> None:
    texts = [text for call in _refusals(path) for text in _texts(call)]

    bare = [t.lineno for t in texts if isinstance(t, ast.Constant | ast.JoinedStr)]

    assert bare == []


def test_every_place_a_refusal_names_has_a_word_on_the_page() -> None:
    places = {
        keyword.value.value
        for path in ROOT.rglob("*.py")
        for call in _refusals(path)
        for keyword in call.keywords
        if keyword.arg == "place" and isinstance(keyword.value, ast.Constant)
    }

    assert "reason" in places
    assert {place for place in places if (PLACE, place) not in catalogue()} == set()
