"""Tables of the catalogue."""

from yuinowa.catalogue.models.decisions import Decision, Question
from yuinowa.catalogue.models.records import (
    Description,
    DescriptionKey,
    EarlierRecord,
    Item,
    Manifestation,
    SourceRecord,
    Work,
    WorkKey,
)
from yuinowa.catalogue.models.sources import Branch, Finding, FolderLook, Harvest, Run, Source

__all__ = [
    "Branch",
    "Decision",
    "Description",
    "DescriptionKey",
    "EarlierRecord",
    "Finding",
    "FolderLook",
    "Harvest",
    "Item",
    "Manifestation",
    "Question",
    "Run",
    "Source",
    "SourceRecord",
    "Work",
    "WorkKey",
]
