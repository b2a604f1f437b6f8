"""A browser without eyes: the links and forms of a page, and what somebody would type into them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from yuinowa.core import clock

Sent = dict[str, Any]
#: Typed where anything may come: nothing, too much, other digits, what ends a text or a tag, what is no day and no number.
HOSTILE = (
    "",
    " ",
    "あ" * 5000,
    "-1",
    "９９９９９９９９９９９９",
    "1e9",
    "\x00",
    "</script>",
    "2月30日",
)
#: How often something hostile is typed.
MISCHIEF = 0.05


@dataclass(slots=True)
class Field:
    """One field of a form as the page shows it."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    choices: list[str] = field(default_factory=list)
    is_wrong: bool = False


@dataclass(slots=True)
class Form:
    """One form of a page; a grave one has the button of a deed that hurts."""

    method: str
    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    is_grave: bool = False


class Page(HTMLParser):
    """What a page lets somebody do."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._field: Field | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            action = given.get("action") or self.address
            self._form = Form(given.get("method", "get").lower(), action)
            self.forms.append(self._form)
        elif self._form is not None:
            self._in_form(self._form, tag, given)

    def _in_form(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, wrong = given.get("name", ""), given.get("aria-invalid") == "true"
        if tag == "input" and name:
            kind, value = given.get("type", "text"), given.get("value", "on")
            if kind in ("radio", "checkbox"):
                self._choice(form, Field(name, kind, "", False, [], wrong), value)
            else:
                form.fields.append(Field(name, kind, given.get("value", ""), is_wrong=wrong))
        elif tag in ("textarea", "select") and name:
            self._field = Field(name, tag, is_wrong=wrong)
            form.fields.append(self._field)
        elif tag == "option" and self._field is not None:
            self._field.choices.append(given.get("value", ""))
        elif tag == "button":
            form.buttons.append((name, given.get("value", "")))
            form.is_grave |= "grave" in given.get("class", "")

    def _choice(self, form: Form, new: Field, value: str) -> None:
        found = next((one for one in form.fields if one.name == new.name), None)
        if found is None:
            form.fields.append(new)
            found = new
        found.choices.append(value)

    def handle_data(self, data: str) -> None:
        if self._field is not None and self._field.kind == "textarea":
            self._field.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._field = None
        elif tag == "form":
            self._form = None


class Hand:
    """Fills forms as somebody who means it mostly would, and learns which kind of words a field takes."""

    def __init__(self, chance: random.Random, names: list[str]) -> None:
        self.chance = chance
        self.names = names
        #: By form and field: what was typed there without being found wrong.
        self.learnt: dict[tuple[str, str], str] = {}
        self._tried: dict[tuple[str, str], str] = {}

    def fill(self, form: Form) -> Sent:
        """What is sent; a field that was found wrong gets another kind of words than before."""
        sent: Sent = {}
        for one in form.fields:
            value = self._value(form, one)
            if value is not None:
                sent[one.name] = value
        if form.buttons:
            name, value = self.chance.choice(form.buttons)
            if name:
                sent[name] = value
        return sent

    def accepted(self) -> None:
        """What was typed last went through."""
        self.learnt |= self._tried
        self._tried = {}

    def _value(self, form: Form, one: Field) -> Any:
        if one.kind == "hidden":
            return one.value
        if one.kind == "file":
            return SimpleUploadedFile("signed.pdf", b"%PDF-1.7 a scan", "application/pdf")
        if one.kind == "checkbox":
            most = len(one.choices) == 1 and self.chance.random() < 0.9
            return one.choices if most else [v for v in one.choices if self.chance.random() < 0.5]
        if one.kind in ("radio", "select"):
            return self.chance.choice(one.choices) if one.choices else None
        if self.chance.random() < MISCHIEF:
            return self.chance.choice(HOSTILE)
        return self._words(form, one)

    def _words(self, form: Form, one: Field) -> str:
        if one.value.strip() and not one.is_wrong and self.chance.random() < 0.8:
            return one.value
        place = (re.sub(r"\d+", "N", form.action), re.sub(r"\d+", "N", one.name))
        kinds = ("words", "day", "number", "name", "nothing")
        kind = self.learnt.get(place)
        if kind is None or one.is_wrong:
            before = self._tried.get(place)
            kind = kinds[(kinds.index(before) + 1) % len(kinds)] if before else _guess(one.name)
        self._tried[place] = kind
        if kind == "day":
            return str(clock.today() + timedelta(days=self.chance.choice((-30, 0, 1, 30, 400))))
        if kind == "number":
            return str(self.chance.choice((1, 2, 3, 30, 100)))
        if kind == "name":
            return self.chance.choice(self.names)
        return (
            "" if kind == "nothing" else f"図書館の窓口で相談したこと {self.chance.randrange(100)}"
        )


def _guess(name: str) -> str:
    if name == "names":
        return "name"
    if re.search(r"(_on|_day|^day|by_when|since|until)$", name):
        return "day"
    return "number" if re.search(r"(days|count|number|amount|yen)$", name) else "words"
