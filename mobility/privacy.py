"""The data map of the spine: calls, the file, its application, agreement, papers and duties."""

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, REGISTER, Basis, Category, Erase, Keep, Purpose, Traits, Whose, describe
from mobility.enums import DocumentKind
from mobility.models import (
    Agreement,
    AgreementLine,
    AgreementRun,
    AnswerPaper,
    Application,
    Call,
    CallText,
    CallVersion,
    ChangeProposal,
    Criterion,
    Duty,
    HostLink,
    InclusionNeed,
    IncomingScan,
    IssuedDocument,
    Letterhead,
    Level,
    Mentor,
    Mobility,
    MobilityRelation,
    NumberSeries,
    PaperEditions,
    PaperText,
    Promise,
    ReceivedPaper,
    RegisteredPaper,
    Signature,
    SigningRules,
)

OF_FILE = replace(KEY, keep=Keep.FILE)
FILE = Traits(Category.APPLICATION, Purpose.SELECTION, Basis.PUBLIC_TASK, Keep.FILE)
# What the record in the personnel file rests on: the fact of training, its dates, its host.
FACT = Traits(Category.PERSONNEL, Purpose.RECOGNITION, Basis.LEGAL_DUTY, Keep.PERSONNEL)
AGREED = Traits(Category.AGREEMENT, Purpose.MOBILITY, Basis.CONTRACT, Keep.FILE)
SHARED = Traits(Category.STAY, Purpose.MOBILITY, Basis.CONTRACT, Keep.FILE)
# Answers to what a call asks may tell of health, family or origin; they stand with the application and nowhere else.
CLAIMED = replace(FILE, category=Category.CLAIMS, special=True)
LINK = Traits(Category.OTHERS, Purpose.MOBILITY, Basis.CONTRACT, Keep.HOST_LINK, exportable=False)
TASK = Traits(Category.EVIDENCE, Purpose.MOBILITY, Basis.CONTRACT, Keep.DELIVERY)
# The host's contact person, as the participant named them: theirs to take along, nobody else's.
NAMED = replace(OTHER, purpose=Purpose.MOBILITY, basis=Basis.CONTRACT, exportable=True)
NEED = Traits(
    Category.INCLUSION, Purpose.INCLUSION, Basis.EXPLICIT_CONSENT, Keep.INCLUSION, Erase.DELETE, special=True
)
RECORDED = Q(mobility__recognition_entries__isnull=False)

describe(
    Call,
    "Calls",
    fields={
        REGISTER: "id university member slug action academic_year title_sl title_en purpose_sl purpose_en"
        " audience_sl audience_en documents_sl documents_en basis_sl basis_en staff_groups activities time_zone"
        " rounds rolling opens_at closes_at results_by stays_from stays_until places confirm_days appeal_days"
        " suitability_at papers committee_rules rules published_at scoring_closed_at released_at"
    },
)
describe(
    Criterion,
    "Criteria",
    fields={
        REGISTER: "id university member call within position code kind rule name_sl name_en help_sl help_en most"
        " definition"
    },
)
describe(
    CallVersion,
    "Versions of calls",
    fields={
        REGISTER: "id university member call version document reason_sl reason_en published_at",
        KEY: "published_by",
    },
)
describe(
    CallText,
    "Texts of calls as papers",
    fields={REGISTER: "id university member of version language file issued_at"},
)
describe(Level, "Levels", fields={REGISTER: "id university member criterion points name_sl name_en"})
describe(
    Letterhead,
    "Letterheads of papers",
    fields={REGISTER: "id university member version logo changed_at", KEY: "changed_by"},
)
describe(
    SigningRules,
    "Rules of signing",
    fields={
        REGISTER: "id university member call version follows order home days reconfirm tolerance changed_at",
        KEY: "changed_by",
    },
)
describe(
    PaperEditions,
    "Files of papers",
    fields={REGISTER: "id university member version together changed_at", KEY: "changed_by"},
)
describe(
    PaperText,
    "Texts of papers",
    fields={
        REGISTER: "id university member kind place version words_sl words_en changed_at",
        KEY: "changed_by",
    },
)
describe(NumberSeries, "Series of numbers", fields={REGISTER: "id university member year last"})
describe(
    Mobility,
    _("Your mobilities"),
    person="person",
    file="pk",
    stays=Q(recognition_entries__isnull=False),
    fields={
        replace(FACT, exportable=False): "id university person employment",
        FACT: "public_id member number call unit action title host starts_on ends_on training_days",
        FILE: "stage stage_since place confirm_by reduced_on",
        OF_FILE: "holder open_duties next_due_on met",
    },
)
describe(
    MobilityRelation,
    _("Relations to mobilities"),
    person="user",
    file="content_object",
    fields={OF_FILE: "id permission user content_object"},
)
describe(
    Application,
    _("Your applications"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility",
        FILE: "version saved_at submitted_at work_tasks task_link need need_words host host_unit host_quality"
        " title forms starts_on ends_on travel_before travel_after green_travel programme goals added_value"
        " teaching teaching_hours teaching_level teaching_field teaching_students teaching_content"
        " effects dissemination motivation language own_level needed_level past statement_true"
        " statement_report statement_funding",
        CLAIMED: "answers",
        NAMED: "contact_name contact_position contact_email",
    },
)
describe(
    AnswerPaper,
    _("Papers behind your answers to a call"),
    person="application__mobility__person",
    file="application__mobility",
    brings="file",
    fields={
        OF_FILE: "id university member public_id application",
        CLAIMED: "slot file added_at removed_at",
    },
)
describe(
    Agreement,
    _("Your mobility agreements"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility application amends",
        AGREED: "version text_hash made_at signed_at refused_by refused_at superseded_at signing_order sign_by"
        " lapsed_at amendment",
        # The text names host and signatories; the person has it as an issued paper.
        replace(AGREED, exportable=False): "text",
        OTHER: "refused_reason",
    },
)
describe(
    Signature,
    _("Your signatures"),
    person="person",
    file="agreement__mobility",
    fields={
        OF_FILE: "id university member agreement person received",
        AGREED: "party name function capacity way signed_at written_on text_hash",
    },
)
describe(
    ReceivedPaper,
    _("Papers from outside in your file"),
    person="mobility__person",
    file="mobility",
    brings="file",
    fields={
        OF_FILE: "id university member mobility paper counted",
        AGREED: "public_id kind title received_at file",
        # Certificates name whoever signed, and the entry whoever made it.
        OTHER: "found entered_by guest",
    },
)
describe(
    IncomingScan,
    _("Scans about you that wait at the office"),
    person="mobility__person",
    file="mobility",
    brings="file",
    fields={
        OF_FILE: "id university member mobility paper",
        AGREED: "public_id file sent_at settled_at settled_as",
        OTHER: "sent_by",
    },
)
describe(
    HostLink,
    "Links to hosts",
    file="agreement__mobility",
    fields={
        replace(KEY, keep=Keep.HOST_LINK): "id university member agreement nonce",
        LINK: "purpose name function passed_on_by address language made_at valid_until used_at revoked_at",
    },
)
describe(
    AgreementRun,
    _("Tasks over many agreements that you asked for"),
    person="asked_by",
    fields={
        replace(KEY, keep=Keep.DELIVERY): "id university member asked_by token held sha256",
        TASK: "public_id acts remind_after asked_at finished_at",
        replace(TASK, keep=Keep.BUNDLE): "collected size expires_on",
    },
)
describe(
    AgreementLine,
    _("What tasks over many agreements did to your file"),
    person="mobility__person",
    file="mobility",
    fields={
        replace(KEY, keep=Keep.DELIVERY): "id university member run mobility",
        TASK: "state settled_at",
        # Codes that nobody but the page reads.
        replace(TASK, exportable=False): "outcome",
    },
)
describe(
    ChangeProposal,
    _("Changes to your plan that the host proposed"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility agreement",
        AGREED: "made_at reason changes outcome taken words answered_at new_version",
        OTHER: "name answered_by",
    },
)
describe(
    Mentor,
    _("Your mentor at the host"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility",
        SHARED: "named_at",
        NAMED: "name function email",
        OTHER: "named_by",
    },
)
describe(
    IssuedDocument,
    _("Papers issued to you"),
    person="mobility__person",
    file="mobility",
    stays=RECORDED & Q(kind=DocumentKind.RECOGNITION),
    brings="file",
    fields={
        OF_FILE: "id university member mobility paper file",
        AGREED: "public_id kind language version issued_at superseded_at",
    },
)
describe(
    RegisteredPaper,
    _("Your papers in the register"),
    person="mobility__person",
    file="mobility",
    stays=RECORDED & Q(kind=DocumentKind.RECOGNITION),
    fields={
        OF_FILE: "id university member mobility entry series",
        AGREED: "kind title reference version language is_draft issued_at code sha256 content_sha256 seal signed",
    },
)
describe(
    Duty,
    _("What you owed"),
    person=(Whose("mobility__person", only=Q(owed_by="participant")),),
    file="mobility",
    fields={
        OF_FILE: "id university member mobility person opened_by fulfilled_by",
        SHARED: "kind phase owed_by part required due_on opened_at fulfilled_at waived_at waived_reason",
    },
)
describe(
    Promise,
    _("What you promised"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility",
        SHARED: "kind subject words indicator due_on kept_on proof",
    },
)
describe(
    InclusionNeed,
    _("Your need for inclusion support"),
    person="mobility__person",
    file="mobility",
    fields={
        replace(KEY, keep=Keep.INCLUSION): "id university member mobility",
        NEED: "details consent_version consented_at stated_at",
    },
)
