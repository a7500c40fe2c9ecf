"""Logos: what may be one, and how papers carry it."""

from django.utils.translation import gettext_lazy as _

from core.files import REASONS, Kind, UploadRefused
from core.limited import ChildFailed, LimitedProcess, Limits
from core.uploads import CleanUpload

# A logo is changed once in years: its child does not stay.
_LIMITS = Limits(seconds=20, memory=768 * 1024 * 1024, answers=1)


def require_picture(upload: CleanUpload) -> None:
    """Raise UploadRefused for a PDF."""
    if upload.kind == Kind.PDF:
        raise UploadRefused(_("A logo is a PNG or JPEG picture."), code="foreign")


def drawn(upload: CleanUpload) -> bytes:
    """The picture as PNG on white, no larger than it is printed. Raises UploadRefused."""
    require_picture(upload)
    try:
        return _child.ask(upload.content)
    except ChildFailed as failure:
        raise UploadRefused(REASONS["costly"], code="costly") from failure


_child = LimitedProcess("core.logo_child", _LIMITS)
