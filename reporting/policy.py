"""Who may do what with the papers after return."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import rule
from members.enums import Capacity as C
from members.policy import holds
from mobility.enums import Stage
from mobility.policy import (
    in_stage,
    is_not_own,
    is_participant,
    is_system,
    reporting_is_done,
    sees_as_staff,
    where_the_table_says,
)

HAS_RETURNED = frozenset({Stage.RETURNED, Stage.COMPLETED, Stage.RECOGNISED, Stage.CLOSED})


@rule(_("This opens once the stay has ended."))
def has_returned(actor: Any, mobility: Any) -> bool:
    return Stage(mobility.stage) in HAS_RETURNED


# HR comes in once reporting is complete; until then the papers are between participant and office.
readers = is_participant | sees_as_staff | (reporting_is_done & holds(C.HR))
certificate_readers = (
    is_participant
    | holds(C.COORDINATOR, C.FACULTY_OFFICE, C.OFFICE, C.AUDITOR)
    | (reporting_is_done & holds(C.HR))
)
after_the_stay = is_participant & in_stage(Stage.RETURNED)
checks = holds(C.COORDINATOR, C.OFFICE) & is_not_own & in_stage(Stage.RETURNED)

policy.register(
    {
        "see_reporting": has_returned & readers,
        "see_report_versions": has_returned & (is_participant | sees_as_staff),
        "see_certificate": has_returned & certificate_readers,
        "upload_certificate": after_the_stay,
        "certify_stay": holds(C.HOST) & in_stage(Stage.RETURNED),
        "give_feedback": holds(C.HOST) & has_returned,
        "see_feedback": has_returned & (is_participant | holds(C.COORDINATOR, C.OFFICE)),
        "enter_certificate": checks,
        "accept_certificate": checks,
        "return_certificate": checks,
        "note_survey": after_the_stay,
        "write_report": after_the_stay,
        "hand_in_report": after_the_stay,
        "accept_report": checks,
        "return_report": checks,
        "consent_to_publication": is_participant & has_returned,
        # The participant whenever they like; whoever answers for the university when erasure was asked for.
        "withdraw_publication": is_participant | holds(C.DPO, C.OFFICE),
        "complete": is_system & where_the_table_says("complete"),
        "reopen_closing": holds(C.COORDINATOR) & is_not_own & where_the_table_says("reopen_closing"),
    }
)
