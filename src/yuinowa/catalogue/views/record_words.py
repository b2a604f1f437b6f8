"""A record as people read it: title, who made it, where and when it was published."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yuinowa.catalogue.domain.records import Identifier, Record, Series
from yuinowa.catalogue.labels import records as labels
from yuinowa.catalogue.queries.shown import Edition, WorkShown


def title_of(record: Record) -> str:
    """The title with what stands after it, as a catalogue writes it (ISBD)."""
    return " : ".join(filter(None, (record.title.text, record.other_title.text)))


def makers_of(record: Record) -> str:
    """Who is answerable, as printed, or else the names of the headings."""
    return record.responsibility or "、".join(agent.name.text for agent in record.agents)


def volume_of(record: Record) -> str:
    """The volume with its own title."""
    return " ".join(filter(None, (record.volume, record.volume_title.text)))


def year_of(record: Record) -> str:
    """The date as printed where there is one: [2004?] says more than 2004."""
    return record.date or (str(record.year) if record.year is not None else "")


def years_of(work: WorkShown) -> str:
    """1998, or 1998–2015 for several editions; the date as printed where there is one edition."""
    if len(work.editions) == 1:
        return year_of(work.editions[0].record)
    if work.years is None:
        return ""
    first, last = work.years
    return str(first) if first == last else f"{first}–{last}"


def published(work: WorkShown) -> str:
    """Publisher and years on one line."""
    return _(", ").join(filter(None, (work.record.publisher.text, years_of(work))))


def imprint_of(record: Record) -> str:
    """Publisher and year of one record on one line."""
    return _(", ").join(filter(None, (record.publisher.text, year_of(record))))


def name_of(edition: Edition) -> str:
    """What tells an edition from the others of its work."""
    record = edition.record
    found = " ".join(filter(None, (volume_of(record), record.edition)))
    return found or imprint_of(record) or title_of(record)


def _imprint(record: Record) -> str:
    """Place and publisher, as a catalogue writes them (ISBD)."""
    return " : ".join(filter(None, (record.place, record.publisher.text)))


def series_of(series: Iterable[Series]) -> list[str]:
    return [" ; ".join(filter(None, (each.title.text, each.number))) for each in series]


def facts_of(record: Record) -> list[tuple[str, list[str]]]:
    """Everything that is said of an edition and has no link, each with its word; what is not said is left out."""
    alternatives = [other.text for other in record.alternatives]
    accessible = [str(labels.ACCESSIBLE[form]) for form in record.accessible]
    material = labels.MATERIALS.get(record.material)
    audience = labels.AUDIENCES.get(record.audience)
    rows: list[tuple[str, list[str]]] = [
        (_("Reading"), [record.title.kana or record.title.roman]),
        (pgettext("of a work", "Also called"), alternatives),
        (_("Volume"), [volume_of(record)]),
        (_("Made by"), [makers_of(record)]),
        (_("Edition"), [record.edition]),
        (
            pgettext("of a work", "Published"),
            [_(", ").join(filter(None, (_imprint(record), year_of(record))))],
        ),
        (_("Extent"), [record.extent]),
        (_("Series"), series_of(record.series)),
        (_("Kind of material"), [str(material or "")]),
        (pgettext("of a work", "Language"), [labels.language(code) for code in record.languages]),
        (pgettext("of a work", "For whom"), [str(audience or "")]),
        (_("Forms for those who cannot read print"), accessible),
        (_("Notes"), list(record.notes)),
    ]
    return [(word, said) for word, values in rows if (said := [text for text in values if text])]


def _as_printed(number: Identifier) -> str:
    """As it stands on the thing, without the marks that part it from what follows in a MARC record."""
    return (number.raw or number.value).rstrip(" :;,")


def numbers_of(record: Record) -> list[dict[str, object]]:
    """Identifiers as printed; one that cannot be right says so."""
    return [
        {
            "scheme": labels.SCHEMES[each.scheme],
            "value": _as_printed(each),
            "is_valid": each.is_valid,
            "is_of_set": each.is_of_set,
        }
        for each in record.identifiers
    ]
