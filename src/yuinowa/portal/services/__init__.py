"""Deeds of the portal: what an operator does, and what an institution takes along."""

from yuinowa.portal.services.operation import read_letter, run_again
from yuinowa.portal.services.takeouts import (
    begin_takeout,
    drop_takeout,
    erase_old_takeouts,
    fetch_takeout,
    make_takeout,
)

__all__ = [
    "begin_takeout",
    "drop_takeout",
    "erase_old_takeouts",
    "fetch_takeout",
    "make_takeout",
    "read_letter",
    "run_again",
]
