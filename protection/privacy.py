"""The data map of requests about one's own data."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, REGISTER, Basis, Category, Erase, Keep, Purpose, Traits, describe
from protection.models import Bundle, Erasure, ErasureAnswer, ErasureRequest, Figure, RetentionRule

RIGHTS = Traits(Category.EVIDENCE, Purpose.RIGHTS, Basis.LEGAL_DUTY, Keep.ACCOUNT)
# That a request was answered stays as proof; why it was made goes with the account.
PROOF = replace(RIGHTS, keep=Keep.JOURNAL, erase=Erase.KEEP)
ASKED = replace(RIGHTS, erase=Erase.ANONYMISE)

describe(
    RetentionRule,
    "Rules of retention",
    fields={REGISTER: "id university rule months set_at", replace(OTHER, keep=Keep.INSTALLATION): "set_by"},
)
describe(
    Bundle,
    _("Copies of your data"),
    person="person",
    fields={
        replace(KEY, keep=Keep.BUNDLE): "id university public_id person sha256",
        replace(RIGHTS, keep=Keep.BUNDLE): "asked_at ready_at expires_on size",
    },
)
describe(
    ErasureRequest,
    _("Your requests for erasure"),
    person="person",
    fields={
        KEY: "id university public_id person",
        ASKED: "reason words",
        PROOF: "asked_at decided_at decided_as",
        OTHER: "decided_by",
    },
)
describe(
    ErasureAnswer,
    _("Answers to your requests for erasure"),
    person="request__person",
    fields={KEY: "id university request", PROOF: "record verdict ground kept_until"},
)
describe(
    Erasure,
    "Ledger of erasures",
    fields={replace(PROOF, exportable=False): "id university table key action because erased_at"},
)
describe(
    Figure,
    "Figures of files that are gone",
    fields={
        REGISTER: "id university member academic_year action stage staff_group host_country training_days"
    },
)
