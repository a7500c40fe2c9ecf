"""Signatures that were put into a paper of ours elsewhere, with somebody's own certificate.

The file is opened in a limited child process. It is taken only when it is our paper to the last byte and everything
behind it is signatures; these are told as they stand there, and vouched for by nobody but the certificates' issuers.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.limited import ChildFailed, LimitedProcess, Limits
from core.trust import Trust

LIMITS = Limits(seconds=30, memory=1 << 30, answers=100)
PROBLEMS: dict[str, str | Promise] = {
    "encrypted": _("The PDF is protected with a password. Sign the file without protection."),
    "broken": _("The file is damaged and cannot be opened. Sign the file anew and send that one."),
    "unsigned": _("There is no electronic signature in this file: it is our text, as it was fetched."),
    "altered": _(
        "Something besides signatures was added to the file. Fetch the copy once more and sign it as it is, without "
        "notes, marks or other changes."
    ),
    "invalid": _(
        "A signature in the file does not hold: it is damaged, or something was changed after it. Sign the copy anew."
    ),
}


class NotAsIssued(Exception):
    """The file is not our paper with signatures and nothing else; the text tells the sender why."""


@dataclass(frozen=True)
class OutsideSignature:
    """One signature as it stands in the file. The name is the certificate's word, `issuer` who vouches for it.

    `said_at` is the signer's own clock, `stamped_at` that of an authority which is trusted here. `is_trusted`: the
    certificate is valid now and its chain ends in a root of this installation; `is_qualified`: it calls itself a
    qualified certificate for signatures besides, and that root is kept for such. Revocation is not asked.
    """

    name: str
    issuer: str
    fingerprint: str
    said_at: str = ""
    stamped_at: str = ""
    stamped_by: str = ""
    is_trusted: bool = False
    is_qualified: bool = False

    @property
    def at(self) -> datetime | None:
        """When it was made: an authority's clock before the signer's own."""
        said = self.stamped_at or self.said_at
        return datetime.fromisoformat(said) if said else None

    @property
    def row(self) -> dict[str, Any]:
        """As it is kept with the paper."""
        return asdict(self)


def signatures_added(content: bytes, base: int, trusted: Trust) -> list[OutsideSignature]:
    """The signatures in a file whose first `base` bytes are a paper of ours. Raises NotAsIssued."""
    asked = {"base": base, "known": trusted.known, "qualified": trusted.qualified}
    try:
        told = json.loads(_judge.ask(json.dumps(asked).encode() + b"\n" + content))
    except ChildFailed as failure:
        raise NotAsIssued(PROBLEMS["broken"]) from failure
    if "problem" in told:
        raise NotAsIssued(PROBLEMS[told["problem"]])
    return [OutsideSignature(**row) for row in told["signatures"]]


_judge = LimitedProcess("core.outside_child", LIMITS)
