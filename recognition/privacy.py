"""The data map of recognition: the entry in the personnel file stays when the working papers go."""

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, Basis, Category, Erase, Keep, Purpose, Traits, describe
from recognition.models import FollowUp, RecognitionEntry

ENTRY = Traits(Category.PERSONNEL, Purpose.RECOGNITION, Basis.LEGAL_DUTY, Keep.PERSONNEL, Erase.KEEP)
STAY = Traits(Category.STAY, Purpose.RECOGNITION, Basis.PUBLIC_TASK, Keep.FILE)

describe(
    RecognitionEntry,
    _("Entries in your personnel file"),
    person="mobility__person",
    file="mobility",
    stays=Q(pk__isnull=False),
    fields={
        replace(ENTRY, exportable=False): "id university member mobility",
        ENTRY: "kinds basis entered_on reference remarks recorded_at",
        replace(OTHER, keep=Keep.PERSONNEL, erase=Erase.KEEP): "recorded_by",
    },
)
describe(
    FollowUp,
    _("What came of it"),
    person="mobility__person",
    file="mobility",
    fields={
        replace(KEY, keep=Keep.FILE): "id university member mobility",
        STAY: "months answers remarks answered_at",
    },
)
