"""The spine's tables, one module for each paper or thing."""

from mobility.models.agreement import Agreement, HostLink, Signature
from mobility.models.agreement_run import AgreementLine, AgreementRun
from mobility.models.answers import AnswerPaper
from mobility.models.application import Application
from mobility.models.call import Call, CallText, CallVersion, Criterion, Level
from mobility.models.document import IssuedDocument
from mobility.models.duty import Duty
from mobility.models.editions import PaperEditions
from mobility.models.host import ChangeProposal, Mentor
from mobility.models.inclusion import InclusionNeed
from mobility.models.letterhead import Letterhead
from mobility.models.mobility import Mobility, MobilityRelation, NumberSeries
from mobility.models.paper_text import PaperText
from mobility.models.promise import Promise
from mobility.models.received import IncomingScan, ReceivedPaper
from mobility.models.register import RegisteredPaper
from mobility.models.signing import SigningRules

__all__ = [
    "Agreement",
    "AgreementLine",
    "AgreementRun",
    "AnswerPaper",
    "Application",
    "Call",
    "CallText",
    "CallVersion",
    "ChangeProposal",
    "Criterion",
    "Duty",
    "HostLink",
    "InclusionNeed",
    "IncomingScan",
    "IssuedDocument",
    "Letterhead",
    "Level",
    "Mentor",
    "Mobility",
    "MobilityRelation",
    "NumberSeries",
    "PaperEditions",
    "PaperText",
    "Promise",
    "ReceivedPaper",
    "RegisteredPaper",
    "Signature",
    "SigningRules",
]
