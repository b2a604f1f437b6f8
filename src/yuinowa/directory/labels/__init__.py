"""What the codes of the directory are called on the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.core.rights import Level
from yuinowa.directory.domain.criteria import Confirmed, Facet, Sort, TakesPart
from yuinowa.directory.domain.institutions import (
    Certainty,
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    Status,
    SuccessionKind,
    SwitchState,
)
from yuinowa.directory.domain.matching import Reason
from yuinowa.directory.domain.records import CLAIMED_TWICE
from yuinowa.directory.domain.sources import (
    SOURCES,
    TABLE_SOURCE,
    DirectorySource,
    SourceCode,
)
from yuinowa.kernel import identifiers
from yuinowa.ui.words import in_japanese

KINDS: dict[InstitutionKind, Promise] = {
    InstitutionKind.PUBLIC_LIBRARY: _("Public library"),
    InstitutionKind.PREFECTURAL_LIBRARY: _("Prefectural library"),
    InstitutionKind.SCHOOL_LIBRARY: _("School library"),
    InstitutionKind.UNIVERSITY_LIBRARY: _("University library"),
    InstitutionKind.SPECIAL_LIBRARY: _("Special library"),
    InstitutionKind.ASSEMBLY_LIBRARY: _("Assembly library"),
    InstitutionKind.NATIONAL_LIBRARY: _("National library"),
    InstitutionKind.SCHOOL: _("School"),
    InstitutionKind.KINDERGARTEN: _("Kindergarten or nursery"),
    InstitutionKind.MUSEUM: _("Museum"),
    InstitutionKind.ARCHIVE: _("Archive"),
    InstitutionKind.COMMUNITY_HALL: _("Community hall"),
    InstitutionKind.RESEARCH_INSTITUTE: _("Research institute"),
    InstitutionKind.ADMINISTRATION: _("Local government"),
    InstitutionKind.GOVERNMENT_BODY: _("Government body"),
    InstitutionKind.EMBASSY: _("Embassy"),
    InstitutionKind.HEALTH: _("Hospital or health center"),
    InstitutionKind.SHOPPING_STREET: _("Shopping street"),
    InstitutionKind.COMPANY: _("Company"),
    InstitutionKind.BOOKSHOP: _("Bookshop"),
    InstitutionKind.NPO: _("Non-profit organization"),
    InstitutionKind.NEIGHBORHOOD: _("Neighborhood group"),
    InstitutionKind.VOLUNTEER_GROUP: _("Volunteer group"),
    InstitutionKind.COOPERATIVE: _("Cooperative"),
    InstitutionKind.INTERMEDIARY: _("Intermediary body"),
    InstitutionKind.SUPPORT_CENTER: _("Support center"),
    InstitutionKind.BODY: _("Council"),
    InstitutionKind.CONSORTIUM: _("Consortium"),
}
SCHEMES: dict[IdentifierScheme, Promise] = {
    IdentifierScheme.ISIL: _("ISIL"),
    IdentifierScheme.FA: _("FA number (NACSIS-CAT/ILL)"),
    IdentifierScheme.CRD: _("Number in the Collaborative Reference Database"),
    IdentifierScheme.NDL_LIB: _("Library code of the National Diet Library"),
    IdentifierScheme.CORPORATE_NUMBER: _("Corporate number"),
    IdentifierScheme.LOCAL_GOVERNMENT: _("Local government code"),
    IdentifierScheme.SCHOOL: _("School code"),
    IdentifierScheme.ISNI: _("ISNI"),
    IdentifierScheme.URL: _("Address on the web"),
}
NAME_KINDS: dict[NameKind, Promise] = {
    NameKind.FORMER: _("Former name"),
    NameKind.ALIAS: _("Also called"),
    NameKind.SHORT: _("Short name"),
    NameKind.ENGLISH: _("English name"),
}
SERVICES: dict[Service, Promise] = {
    Service.CATALOGUING: _("Shared cataloguing"),
    Service.ILL: _("Interlibrary loan and copies"),
    Service.COPY: _("Copies for other institutions"),
    Service.LOAN: _("Loans to other institutions"),
    Service.FAX: _("Copies by fax"),
    Service.STATUS: _("Taking requests at present"),
}
SWITCH_STATES: dict[SwitchState, Promise] = {
    SwitchState.OPEN: pgettext_lazy("service", "Open"),
    SwitchState.CLOSED: pgettext_lazy("service", "Closed"),
    SwitchState.OTHER_DESK: pgettext_lazy("service", "Through another desk"),
}
#: The tone of the word beside the state; the word alone says it.
SWITCH_TONES: dict[SwitchState, str] = {
    SwitchState.OPEN: "good",
    SwitchState.CLOSED: "",
    SwitchState.OTHER_DESK: "",
}
CERTAINTIES: dict[Certainty, Promise] = {
    Certainty.SOLE: _("Only this source names it"),
    Certainty.SURE: _("Surely the same institution"),
    Certainty.PROBABLE: _("Probably the same institution"),
}
#: Of the record that stood alone before others joined it.
BEGAN_WITH = _("This entry began with it")
#: By what the records of two sources were judged to mean the same institution.
REASONS: dict[str, Promise] = {
    Reason.NAME: _("The names are the same."),
    Reason.NAME_BUT_FORM: _("The names are the same but for the legal form."),
    Reason.NAME_REORDERED: _("The names are the same in another order."),
    Reason.NAME_CORE: _("The core of the names is the same."),
    Reason.READING: _("The readings are the same."),
    Reason.NAME_PART: _("One name is a part of the other."),
    Reason.TELEPHONE: _("The telephone numbers are the same."),
    Reason.POSTAL_CODE: _("The postal codes are the same."),
    Reason.SEVERAL_ALIKE: _("Several institutions are alike, so none was taken."),
}
#: What is odd about an identifier.
IDENTIFIER_WARNINGS: dict[str, Promise] = {
    identifiers.EMPTY: _("Nothing is written."),
    identifiers.MALFORMED: _("It does not have the form of such an identifier."),
    identifiers.CHECK_DIGIT: _("The check digit does not fit: probably a slip of the pen."),
    identifiers.CHECK_DIGIT_ADDED: _("The check digit was missing and was added."),
    identifiers.HYPHEN_ADDED: _("The hyphen was missing and was added."),
    identifiers.DEMO_ONLY: _("Made up, for the demonstration only."),
    identifiers.UNKNOWN_TYPE: _("The first digit names no known type of institution."),
    identifiers.UNKNOWN_PREFECTURE: _("There is no prefecture with this number."),
    CLAIMED_TWICE: _("Another institution gives the same number."),
}
#: How it is said of the other institution: (it came before, it came after).
SUCCESSIONS: dict[SuccessionKind, tuple[Promise, Promise]] = {
    SuccessionKind.RENAME: (_("Had another name before"), _("Has another name since")),
    SuccessionKind.MERGE: (_("Was merged into this one"), _("This one was merged into it")),
    SuccessionKind.SPLIT: (_("This one was split off from it"), _("Was split off from this one")),
    SuccessionKind.DUPLICATE: (
        _("Was entered twice; this entry stands"),
        _("Was entered twice; that entry stands"),
    ),
}
#: An active entry needs no word.
STATUSES: dict[Status, Promise] = {
    Status.CANDIDATE: _("Candidate: not yet checked by the region office"),
    Status.ACTIVE: pgettext_lazy("institution", "Active"),
    Status.DORMANT: pgettext_lazy("institution", "At rest"),
    Status.MERGED: _("No more: became part of another"),
    Status.CLOSED: _("No more: closed"),
}
#: Levels below public; a public entry needs no word.
LEVELS: dict[Level, Promise] = {
    Level.MEMBERS: _("Only for institutions that take part"),
    Level.PARTIES: _("Only for this institution"),
    Level.PRIVATE: _("Only for this institution"),
}
SORTS: dict[Sort, Promise] = {
    Sort.RELEVANCE: _("Best match first"),
    Sort.NAME: _("By reading"),
    Sort.PLACE: _("By place"),
}
#: Without words nothing matches better; those that take part stand first.
SORTS_WITHOUT_WORDS = SORTS | {Sort.RELEVANCE: _("Taking part first")}
FACETS: dict[Facet, Promise] = {
    Facet.KIND: _("Kind"),
    Facet.PREFECTURE: _("Prefecture"),
    Facet.MUNICIPALITY: _("Municipality"),
    Facet.MEMBER: _("Taking part"),
    Facet.PROGRAMME: _("Programme, today"),
    Facet.SERVICE: _("Service open today"),
    Facet.STATUS: pgettext_lazy("institution", "Status"),
    Facet.CONFIRMED: pgettext_lazy("entry", "Confirmed"),
}
CONFIRMED: dict[Confirmed, Promise] = {
    Confirmed.YES: _("Within a year"),
    Confirmed.NO: _("Longer ago, or never"),
}
TAKES_PART: dict[TakesPart, Promise] = {
    TakesPart.YES: _("Takes part here"),
    TakesPart.NO: _("Directory entry"),
}


#: What came in as a table that somebody sent.
TABLE = _("A table taken in here")

#: Entries that a file of the ISIL register brought.
REGISTER_SOURCE = "isil-register"
REGISTER = _("ISIL register")


def source(code: str) -> DirectorySource | None:
    """What is known of a shipped source; nothing of one that the region added."""
    return SOURCES[SourceCode(code)] if code in set(SourceCode) else None


def source_title(code: str) -> str:
    """The name of a source; one that the region added is called by its code."""
    known = source(code)
    if known is None:
        own = {TABLE_SOURCE: TABLE, REGISTER_SOURCE: REGISTER}
        return str(own.get(code, code))
    return known.title if in_japanese() else known.title_en


def reason(code: str) -> str:
    """Why two records were taken for the same; an older import's word is shown as it is."""
    return str(REASONS.get(code, code))


def identifier_warning(code: str) -> str:
    return str(IDENTIFIER_WARNINGS.get(code, code))
