"""The tables of grants: what a member faculty decides, the grant of a mobility, its account, its agreement."""

from funding.models.account import BankDetails
from funding.models.agreement import GrantAgreement, GrantSignature
from funding.models.grant import Grant
from funding.models.terms import GrantTerms

__all__ = ["BankDetails", "Grant", "GrantAgreement", "GrantSignature", "GrantTerms"]
