"""What the columns of a table of books are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from yuinowa.catalogue.domain.reading.columns import Field

FIELDS: dict[Field, Promise] = {
    Field.IDENTITY: pgettext_lazy("column of a table of books", "Its number in your system"),
    Field.TITLE: pgettext_lazy("column of a table of books", "Title"),
    Field.TITLE_KANA: pgettext_lazy("column of a table of books", "Reading of the title"),
    Field.OTHER_TITLE: pgettext_lazy("column of a table of books", "Subtitle"),
    Field.VOLUME: pgettext_lazy("column of a table of books", "Volume"),
    Field.EDITION: pgettext_lazy("column of a table of books", "Edition"),
    Field.AUTHOR: pgettext_lazy("column of a table of books", "Author"),
    Field.AUTHOR_KANA: pgettext_lazy("column of a table of books", "Reading of the author"),
    Field.PUBLISHER: pgettext_lazy("column of a table of books", "Publisher"),
    Field.PUBLISHER_KANA: pgettext_lazy("column of a table of books", "Reading of the publisher"),
    Field.PLACE: pgettext_lazy("column of a table of books", "Place of publication"),
    Field.DATE: pgettext_lazy("column of a table of books", "Date of publication"),
    Field.ISBN: pgettext_lazy("column of a table of books", "ISBN"),
    Field.ISSN: pgettext_lazy("column of a table of books", "ISSN"),
    Field.JPNO: pgettext_lazy("column of a table of books", "JP number"),
    Field.NCID: pgettext_lazy("column of a table of books", "NCID"),
    Field.NDC: pgettext_lazy("column of a table of books", "NDC"),
    Field.SUBJECT: pgettext_lazy("column of a table of books", "Subject heading"),
    Field.SERIES: pgettext_lazy("column of a table of books", "Series"),
    Field.EXTENT: pgettext_lazy("column of a table of books", "Pages, size"),
    Field.LANGUAGE: pgettext_lazy("column of a table of books", "Language"),
    Field.MATERIAL: pgettext_lazy("column of a table of books", "Kind of material"),
    Field.AUDIENCE: pgettext_lazy("column of a table of books", "For whom"),
    Field.NOTE: pgettext_lazy("column of a table of books", "Note"),
    Field.BRANCH: pgettext_lazy("column of a table of books", "Where it is"),
    Field.CALL_NUMBER: pgettext_lazy("column of a table of books", "Call number"),
    Field.ITEM: pgettext_lazy("column of a table of books", "Number of the copy"),
    Field.USE: pgettext_lazy("column of a table of books", "Whether it is lent"),
    Field.URL: pgettext_lazy("column of a table of books", "Address"),
    Field.DELETED: pgettext_lazy("column of a table of books", "Withdrawn"),
}
