"""How the program log is written, and what is kept out of it."""

import logging
import re
import time
import unicodedata

SECRET_PATH = re.compile(
    r"(/host/|/accounts/password/reset/key/|/accounts/confirm-email/)(?!room/|propose/)[^/\s]+"
)
HIDDEN = r"\1…"


class WithoutSecrets(logging.Filter):
    """Hides the secret part of personal links (`/<university>/<member>/host/<secret>/`) in what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(value) for value in record.args)
        return True


def _hidden(value: object) -> object:
    return SECRET_PATH.sub(HIDDEN, value) if isinstance(value, str) else value


class Line(logging.Formatter):
    """One event, one line, its time in UTC: what somebody typed cannot look like an entry of its own."""

    converter = time.gmtime  # type: ignore[assignment]  # as the library's own handbook does
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the library's name
        record.message = "".join(map(_visible, record.message))
        return super().formatMessage(record)


def _visible(sign: str) -> str:
    """The sign itself, or how Python would write it when it steers the terminal or breaks the line."""
    steers = unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}
    return sign.encode("unicode_escape").decode() if steers else sign
