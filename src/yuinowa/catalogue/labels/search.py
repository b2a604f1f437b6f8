"""What stands beside a search of works."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.catalogue.domain.criteria import Sort
from yuinowa.catalogue.domain.document import NDC, Facet

FACETS: dict[str, Promise] = {
    Facet.LIBRARY.value: _("Libraries that have it"),
    Facet.MATERIAL.value: _("Kind of material"),
    Facet.DECADE.value: pgettext_lazy("of a work", "Published in"),
    Facet.ACCESSIBLE.value: _("Forms for those who cannot read print"),
    Facet.AUDIENCE.value: pgettext_lazy("of a work", "For whom"),
    Facet.LANGUAGE.value: pgettext_lazy("of a work", "Language"),
    NDC: pgettext_lazy("of a work", "What it is about"),
    Facet.AREA.value: pgettext_lazy("of a work", "Where it is"),
}
SORTS: dict[Sort, Promise] = {
    Sort.RELEVANCE: _("Best match first"),
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.HELD: _("Held by most libraries first"),
}
#: The ten main classes of 日本十進分類法; the classes below show their number alone.
NDC_MAIN: dict[str, Promise] = {
    "0": _("General works"),
    "1": _("Philosophy and religion"),
    "2": _("History and geography"),
    "3": _("Society"),
    "4": _("Nature and medicine"),
    "5": _("Technology and home"),
    "6": _("Industry and trade"),
    "7": _("Arts and sports"),
    "8": pgettext_lazy("a class of books", "Languages"),
    "9": _("Literature"),
}
