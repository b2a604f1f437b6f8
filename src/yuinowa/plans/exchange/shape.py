"""Whether a file has the shape of the schema; jsonschema finds the faults, the words are ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from yuinowa.plans.exchange.faults import Fault, fault_at, quoted


def schema_text() -> str:
    """The schema as shipped (plan-progress.schema.json)."""
    return (
        resources.files("yuinowa.plans")
        .joinpath("data/plan-progress.schema.json")
        .read_text("utf-8")
    )


@cache
def _validator() -> Any:
    is_number = Draft202012Validator.TYPE_CHECKER.redefine(
        "number", lambda _c, v: isinstance(v, int | Decimal) and not isinstance(v, bool)
    )
    strict: Any = extend(Draft202012Validator, type_checker=is_number)  # type: ignore[no-untyped-call]  # the library's
    return strict(json.loads(schema_text()))


def shape_faults(data: dict[str, Any]) -> list[Fault]:
    """Every place where ``data`` departs from the schema, in the order of the file."""
    errors = sorted(
        _validator().iter_errors(data),
        key=lambda error: [str(part).zfill(6) for part in error.absolute_path],
    )
    return [
        fault_at(data, (*error.absolute_path, *more), message)
        for error in errors
        for more, message in _said(error)
    ]


def _said(error: ValidationError) -> Iterator[tuple[tuple[str, ...], str]]:
    """The fault in our words, and the part of the path that jsonschema leaves out."""
    value = error.instance
    match error.validator:
        case "required":
            yield from (((name,), _("This is missing.")) for name in _missing(error))
        case "additionalProperties":
            yield from (((name,), _("The format knows no such key.")) for name in _unknown(error))
        case "pattern":
            yield (), _("“%(value)s” is not written as the format asks.") % {"value": quoted(value)}
        case "minLength":
            yield (), _("This must not be empty.")
        case "type" | "const" | "enum":
            yield (), _of_a_kind(error)
        case "minItems" | "maxItems" | "maxLength" | "minimum" | "maximum":
            yield (
                (),
                _("“%(value)s” is out of bounds (%(rule)s %(bound)s).")
                % {
                    "value": quoted(value),
                    "rule": error.validator,
                    "bound": error.validator_value,
                },
            )
        case _:
            yield (), _("“%(value)s” does not fit here.") % {"value": quoted(value)}


def _missing(error: ValidationError) -> list[str]:
    """The one key this error is about: jsonschema gives an error for each, with all of them in the rule."""
    wanted: Any = error.validator_value
    return [name for name in wanted if error.message.startswith(f"{name!r} ")]


def _unknown(error: ValidationError) -> list[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    found: Any = error.instance
    return [name for name in found if name not in known]


def _of_a_kind(error: ValidationError) -> str:
    value = quoted(error.instance)
    wanted: Any = error.validator_value
    if error.validator == "type":
        kinds = " / ".join([wanted] if isinstance(wanted, str) else wanted)
        return _("This must be of the kind %(kinds)s, not “%(value)s”.") % {
            "kinds": kinds,
            "value": value,
        }
    words = wanted if error.validator == "enum" else [wanted]
    return _("“%(value)s” is not one of: %(words)s.") % {
        "value": value,
        "words": ", ".join(map(str, words)),
    }
