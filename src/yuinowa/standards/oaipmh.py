"""OAI-PMH 2.0, the asking side: requests as values. No network: whoever asks brings it. Answers: ``oaipmh_answers``.

Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0 (metadata-exchange.md §5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode


class Verb(StrEnum):
    IDENTIFY = "Identify"
    LIST_METADATA_FORMATS = "ListMetadataFormats"
    LIST_SETS = "ListSets"
    GET_RECORD = "GetRecord"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_RECORDS = "ListRecords"


class Granularity(StrEnum):
    """How fine a repository's datestamps are, as it says itself in Identify."""

    DAY = "YYYY-MM-DD"
    SECOND = "YYYY-MM-DDThh:mm:ssZ"

    @property
    def granule(self) -> timedelta:
        return timedelta(days=1) if self is Granularity.DAY else timedelta(seconds=1)


class Code(StrEnum):
    """What a repository says is wrong."""

    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105  the standard's word
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"
    NO_METADATA_FORMATS = "noMetadataFormats"
    NO_SET_HIERARCHY = "noSetHierarchy"
    #: None of the standard's.
    OTHER = "other"


# ---------------------------------------------------------------- asking


@dataclass(frozen=True, slots=True)
class Request:
    """A verb and its arguments, in the order they are sent."""

    verb: Verb
    arguments: tuple[tuple[str, str], ...] = ()

    def url(self, base: str) -> str:
        """The address to ask; a base address may already carry a question of its own."""
        joint = "&" if "?" in base else "?"
        return base + joint + urlencode([("verb", self.verb.value), *self.arguments])


def _request(verb: Verb, **arguments: str) -> Request:
    return Request(
        verb, tuple((name.rstrip("_"), text) for name, text in arguments.items() if text)
    )


def identify() -> Request:
    return Request(Verb.IDENTIFY)


def list_metadata_formats(identifier: str = "") -> Request:
    return _request(Verb.LIST_METADATA_FORMATS, identifier=identifier)


def list_sets() -> Request:
    return Request(Verb.LIST_SETS)


def get_record(identifier: str, prefix: str) -> Request:
    return _request(Verb.GET_RECORD, identifier=identifier, metadataPrefix=prefix)


def list_records(
    prefix: str, *, since: str = "", until: str = "", set_spec: str = "", headers_only: bool = False
) -> Request:
    """Records, or their headers alone, changed from ``since`` to ``until`` inclusive (``stamp``)."""
    verb = Verb.LIST_IDENTIFIERS if headers_only else Verb.LIST_RECORDS
    return _request(verb, metadataPrefix=prefix, from_=since, until=until, set=set_spec)


def resume(verb: Verb, token: str) -> Request:
    """The next page. The token is the only argument beside the verb."""
    return Request(verb, (("resumptionToken", token),))


def stamp(moment: datetime, granularity: Granularity) -> str:
    """A moment as a repository of this granularity takes it, in UTC."""
    form = "%Y-%m-%d" if granularity is Granularity.DAY else "%Y-%m-%dT%H:%M:%SZ"
    return moment.astimezone(UTC).strftime(form)


_STAMP: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)?)?", re.ASCII
)


def read_stamp(text: str) -> datetime | None:
    """None where it is no date; parts of a second and a missing Z, which some send, are passed over."""
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[arg-type,misc]  # six numbers
    except ValueError:
        return None
