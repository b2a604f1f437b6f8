"""A search for programs that read it again and again: RSS 2.0, and the OpenSearch description of the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from yuinowa.catalogue.exchange.linked import page_of
from yuinowa.catalogue.queries.shown import WorkShown
from yuinowa.standards import xml
from yuinowa.standards.xml import Element

RSS: Final = "application/rss+xml; charset=utf-8"
OPENSEARCH: Final = "application/opensearchdescription+xml; charset=utf-8"
SUGGESTIONS: Final = "application/x-suggestions+json"
_OPENSEARCH_NAMES: Final = "http://a9.com/-/spec/opensearch/1.1/"


def feed(works: Iterable[WorkShown], *, title: str, address: str) -> bytes:
    """RSS of ``works``; ``address`` is the path of the search. A work is dated by the last record that came in for it.

    Source: RSS 2.0 specification (RSS Advisory Board).
    """
    root = xml.element("rss")
    root.set("version", "2.0")
    channel = xml.child(root, "channel")
    _say(channel, title=title, link=f"{settings.BASE_URL}{address}", description=title)
    for work in works:
        item = xml.child(channel, "item")
        record = work.record
        about = (record.responsibility, record.publisher.text, _years(work))
        _say(
            item,
            title=record.title.text,
            link=page_of(work),
            description=_(", ").join(filter(None, about)),
            pubDate=http_date(max(each.taken_at for each in work.given).timestamp()),
        )
        xml.child(item, "guid", page_of(work), {"isPermaLink": "true"})
    return xml.write(root)


def opensearch(name: str) -> bytes:
    """How a browser or another catalogue searches here. Source: OpenSearch 1.1 Draft 6."""
    root = xml.element(_named("OpenSearchDescription"), {"os": _OPENSEARCH_NAMES})
    _say(
        root,
        ShortName=name[:16],
        Description=_("Search the materials of the region's libraries"),
        InputEncoding="UTF-8",
    )
    for kind, path in (
        ("text/html", "catalogue:work-list"),
        ("application/rss+xml", "catalogue:work-feed"),
        (SUGGESTIONS, "catalogue:work-begun"),
    ):
        template = f"{settings.BASE_URL}{reverse(path)}?q={{searchTerms}}"
        if kind == "text/html":
            template += "&page={startPage?}"
        said = {"type": kind, "method": "get", "template": template}
        xml.child(root, _named("Url"), "", said)
    return xml.write(root)


def _years(work: WorkShown) -> str:
    if work.years is None:
        return ""
    first, last = work.years
    return str(first) if first == last else f"{first}–{last}"


def _say(parent: Element, **texts: str) -> None:
    """Children with these texts, in the names of the parent."""
    space = parent.tag.rpartition("}")[0] + "}" if "}" in parent.tag else ""
    for name, text in texts.items():
        xml.child(parent, f"{space}{name}", text)


def _named(name: str) -> str:
    return f"{{{_OPENSEARCH_NAMES}}}{name}"
