"""What human resources record, and what is answered for its effects."""

from recognition.operations.effects import (
    answer_follow_up,
    close,
    open_effect_duties,
    report_effect,
    waive_effects,
)
from recognition.operations.recording import ask_to_record, record_entry, stop_asking

__all__ = [
    "answer_follow_up",
    "ask_to_record",
    "close",
    "open_effect_duties",
    "record_entry",
    "report_effect",
    "stop_asking",
    "waive_effects",
]
