"""The data map of grants: what a member decided, the grant, the account, the agreement and who signed it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, REGISTER, Basis, Category, Keep, Purpose, Traits, describe
from funding.models import BankDetails, Grant, GrantAgreement, GrantSignature, GrantTerms

OF_FILE = replace(KEY, keep=Keep.FILE)
OF_ACCOUNT = replace(KEY, keep=Keep.BANK)
AGREED = Traits(Category.AGREEMENT, Purpose.MOBILITY, Basis.CONTRACT, Keep.FILE)
# That somebody gets money for inclusion tells of health or of disadvantage.
INCLUDED = replace(AGREED, category=Category.INCLUSION, special=True)
ACCOUNT = Traits(Category.PAYMENT, Purpose.MOBILITY, Basis.CONTRACT, Keep.BANK)

describe(
    GrantTerms,
    "Terms of grant agreements",
    fields={
        REGISTER: "id university member version is_on share days_to_pay days_for_balance survey_days special_sl"
        " special_en changed_at",
        KEY: "changed_by",
    },
)
describe(
    Grant,
    _("Your grants"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility terms",
        AGREED: "kind funded_days travel_days individual_support travel_support green_supplement other_support"
        " other_name entered_at",
        INCLUDED: "inclusion_support",
    },
)
describe(
    BankDetails,
    _("Your account for a grant"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_ACCOUNT: "id university member mobility",
        ACCOUNT: "holder iban bic bank given_at",
        replace(ACCOUNT, exportable=False): "salt",
    },
)
describe(
    GrantAgreement,
    _("Your grant agreements"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility",
        AGREED: "version amendment text_hash made_at signed_at refused_by refused_at superseded_at",
        # The person has the text as an issued paper, and its figures with the grant.
        replace(AGREED, exportable=False): "text",
        OTHER: "refused_reason",
    },
)
describe(
    GrantSignature,
    _("Your signatures under grant agreements"),
    person="person",
    file="agreement__mobility",
    fields={
        OF_FILE: "id university member agreement person",
        AGREED: "party name function capacity way signed_at text_hash",
    },
)
