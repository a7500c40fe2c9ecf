"""What is kept out of the logs."""

import logging
import re

SECRET_PATH = re.compile(r"(/host/)(?!room/)[^/\s]+")
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
