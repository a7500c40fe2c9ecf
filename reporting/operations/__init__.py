"""What is done with the papers after return; each function is one act of one person, or of Popotnik."""

from reporting.operations.certificate import (
    accept_certificate,
    enter_certificate,
    return_certificate,
    upload_certificate,
)
from reporting.operations.closing import complete, open_closing, reopen_closing
from reporting.operations.feedback import assess_outcomes, rate_cooperation
from reporting.operations.host import ask_host_to_certify, certify_stay, upload_for_host
from reporting.operations.publication import consent_to_publication, withdraw_publication
from reporting.operations.report import accept_report, hand_in_report, return_report, save_report_section
from reporting.operations.survey import note_survey

__all__ = [
    "accept_certificate",
    "accept_report",
    "ask_host_to_certify",
    "assess_outcomes",
    "certify_stay",
    "complete",
    "consent_to_publication",
    "enter_certificate",
    "hand_in_report",
    "note_survey",
    "open_closing",
    "rate_cooperation",
    "reopen_closing",
    "return_certificate",
    "return_report",
    "save_report_section",
    "upload_certificate",
    "upload_for_host",
    "withdraw_publication",
]
