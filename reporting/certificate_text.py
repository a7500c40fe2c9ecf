"""What a certificate of attendance says that the host signs in its room: one canonical text with its hash.

The minimum of a funded staff mobility (Commission, grant agreement): who, for what, from when to when, declared by the
receiving organisation; besides that the content, and the agreement it answers to.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mobility.activity import of_text
from mobility.models import Agreement, Mobility

TRAINING_FORM = "Certificate of Attendance – Staff Mobility for Training"
COMBINED_FORM = "Certificate of Attendance – Staff Mobility for Teaching and Training"


@dataclass(frozen=True)
class Stay:
    """What the host says of the stay: first and last day, hours of training where counted, content.

    `teaching_hours`: what was taught, in a stay that combines teaching and training; None in one for training alone.
    """

    starts_on: date
    ends_on: date
    hours: int | None
    content: str
    teaching_hours: int | None = None


def compose(
    *, mobility: Mobility, agreement: Agreement, stay: Stay, name: str, function: str
) -> dict[str, Any]:
    """The whole text; names and institutions are those of the agreement that all three parties signed."""
    agreed = agreement.text
    staff, receiving, sending = agreed["staff_member"], agreed["receiving"], agreed["sending"]
    return {
        "form": COMBINED_FORM if of_text(agreed).is_combined else TRAINING_FORM,
        "reference": mobility.number,
        "agreement": {"version": agreement.version, "hash": agreement.text_hash},
        "action": agreed["action"],
        "participant": f"{staff['first_name']} {staff['last_name']}",
        "sending": {"name": sending["name"], "erasmus_code": sending["erasmus_code"]},
        "receiving": {
            "name": receiving["name"],
            "unit": receiving["unit"],
            "address": receiving["address"],
            "country": receiving["country"],
            "erasmus_code": receiving["erasmus_code"],
        },
        "purpose": {"title": agreed["programme"]["title"], "forms": agreed["programme"]["forms"]},
        "from": stay.starts_on.isoformat(),
        "to": stay.ends_on.isoformat(),
        "hours": stay.hours,
        **({"teaching": {"hours": stay.teaching_hours}} if stay.teaching_hours is not None else {}),
        "content": stay.content,
        "signatory": {"name": name, "function": function},
    }
