"""Closed sets of the directory."""

from __future__ import annotations

from enum import StrEnum


class InstitutionKind(StrEnum):
    """What an institution is; one may be several. Source: collaboration model §2."""

    PUBLIC_LIBRARY = "public_library"
    PREFECTURAL_LIBRARY = "prefectural_library"
    SCHOOL_LIBRARY = "school_library"
    UNIVERSITY_LIBRARY = "university_library"
    SPECIAL_LIBRARY = "special_library"
    ASSEMBLY_LIBRARY = "assembly_library"
    NATIONAL_LIBRARY = "national_library"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    MUSEUM = "museum"
    ARCHIVE = "archive"
    COMMUNITY_HALL = "community_hall"
    RESEARCH_INSTITUTE = "research_institute"
    ADMINISTRATION = "administration"
    GOVERNMENT_BODY = "government_body"
    EMBASSY = "embassy"
    HEALTH = "health"
    SHOPPING_STREET = "shopping_street"
    COMPANY = "company"
    BOOKSHOP = "bookshop"
    NPO = "npo"
    NEIGHBORHOOD = "neighborhood"
    VOLUNTEER_GROUP = "volunteer_group"
    COOPERATIVE = "cooperative"
    INTERMEDIARY = "intermediary"
    SUPPORT_CENTER = "support_center"
    BODY = "body"
    CONSORTIUM = "consortium"


class Status(StrEnum):
    """Where an entry stands. Source: collaboration model §14.1."""

    #: Registered itself; not yet checked by the region office.
    CANDIDATE = "candidate"
    ACTIVE = "active"
    #: Exists, but is at rest: a closed building, a group between two committees.
    DORMANT = "dormant"
    #: Went into another one, which the succession names.
    MERGED = "merged"
    CLOSED = "closed"

    @property
    def is_over(self) -> bool:
        """Whether it is no more; its page stays, with a mark."""
        return self in {Status.MERGED, Status.CLOSED}


#: Entries of what is there, or may come to be.
LIVING = tuple(status for status in Status if not status.is_over)
#: Entries that have been let in, whatever became of them since.
LET_IN = tuple(status for status in Status if status is not Status.CANDIDATE)


class IdentifierScheme(StrEnum):
    """By what an institution is identified. Source: isil.md §6."""

    ISIL = "isil"
    FA = "fa"
    CRD = "crd"
    NDL_LIB = "ndl_lib"
    CORPORATE_NUMBER = "corporate_number"
    LOCAL_GOVERNMENT = "local_government"
    SCHOOL = "school"
    ISNI = "isni"
    URL = "url"


class NameKind(StrEnum):
    FORMER = "former"
    ALIAS = "alias"
    SHORT = "short"
    ENGLISH = "english"


class SuccessionKind(StrEnum):
    """How one institution follows another. Source: docs/architecture/ledger.md, merges and splits."""

    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    DUPLICATE = "duplicate"


class Certainty(StrEnum):
    """How sure it is that two sources mean the same institution."""

    SOLE = "sole"
    SURE = "sure"
    PROBABLE = "probable"


class Service(StrEnum):
    """Services an institution opens or closes to others. Source: isil.md §6, NACSIS flags."""

    CATALOGUING = "cataloguing"
    ILL = "ill"
    COPY = "copy"
    LOAN = "loan"
    FAX = "fax"
    STATUS = "status"


class SwitchState(StrEnum):
    """A, N and C of the NACSIS participant record: yes, no, through another desk."""

    OPEN = "open"
    CLOSED = "closed"
    OTHER_DESK = "other_desk"


#: The source of a switch that the institution set itself.
OWN = "own"
