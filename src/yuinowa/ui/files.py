"""Links to files, as every table of the house offers them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.ui.parts import Link


def csv_links(label: str, address: str) -> list[Link]:
    """A table as CSV, and as CSV for programs that read only the old coding (R16)."""
    joint = "&" if "?" in address else "?"
    return [
        Link(label, address, note="CSV"),
        Link(
            _("For old programs"),
            f"{address}{joint}coding=cp932",
            note=_("CSV in Shift_JIS (CP932)"),
        ),
    ]
