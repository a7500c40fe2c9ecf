"""What is done with grants; each function is one act of one person, or of Popotnik."""

from funding.operations.accounts import give_account
from funding.operations.grants import ask_for_grant, ask_no_longer, enter_grant, fall_silent, follow_plan
from funding.operations.signing import refuse_to_sign, sign
from funding.operations.terms import change_terms

__all__ = [
    "ask_for_grant",
    "ask_no_longer",
    "change_terms",
    "enter_grant",
    "fall_silent",
    "follow_plan",
    "give_account",
    "refuse_to_sign",
    "sign",
]
