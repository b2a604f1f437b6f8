"""The words of the command ``yuinowa``: one language at a time, Japanese unless ``YUINOWA_LANGUAGE`` says otherwise.

Taken from a catalogue of their own by the standard library, so that ``--help`` and a setting that cannot be used are
told without Django. A server's locale decides nothing: it is ``C`` or English on most, whoever works there.
"""

from __future__ import annotations

import argparse
import gettext
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

#: The first one is spoken where nothing is set.
LANGUAGES = ("ja", "en")
_LOCALE = Path(__file__).parent / "locale"
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
#: What never begins a line.
_CLOSING = frozenset("、。，．・：）」』")


def _catalogue(language: str) -> gettext.NullTranslations:
    """The msgids themselves where the language has no catalogue, or none that is compiled."""
    return gettext.translation("django", _LOCALE, [language], fallback=True)


_language = LANGUAGES[0]
_spoken = _catalogue(_language)


def speak(language: str) -> None:
    """From now on everything is said in ``language``, and what argparse says on its own as well."""
    global _language, _spoken  # a process speaks one language
    _language, _spoken = language, _catalogue(language)
    # argparse follows the locale; its words stand in our catalogue (``of_argparse``).
    argparse._ = _  # type: ignore[attr-defined]


def speak_in_wings() -> None:
    """What the wings say, refusals and reports, is in the same language. Django is set up when this is called."""
    from django.utils import translation

    translation.activate(_language)


def _(message: str) -> str:
    return _spoken.gettext(message)


def of_argparse() -> Iterator[str]:
    """What argparse may say to an operator, named here so that the catalogue has it."""
    yield _("usage: ")
    yield _("positional arguments")
    yield _("options")
    yield _("show this help message and exit")
    yield _("%(prog)s: error: %(message)s\n")
    yield _("argument %(argument_name)s: %(message)s")
    yield _("the following arguments are required: %s")
    yield _("unrecognized arguments: %s")
    yield _("expected one argument")
    yield _("not allowed with argument %s")
    yield _("ambiguous option: %(option)s could match %(matches)s")
    yield _("ignored explicit argument %r")
    yield _("invalid %(type)s value: %(value)r")
    yield _("invalid choice: %(value)r (choose from %(choices)s)")


def cells(text: str) -> int:
    """How many columns of a terminal ``text`` takes: two for each wide character."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """``text`` with blanks up to ``width`` columns."""
    return text + " " * (width - cells(text))


def lines_of(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at blanks or between wide characters."""
    lines = [""]
    for word in _WORD.findall(" ".join(text.split())):
        if cells(lines[-1] + word) > width and word not in _CLOSING:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += "" if word == " " and not lines[-1] else word
    return lines


class Help(argparse.HelpFormatter):
    """argparse counts characters and breaks at blanks; Japanese has wide ones and no blanks."""

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        text = super()._format_usage(usage, actions, groups, prefix)
        wider = cells(_("usage: ")) - len(_("usage: "))
        return text.replace("\n  ", "\n  " + " " * wider)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return lines_of(text, width)


class Parser(argparse.ArgumentParser):
    """One that helps in our lines; so do the parsers of its verbs."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"formatter_class": Help, **named})
