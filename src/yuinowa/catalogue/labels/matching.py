"""What speaks for and against two records being of one thing, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from yuinowa.catalogue.domain.matching.decisions import Kind

KINDS: dict[Kind, Promise] = {
    Kind.JOIN: pgettext_lazy("decision on two records", "Belong together"),
    Kind.SPLIT: pgettext_lazy("decision on two records", "Kept apart"),
}
#: By what stands before the dot of a reason's code.
COMPARED: dict[str, Promise] = {
    "isbn": pgettext_lazy("what is compared", "ISBN"),
    "jpno": pgettext_lazy("what is compared", "JP number"),
    "ncid": pgettext_lazy("what is compared", "NCID"),
    "issn": pgettext_lazy("what is compared", "ISSN"),
    "title": pgettext_lazy("what is compared", "Title"),
    "kana": pgettext_lazy("what is compared", "Reading"),
    "agent": pgettext_lazy("what is compared", "Author"),
    "year": pgettext_lazy("what is compared", "Year"),
    "publisher": pgettext_lazy("what is compared", "Publisher"),
    "part": pgettext_lazy("what is compared", "Title of the part"),
    "pages": pgettext_lazy("what is compared", "Pages"),
    "volume": pgettext_lazy("what is compared", "Volume"),
    "edition": pgettext_lazy("what is compared", "Edition"),
}


def compared(code: str) -> Promise | str:
    """What a reason is about."""
    return COMPARED.get(code.partition(".")[0], code)
