"""What leaves the site: expected failures as pages, and the headers every answer carries."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from yuinowa.kernel.errors import SignInAgain, YuinowaError
from yuinowa.ui import plain, readings
from yuinowa.ui.error_pages import ERROR_PAGES, answer, sign_in_again

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

#: Answers Django and the views give without a body of their own.
_CODES = {405: "method-not-allowed", 413: "too-large", 415: "media-type"}


class ErrorPages:
    """Turns what views raise into the page for it; REST has problem documents of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        code = _CODES.get(response.status_code)
        if code is None or response.streaming or response.content:
            return response
        page = answer(request, code)
        if "Allow" in response:
            page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, YuinowaError):
            return None
        # The view's name, not the address: words people searched for stay out of the log (R46).
        view = request.resolver_match.view_name if request.resolver_match else ""
        logger.warning("%s answered %s", view, error.code)
        if isinstance(error, SignInAgain):
            return sign_in_again(request)
        code = error.code if error.code in ERROR_PAGES else "refused"
        return answer(request, code, error=error)


class PlainJapanese:
    """Pages for residents in plain Japanese with readings over kanji, all other pages in Japanese.

    A page is wholly the one or the other. Nothing is done for readers of other languages.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        # By the mark, not by the language: a notice kept in the session may be read on the next page in Japanese.
        if is_page and not response.streaming and _MARK in response.content:
            response.content = readings.on_page(response.content.decode(response.charset))
        return response

    def process_view(
        self,
        request: HttpRequest,
        _view: object,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> None:
        if plain.is_spoken() and not plain.speaks(request):
            plain.fall_back(request)


_MARK = readings.BEGIN.encode()

#: R48. Nothing here asks for a sensor, a camera or a payment; passkeys are the one thing a page may use.
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "camera",
                "display-capture",
                "encrypted-media",
                "fullscreen",
                "geolocation",
                "gyroscope",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "picture-in-picture",
                "screen-wake-lock",
                "usb",
                "xr-spatial-tracking",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


class ResponseHeaders:
    """Headers no library of ours sets: R48's policy, and no shared copy of what one person sees."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        actor = getattr(request, "actor", None)
        if actor is not None and actor.is_signed_in and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_cache=True)
        return response
