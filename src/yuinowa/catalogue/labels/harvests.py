"""Why a library's server gave no records: the fault and what to do next, in words of ours (R8)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuinowa.core.fetching import FetchFault, FetchRefused, origin_of
from yuinowa.standards.harvest import End
from yuinowa.standards.xml import Fault

_LOOK = _("See whether the address is right, and ask whoever keeps the server.")
_LATER = _("Try it again later. If it stays so, ask whoever keeps the server.")
_SERVER = _("Tell whoever keeps the server; until then nothing is taken.")
#: What a page of records may be wrong in, by the code that a client, a codec or an answer gives.
FAULTS: dict[str, tuple[Promise, Promise]] = {
    # Where it is not to be asked.
    FetchFault.BAD_ADDRESS: (_("This is no address of a server."), _("Write it as https://… , as whoever keeps the server gave it.")),
    FetchFault.NOT_APPROVED: (_("Records may not be fetched from %(origin)s: the operator of this platform has not approved it yet."), _("Ask the operator to add %(origin)s to the setting YUINOWA_FETCH_ORIGINS. Then try again.")),
    FetchFault.NOT_HTTPS: (_("The address begins with http://, where anybody on the way could change the records."), _("Use the address with https://. If there is none, ask whoever keeps the server.")),
    FetchFault.NETWORK_REFUSED: (_("%(host)s lies in a network that is not public."), _("If that is right, ask the operator to add the network to the setting YUINOWA_FETCH_NETWORKS.")),
    # Where nothing comes.
    FetchFault.NAME_UNKNOWN: (_("No server is called %(host)s."), _LOOK),
    FetchFault.NO_CONNECTION: (_("%(host)s takes no connection."), _LATER),
    FetchFault.CERTIFICATE: (_("The certificate of %(host)s is not valid, so it may be somebody else."), _SERVER),
    FetchFault.TIMED_OUT: (_("%(host)s did not answer in time."), _LATER),
    FetchFault.TOO_LARGE: (_("%(host)s sends more at once than a page may hold."), _SERVER),
    FetchFault.CUT_OFF: (_("The answer of %(host)s breaks off."), _LATER),
    FetchFault.NOT_HTTP: (_("%(host)s does not answer as a web server does."), _LOOK),
    FetchFault.CODING_REFUSED: (_("%(host)s sends the page packed, or in a coding, that is not accepted."), _SERVER),
    FetchFault.TOO_MANY_REDIRECTS: (_("%(host)s sends us from address to address."), _LOOK),
    # What comes is no answer.
    "no-oai": (_("What answers at this address is no OAI-PMH server."), _LOOK),
    Fault.EMPTY: (_("%(host)s sent an empty page."), _LATER),
    Fault.NOT_XML: (_("What answers at this address is a page of another kind, not XML."), _LOOK),
    Fault.CODING_CONFLICT: (_("The page of %(host)s says another character coding than it has."), _SERVER),
    Fault.NOT_IN_ITS_CODING: (_("The page of %(host)s holds bytes that are no text in the coding it says."), _SERVER),
    Fault.VERSION: (_("The page of %(host)s is not XML 1.0."), _SERVER),
    Fault.DTD: (_("The page of %(host)s has a document type definition, which is not accepted."), _SERVER),
    Fault.ENTITY: (_("The page of %(host)s uses a sign by a name that XML does not have."), _SERVER),
    Fault.CHARACTER: (_("The page of %(host)s holds a character that XML does not allow."), _SERVER),
    Fault.PREFIX: (_("The page of %(host)s uses a prefix without saying its namespace."), _SERVER),
    Fault.UNBALANCED: (_("In the page of %(host)s an element is closed that is not open."), _SERVER),
    Fault.MORE_BEHIND: (_("Something follows the end of the page of %(host)s."), _SERVER),
    Fault.MALFORMED: (_("The page of %(host)s is no well-formed XML."), _SERVER),
    Fault.TOO_DEEP: (_("In the page of %(host)s elements are nested too deeply."), _SERVER),
}  # fmt: skip
_STATUS = (_("%(host)s answered with the status %(status)s."), _LOOK)
_BUSY = (_("%(host)s is busy, and stayed so each time it was asked again."), _LATER)
#: A list that ended before its end.
ENDS: dict[End, tuple[Promise, Promise]] = {
    End.TOKEN_REPEATED: (_("The server sends the same piece of its list again and again."), _SERVER),
    End.TOO_MANY_PAGES: (_("The server's list does not end: it has more than 10,000 pages, or more than 8 GB."), _("Choose a smaller set, or ask whoever keeps the server for larger pages.")),
    End.EMPTY_PAGE: (_("The server sends a page without records and says that more follow."), _SERVER),
    End.TOKEN_LOST: (_("The server no longer knows how far it had come, twice."), _LATER),
    End.REFUSED: (_("The server refuses the question: %(said)s"), _("Look at the address again: its forms and sets may have changed.")),
    End.AWAY: (_("The server stayed away."), _LATER),
}  # fmt: skip
#: So much of what a server said is shown (R8).
_SHOWN = 50


def words_of_fault(code: str, address: str) -> tuple[str, str]:
    """What is wrong and what to do, for a ``code`` of ``standards.harvest.Busy`` at ``address``."""
    status = code.removeprefix("http-") if code.startswith("http-") else ""
    words, then = FAULTS.get(code) or (_BUSY if status in {"429", "503"} else _STATUS)
    said = {"host": _host(address), "origin": _origin(address), "status": status or code}
    return str(words) % said, str(then) % said


def words_of_end(end: End, said: str) -> tuple[str, str]:
    """Why a list ended before its end, and what to do. ``said``: the server's own words."""
    words, then = ENDS[end]
    return str(words) % {"said": said[:_SHOWN]}, str(then)


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _origin(address: str) -> str:
    """Scheme and host as the operator writes them, without the port that goes without saying."""
    try:
        origin = origin_of(address)
    except (FetchRefused, ValueError):
        return address
    return f"{origin.scheme}://{origin.name}"
