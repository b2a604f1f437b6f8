"""What a browser may send (R10): the whole of it is measured before any of it is read or kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.text import has_refused_character

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class MeasuredUpload(FileUploadHandler):
    """Refuses a form with files that is larger than ``UPLOAD_MAX_BYTES``; what is smaller, the next handlers keep."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002  # Django's signature
        META: Mapping[str, Any],  # noqa: ARG002, N803  # as above
        content_length: int,
        boundary: str,  # noqa: ARG002  # as above
        encoding: str | None = None,  # noqa: ARG002  # as above
    ) -> None:
        if content_length > settings.UPLOAD_MAX_BYTES:
            raise RequestDataTooBig(f"{content_length} bytes were sent")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  # as above
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing is kept here."""


class UploadField(forms.FileField):
    """One file of at most ``most_bytes``, with a name that can be told (R10).

    ``too_large`` says what somebody does whose file is larger.
    """

    def __init__(self, *, most_bytes: int, too_large: _StrPromise, **kwargs: Any) -> None:
        kwargs.setdefault(
            "error_messages",
            {
                "required": gettext_lazy("Choose the file."),
                "empty": gettext_lazy("There is nothing in the file."),
            },
        )
        super().__init__(max_length=200, **kwargs)
        self._most_bytes = most_bytes
        self._too_large = too_large

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: UploadedFile[Any] = super().clean(data, initial)
        if (given.size or 0) > self._most_bytes:
            raise ValidationError(self._too_large)
        if has_refused_character(given.name or ""):
            raise ValidationError(_("The name of the file cannot be used. Rename it."))
        return given
