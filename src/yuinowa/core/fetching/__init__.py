"""The one HTTP client (R17): whoever asks another host asks through ``Client``.

Whoever makes a client names its hosts in ``core.outgoing`` too, so that the operator's list is whole.
"""

from yuinowa.core.fetching.approved import approved_client, approved_hosts
from yuinowa.core.fetching.client import Answer, Client, Limits
from yuinowa.core.fetching.faults import FetchFault, FetchRefused
from yuinowa.core.fetching.places import Origin, origin_of

__all__ = [
    "Answer",
    "Client",
    "FetchFault",
    "FetchRefused",
    "Limits",
    "Origin",
    "approved_client",
    "approved_hosts",
    "origin_of",
]
