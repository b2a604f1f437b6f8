"""What a browser may send (R10): the whole of it is measured before any of it is read or kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


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
