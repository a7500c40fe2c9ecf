"""The data map of the papers after return."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, Basis, Category, Keep, Purpose, Traits, describe
from reporting.models import (
    Certificate,
    ContentReport,
    Cooperation,
    OutcomeAssessment,
    PublicationConsent,
    SurveyStatus,
)

OF_FILE = replace(KEY, keep=Keep.FILE)
STAY = Traits(Category.STAY, Purpose.MOBILITY, Basis.CONTRACT, Keep.FILE)
PUBLISHED = Traits(Category.STAY, Purpose.PUBLICATION, Basis.CONSENT, Keep.FILE)

describe(
    Certificate,
    _("Your certificates of attendance"),
    person="mobility__person",
    file="mobility",
    brings="file",
    fields={
        OF_FILE: "id university member mobility file",
        STAY: "source text text_hash version starts_on ends_on teaching_hours uploaded_at superseded_at accepted_at"
        " returned_at returned_reasons",
        OTHER: "decided_by signed_by signed_as",
    },
)
describe(
    OutcomeAssessment,
    _("How your host assessed the goals"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility for_report",
        STAY: "rows words given_at",
        OTHER: "given_by",
    },
)
describe(
    Cooperation,
    _("How your host found the cooperation"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility",
        STAY: "rating words again again_words given_at",
        OTHER: "given_by",
    },
)
describe(
    SurveyStatus,
    _("EU Survey"),
    person="mobility__person",
    file="mobility",
    fields={OF_FILE: "id university member mobility", STAY: "submitted_on noted_at"},
)
describe(
    ContentReport,
    _("Your content reports"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility edits",
        STAY: "version saved_at activities deviations goals knowledge effects_on_work effects_on_unit practices"
        " practices_words processes processes_words links links_words internationalisation dissemination"
        " handed_in_at accepted_at remark returned_at returned_reasons",
        PUBLISHED: "advice consent summary",
        OTHER: "decided_by decided_as",
    },
)
describe(
    PublicationConsent,
    _("Your consent to publication"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility",
        PUBLISHED: "scope text_version given_at withdrawn_at",
    },
)
