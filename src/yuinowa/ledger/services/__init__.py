"""What may be done with the ledger."""

from yuinowa.ledger.services.choices import decide
from yuinowa.ledger.services.closing import close_year
from yuinowa.ledger.services.context import context_of
from yuinowa.ledger.services.editions import freeze_point
from yuinowa.ledger.services.metrics import load_shipped_metrics, save_metric
from yuinowa.ledger.services.posting import Posting, correct, post, post_batch, reverse
from yuinowa.ledger.services.statements import Figure, state
from yuinowa.ledger.services.verify import verify

__all__ = [
    "Figure",
    "Posting",
    "close_year",
    "context_of",
    "correct",
    "decide",
    "freeze_point",
    "load_shipped_metrics",
    "post",
    "post_batch",
    "reverse",
    "save_metric",
    "state",
    "verify",
]
