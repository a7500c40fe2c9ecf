"""The logos of members: which is in force, and how it comes to the paper."""

import base64
from collections.abc import Iterable

from core.files import FileDamaged, FileWaits, content_of
from mobility.models import Letterhead


def newest(member_ids: Iterable[int]) -> dict[int, Letterhead]:
    """The letterhead in force of each member that ever had one. One statement."""
    rows = Letterhead.objects.filter(member_id__in=list(member_ids)).select_related("logo")
    return {row.member_id: row for row in rows.order_by("member", "-version").distinct("member")}


def logo_on(letterhead: Letterhead | None) -> str:
    """The logo as an address that holds the picture itself; empty without one, or while the virus check is due."""
    if letterhead is None or letterhead.logo is None:
        return ""
    try:
        content = content_of(letterhead.logo)
    except (FileWaits, FileDamaged):
        return ""
    return "data:image/png;base64," + base64.b64encode(content).decode()


def logo_of(member_id: int) -> str:
    """The logo of a member faculty's papers printed now."""
    return logo_on(newest([member_id]).get(member_id))
