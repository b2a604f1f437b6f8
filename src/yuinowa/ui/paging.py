"""Pages of a list, by the query string."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yuinowa.core.text import whole_number
from yuinowa.kernel.errors import NotFound, Unreadable

ROWS_A_PAGE = 50
#: Beyond this the database would read and throw away more than anybody pages through.
LAST_PAGE = 10_000


def page_of(
    request: HttpRequest, rows: Any, *, size: int = ROWS_A_PAGE, count: int | None = None
) -> Page[Any]:
    """The page of ``rows`` (a queryset or a sequence) that ``?page=`` asks for; who knows how many there are says so.

    Raises:
        Unreadable: ``page`` is not a number.
        NotFound: the list ends before it.
    """
    asked = request.GET.get("page", "1")
    try:
        number = whole_number(asked, low=1, high=LAST_PAGE)
    except ValidationError as fault:
        raise Unreadable(_("The number of the page cannot be read."), place="page") from fault
    pages = Paginator(rows, size)
    if count is not None:
        pages.count = count  # else it is asked for
    try:
        return pages.page(number)
    except EmptyPage as fault:
        raise NotFound(_("The list ends before this page.")) from fault
