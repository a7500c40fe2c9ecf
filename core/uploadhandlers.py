"""Reading uploads: what is over the limit is let run past and forgotten, and the form is told."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from core.uploads import OversizedUpload

FILES_IN_A_FORM = 5


class LimitedUploadHandler(FileUploadHandler):
    """First in line: passes a file on to the next handler until it is over `POPOTNIK_UPLOAD_LIMIT`.

    A body that is larger than the files of any form together is not read at all (RequestDataTooBig).
    """

    def handle_raw_input(self, _body: Any, _headers: Any, content_length: int, *_rest: Any) -> None:
        """Refuse the whole body by its declared length, before a byte of it is read."""
        if content_length > FILES_IN_A_FORM * settings.POPOTNIK_UPLOAD_LIMIT:
            raise RequestDataTooBig("The form with its files is too large.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._is_over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the data on, or drop it when the file is over the limit."""
        self._is_over = self._is_over or start + len(raw_data) > settings.POPOTNIK_UPLOAD_LIMIT
        return None if self._is_over else raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Put a stand-in into the form for a file that was over the limit; the next handlers let go."""
        if not self._is_over:
            return None
        for handler in self.request.upload_handlers if self.request else ():
            if handler is not self:
                handler.upload_interrupted()
        return OversizedUpload(name=self.file_name, size=file_size)
