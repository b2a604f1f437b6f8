"""The house's template tags and filters, built into every template (docs/architecture/pages.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, Select, Textarea
from django.template.context import RequestContext
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ui import readings, words
from yuinowa.ui.faults import faults_of
from yuinowa.ui.parts import Facet, Figure, Link, Moment, Progress, Side, Step

register = template.Library()

ICONS: Final = frozenset(
    {
        "rings", "ours", "theirs", "both", "closed", "step-done", "step-here", "step-open",
        "search", "info", "alert", "stop", "check", "open", "print", "down", "out", "turning",
        "book", "place", "list", "person",
    }
)  # fmt: skip
_NOTE_ICONS: Final = {"": "info", "good": "check", "care": "alert", "late": "stop"}
_SIDE_ICONS: Final = {
    Side.OURS: "ours",
    Side.THEIRS: "theirs",
    Side.BOTH: "both",
    Side.DONE: "closed",
}
_STEP_ICONS: Final = {
    Progress.DONE: "step-done",
    Progress.HERE: "step-here",
    Progress.OPEN: "step-open",
}


# ---------------------------------------------------------------- signs


def sign(name: str, css_class: str) -> SafeString:
    """A sign of the sprite; hidden from speech, for a word always stands beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"there is no sign {name!r} in the sprite")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>',
        css_class,
        name,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    return sign(name, "yw-icon")


# ---------------------------------------------------------------- where one is


@register.simple_tag
def crumb(label: object, url: str = "") -> SafeString:
    """One step of the way here; without ``url`` the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


@register.simple_block_tag(end_name="endcrumbs")
def crumbs(content: str) -> SafeString:
    """The crumbs around ``content``; nothing, where a page has none."""
    if not content.strip():
        return SafeString("")
    return format_html(
        '<nav class="yw-crumbs" aria-label="{}"><ol>{}</ol></nav>',
        gettext("Where you are"),
        mark_safe(content.strip()),  # built and escaped by the tag crumb
    )


# ---------------------------------------------------------------- turns and states


@register.inclusion_tag("ui/components/turn.html")
def turn(
    side: str, who: object = "", since: date | None = None, *, plain: bool = False
) -> dict[str, object]:
    """Who is waited for and since when, on one line."""
    return _turn(side, who, since, plain=plain)


@register.inclusion_tag("ui/components/turn_bar.html")
def turn_bar(
    side: str,
    who: object = "",
    since: date | None = None,
    next: object = "",  # noqa: A002  # the word the page uses
    url: str = "",
    label: object = "",
) -> dict[str, object]:
    """Who is waited for, since when, what happens then, and the one thing to do about it."""
    return {**_turn(side, who, since), "next": next, "url": url, "label": label}


def _turn(side: str, who: object, since: date | None, *, plain: bool = False) -> dict[str, object]:
    known = Side(side)
    return {
        "side": known.value,
        "sign": sign(_SIDE_ICONS[known], "yw-turn__sign"),
        "who": who,
        "since": since,
        "days": None if since is None else words.days_since(since),
        "plain": plain,
    }


@register.inclusion_tag("ui/components/steps.html")
def steps(found: Sequence[Step], label: object) -> dict[str, object]:
    """The phases of a thing; ``label`` names them for those who hear the page."""
    rows = [(step, sign(_STEP_ICONS[step.progress], "yw-steps__sign")) for step in found]
    return {"rows": rows, "label": label}


@register.inclusion_tag("ui/components/checks.html")
def checks(found: Iterable[object]) -> dict[str, object]:
    """What is there, what we lack, and what someone must still give."""
    return {"checks": found}


@register.inclusion_tag("ui/components/tags.html")
def tags(found: Iterable[object]) -> dict[str, object]:
    return {"tags": found}


@register.inclusion_tag("ui/components/note.html")
def note(
    title: object, tone: str = "", text: object = "", url: str = "", url_label: object = ""
) -> dict[str, object]:
    """A notice; ``late`` is spoken at once, ``good`` and the plain one when there is a pause."""
    role = {"late": "alert", "care": ""}.get(tone, "status")
    return {
        "title": title,
        "tone": tone,
        "text": text,
        "url": url,
        "url_label": url_label,
        "icon": _NOTE_ICONS[tone],
        "role": role,
    }


@register.inclusion_tag("ui/components/empty.html")
def empty(
    title: object, text: object = "", links: Sequence[Link] = (), level: int = 3
) -> dict[str, object]:
    """Why there is nothing, and what one can do; the first of ``links`` is the nearest next step."""
    return {"title": title, "text": text, "links": links, "level": level}


# ---------------------------------------------------------------- lists, tables, figures


@register.inclusion_tag("ui/components/pager.html", takes_context=True)
def pager(context: RequestContext, rows: Page[Any], label: object = "") -> dict[str, object]:
    """Links to the other pages of ``rows``, keeping search words, filters and order."""
    query = context["request"].GET.copy()

    def address(page_number: int) -> str:
        query["page"] = str(page_number)
        return f"?{query.urlencode()}"

    shown = [
        (n, address(n) if isinstance(n, int) else "")
        for n in rows.paginator.get_elided_page_range(rows.number, on_each_side=1, on_ends=1)
    ]
    return {
        "rows": rows,
        "label": label,
        "shown": shown,
        "previous": address(rows.previous_page_number()) if rows.has_previous() else "",
        "next": address(rows.next_page_number()) if rows.has_next() else "",
    }


@register.inclusion_tag("ui/components/facet.html")
def facet(found: Facet) -> dict[str, object]:
    return {"facet": found}


@register.inclusion_tag("ui/components/figures.html")
def figures(found: Iterable[Figure]) -> dict[str, object]:
    return {"figures": found}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(found: Iterable[Moment]) -> dict[str, object]:
    return {"moments": found}


@register.inclusion_tag("ui/components/rating.html")
def rating(letter: str, meaning: object = "", *, big: bool = False) -> dict[str, object]:
    """A letter in a ring, never without its meaning."""
    return {"letter": letter, "meaning": meaning, "big": big}


@register.inclusion_tag("ui/components/downloads.html")
def downloads(links: Iterable[Link]) -> dict[str, object]:
    """The same rows as files."""
    return {"links": links}


@register.inclusion_tag("ui/components/local_nav.html")
def local_nav(links: Iterable[Link], label: object) -> dict[str, object]:
    """The pages of one object, with counts."""
    return {"links": links, "label": label}


# ---------------------------------------------------------------- forms


#: More choices than these stand in columns.
_MOST_CHOICES: Final = 8
_CONTROL_CLASSES: Final[tuple[tuple[type, str], ...]] = (
    (Textarea, "yw-textarea"),
    (Select, "yw-select"),
)


@register.inclusion_tag("ui/forms/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """A field with its label, hint, fault and control, joined for those who hear the page."""
    widget = bound.field.widget
    own_class = widget.attrs.get("class", "")
    house_class = next((c for kind, c in _CONTROL_CLASSES if isinstance(widget, kind)), "yw-input")
    if bound.use_fieldset:
        kind = "choices"
    else:
        kind = "choice" if isinstance(widget, CheckboxInput) else "line"
    attrs: dict[str, str | bool] = (
        {} if kind != "line" else {"class": f"{house_class} {own_class}".strip()}
    )
    return {
        "bound": bound,
        "kind": kind,
        "is_long": kind == "choices" and len(bound.subwidgets) > _MOST_CHOICES,
        "faults": faults_of(bound),
        "control": "" if kind == "choices" else bound.as_widget(attrs=attrs),
    }


@register.inclusion_tag("ui/forms/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """All fields of ``form`` in its order, the hidden ones last."""
    return {"form": form}


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(form: BaseForm, *, focus: bool = True) -> dict[str, object]:
    """All faults at once, above the form, each with a link to its field; read first, unless ``focus`` is off.

    In the order of the fields, so that who goes from one to the next goes down the form.
    """
    faults = [
        # A sentence that names the field is told without its label.
        (_target(form[name]), "" if str(form[name].label) in message else form[name].label, message)
        for name in form.fields
        if not form[name].is_hidden
        for message in faults_of(form[name])
    ]
    hidden = [
        message
        for name in form.errors
        if name in form.fields and form[name].is_hidden
        for message in faults_of(form[name])
    ]
    others = [*form.non_field_errors(), *hidden]
    return {"faults": faults, "others": others, "count": len(faults) + len(others), "focus": focus}


def _target(bound: BoundField) -> str:
    """The id a link to the field must name: the first of several controls, where there are several."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


# ---------------------------------------------------------------- words and numbers


def _or_nothing(value: object) -> bool:
    return value is None or value == ""


@register.filter
def nendo(value: FiscalYear | int | None) -> str:
    """令和7年度 of a fiscal year, or of the year it starts in."""
    return "" if _or_nothing(value) else words.fiscal_year(value)  # type: ignore[arg-type]  # checked above


@register.filter
def wareki(value: date | None) -> str:
    """令和8年11月20日（金）."""
    return words.long_day_with_weekday(value) if value else ""


@register.filter
def wareki_day(value: date | None) -> str:
    """令和8年11月20日."""
    return words.long_day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """11月20日, in the present year."""
    return words.short_day(value) if value else ""


@register.filter
def short_day_in_parts(value: date | None) -> str:
    """As ``short_day``; where it is too long for its place, it goes on to the next line after the year alone."""
    year, mark, rest = short_day(value).rpartition("年")
    return format_html("{}<wbr>{}", year + mark, rest) if year else rest


@register.filter
def datetime_ja(value: datetime | None) -> str:
    """令和8年11月17日 10:02."""
    return words.minute(value) if value else ""


@register.filter
def number(value: float | Decimal | Fraction | None) -> str:
    """1,368,052, with the real minus sign."""
    return "" if _or_nothing(value) else words.number(value)  # type: ignore[arg-type]  # checked above


@register.filter
def counted(value: float | Decimal | Fraction | None, unit: object) -> str:
    """199件, 199 items: a number with its unit, with a space between them where the language has one."""
    if _or_nothing(value):
        return ""
    return gettext("%(number)s %(unit)s") % {"number": number(value), "unit": unit}


@register.filter
def listed(found: Iterable[object]) -> str:
    """管理者、署名者; Administrator, Signatory."""
    return ("、" if words.in_japanese() else ", ").join(map(str, found))


@register.filter
def percent(value: float | Decimal | Fraction | None, places: int = 1) -> str:
    """100.6% of the share 1.006."""
    return "" if _or_nothing(value) else words.percent(value, places)  # type: ignore[arg-type]  # as above


@register.filter
def blank(value: object) -> object:
    """One of the four blanks as it is printed, with the words that say it; anything else unchanged.

    0 is counted and none; これから (``pending``) is not decided yet; - does not apply; － cannot be known.
    """
    text = str(value)
    if text == "pending":
        return format_html('<span class="yw-soft">{}</span>', pgettext("blank", "To come"))
    spoken = {
        "-": pgettext("blank", "Does not apply"),
        "－": pgettext("blank", "Cannot be known"),
    }.get(text)
    if spoken is None:
        return value
    return format_html(
        '<span aria-hidden="true">{}</span><span class="yw-hidden">{}</span>', text, spoken
    )


_BDI, _BDI_ENDS = SafeString("<bdi>"), SafeString("</bdi>")


@register.filter
def whole(value: object) -> SafeString:
    """Words that stay on one line, such as a date in a narrow column."""
    return format_html('<span class="yw-nowrap">{}</span>', value)


@register.filter
def bdi(value: object) -> SafeString:
    """Text from outside, kept from turning the direction of what stands beside it (R47)."""
    # Stands a thousand times on some pages, where a pattern read each time is felt.
    return _BDI + conditional_escape(str(value)) + _BDI_ENDS


@register.filter
def ruby(value: str) -> SafeString:
    """Readings over kanji, from 図書館《としょかん》; ｜ begins a base that is not kanji alone."""
    escaped = str(conditional_escape(value))
    return mark_safe(readings.over(escaped))  # escaped above; what is put in is ours
