"""Why a page was not fetched. The edge has a sentence for each; none carries words of the other host."""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.errors import YuinowaError


class FetchFault(StrEnum):
    BAD_ADDRESS = "bad-address"
    NOT_APPROVED = "not-approved"
    NOT_HTTPS = "not-https"
    NAME_UNKNOWN = "name-unknown"
    #: The name leads into a network that is not public and that no operator approved.
    NETWORK_REFUSED = "network-refused"
    NO_CONNECTION = "no-connection"
    CERTIFICATE = "certificate"
    TIMED_OUT = "timed-out"
    TOO_LARGE = "too-large"
    #: The line broke, or fewer bytes came than were announced.
    CUT_OFF = "cut-off"
    #: What came is no HTTP.
    NOT_HTTP = "not-http"
    CODING_REFUSED = "coding-refused"
    TOO_MANY_REDIRECTS = "too-many-redirects"

    @property
    def may_pass(self) -> bool:
        """Whether asking again later makes sense."""
        return self in {
            FetchFault.NAME_UNKNOWN,
            FetchFault.NO_CONNECTION,
            FetchFault.TIMED_OUT,
            FetchFault.CUT_OFF,
        }


class FetchRefused(YuinowaError):
    """Nothing was fetched; ``host`` is whom we asked, or would have asked."""

    code = "fetch-refused"
    status = 502

    def __init__(self, fault: FetchFault, host: str) -> None:
        super().__init__(fault.value, place=host)
        self.fault = fault
        self.host = host
