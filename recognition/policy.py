"""Who records a mobility, who answers for its effects, and who may release from that."""

from core import policy
from members.enums import Capacity as C
from members.policy import holds, holds_anywhere
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

answers_for_effects = is_participant & in_stage(Stage.RECOGNISED)

policy.register(
    {
        "recognise": holds(C.HR) & is_not_own & where_the_table_says("recognise"),
        "see_recognition": is_participant | sees_as_staff | (reporting_is_done & holds(C.HR)),
        "see_promises": is_participant | sees_as_staff,
        "see_hr_desk": holds_anywhere(C.HR),
        "answer_follow_up": answers_for_effects,
        "report_effect": is_participant & in_stage(Stage.COMPLETED, Stage.RECOGNISED),
        "waive_effect": holds(C.COORDINATOR) & is_not_own & in_stage(Stage.RECOGNISED),
        "close": is_system & where_the_table_says("close"),
    }
)
