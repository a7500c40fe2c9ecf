"""What the QR codes on a scan say, read in a limited child process: anybody may have sent the file."""

import json
import re

from core.limited import ChildFailed, LimitedProcess, Limits
from core.paper_code import WrongCode, read_code

LIMITS = Limits(seconds=60, memory=1 << 30, answers=200)
ADDRESS = re.compile(r"/verify/([0-9A-Za-z]{16})/?$")


class Unreadable(Exception):
    """The pages could not be looked at; the text says why."""


def codes_on(content: bytes) -> list[str]:
    """The codes of papers on the pages of a PDF or on a picture, each once. Raises Unreadable."""
    try:
        words = json.loads(_reader.ask(content))["words"]
    except ChildFailed as failure:
        raise Unreadable(str(failure)) from failure
    found = (_code_in(text) for text in words)
    return list(dict.fromkeys(code for code in found if code))


def _code_in(text: str) -> str:
    match = ADDRESS.search(text)
    try:
        return read_code(match[1]) if match else ""
    except WrongCode:
        return ""


_reader = LimitedProcess("core.qr_child", LIMITS)
