"""A search for programs that read it again and again: RSS 2.0, and the OpenSearch description of the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from yuinowa.catalogue.exchange.linked import page_of
from yuinowa.catalogue.queries.shown import WorkShown

RSS: Final = "application/rss+xml; charset=utf-8"
OPENSEARCH: Final = "application/opensearchdescription+xml; charset=utf-8"
_OPENSEARCH_NAMES: Final = "http://a9.com/-/spec/opensearch/1.1/"


def feed(works: Iterable[WorkShown], *, title: str, address: str) -> bytes:
    """RSS of ``works``; ``address`` is the path of the search. A work is dated by the last record that came in for it.

    Source: RSS 2.0 specification (RSS Advisory Board).
    """
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _say(channel, title=title, link=f"{settings.BASE_URL}{address}", description=title)
    for work in works:
        item = SubElement(channel, "item")
        record = work.record
        about = (record.responsibility, record.publisher.text, _years(work))
        _say(
            item,
            title=record.title.text,
            link=page_of(work),
            description=_(", ").join(filter(None, about)),
            pubDate=http_date(max(each.taken_at for each in work.given).timestamp()),
        )
        SubElement(item, "guid", isPermaLink="true").text = page_of(work)
    return _written(root)


def opensearch(name: str) -> bytes:
    """How a browser or another catalogue searches here. Source: OpenSearch 1.1 Draft 6."""
    root = Element("OpenSearchDescription", xmlns=_OPENSEARCH_NAMES)
    _say(
        root,
        ShortName=name[:16],
        Description=_("Search the materials of the region's libraries"),
        InputEncoding="UTF-8",
    )
    for kind, path in (
        ("text/html", "catalogue:work-list"),
        ("application/rss+xml", "catalogue:work-feed"),
    ):
        template = f"{settings.BASE_URL}{reverse(path)}?q={{searchTerms}}"
        if kind == "text/html":
            template += "&page={startPage?}"
        SubElement(root, "Url", type=kind, method="get", template=template)
    return _written(root)


def _years(work: WorkShown) -> str:
    if work.years is None:
        return ""
    first, last = work.years
    return str(first) if first == last else f"{first}–{last}"


def _say(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
