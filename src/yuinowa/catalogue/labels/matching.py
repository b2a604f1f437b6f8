"""What speaks for and against two records being of one thing, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from yuinowa.catalogue.domain.matching.decisions import Kind, Level

KINDS: dict[Kind, Promise] = {
    Kind.JOIN: pgettext_lazy("decision on two records", "Belong together"),
    Kind.SPLIT: pgettext_lazy("decision on two records", "Kept apart"),
}
#: Of what the two are one, or not.
LEVELS: dict[Level, Promise] = {
    Level.MANIFESTATION: pgettext_lazy("decision on two records", "as one edition"),
    Level.WORK: pgettext_lazy("decision on two records", "as one work"),
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


#: By what stands behind the dot, or by the whole code where that says it better.
_LIKENESSES: dict[str, Promise] = {
    "same": pgettext_lazy("two records compared", "the same"),
    "same-full": pgettext_lazy("two records compared", "the same, with the subtitle"),
    "same-short": pgettext_lazy("two records compared", "the same, but short"),
    "same-too": pgettext_lazy("two records compared", "the same"),
    "kana": pgettext_lazy("two records compared", "read the same"),
    "begins": pgettext_lazy("two records compared", "one begins with the other"),
    "within": pgettext_lazy("two records compared", "one stands in the other"),
    "close": pgettext_lazy("two records compared", "much alike"),
    "near": pgettext_lazy("two records compared", "somewhat alike"),
    "next": pgettext_lazy("two records compared", "one apart"),
    "year.near": pgettext_lazy("two records compared", "some years apart"),
    "far": pgettext_lazy("two records compared", "many years apart"),
    "other": pgettext_lazy("two records compared", "another"),
    "other-too": pgettext_lazy("two records compared", "another"),
    "different": pgettext_lazy("two records compared", "another"),
    "other-subtitle": pgettext_lazy("two records compared", "another subtitle"),
    "other-script": pgettext_lazy("two records compared", "in another script"),
    "of-set": pgettext_lazy("two records compared", "that of the whole set"),
    "open": pgettext_lazy("two records compared", "not sure"),
    "silent": pgettext_lazy("two records compared", "said by one alone"),
}


def found_alike(code: str) -> Promise | str:
    """How alike two records are in what a reason is about."""
    behind = code.partition(".")[2]
    return _LIKENESSES.get(code, _LIKENESSES.get(behind, behind))
