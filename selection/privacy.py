"""The data map of scoring, decisions and suitability.

The person's own copy holds what was released to them: total, rank, computed points, decision and reasons, the
opinion on suitability. Single sheets and who wrote them are the committee's; its members get that they scored.
"""

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, Basis, Category, Keep, Purpose, Traits, Whose, describe
from mobility.enums import Stage
from selection.models import (
    Adaptation,
    AgreedPoints,
    Appeal,
    Assessment,
    Batch,
    CheckedFact,
    Committee,
    ComputedPoint,
    Confirmation,
    Decision,
    Declaration,
    Distribution,
    Exclusion,
    Finding,
    LineCount,
    Meeting,
    Minutes,
    Opinion,
    PanelSeat,
    Penalty,
    Presence,
    RankingBasis,
    ResultsList,
    Score,
    Seat,
    Share,
    Sheet,
    SheetCount,
    TieOrder,
    TieVoice,
)

OF_FILE = replace(KEY, keep=Keep.FILE)
JUDGED = Traits(Category.ASSESSMENT, Purpose.SELECTION, Basis.PUBLIC_TASK, Keep.FILE)
CLAIMED = replace(JUDGED, category=Category.CLAIMS, special=True)
UNTOLD = replace(JUDGED, exportable=False)
ROLE = Traits(Category.ROLES, Purpose.SELECTION, Basis.PUBLIC_TASK, Keep.ROLES)
RELEASED = Q(released_at__isnull=False)
WITH_COMMITTEE = Stage.UNDER_ASSESSMENT
IS_OUT = Q(call__released_at__isnull=False) | Q(batch__released_at__isnull=False)
TOLD = IS_OUT & ~Q(mobility__stage=WITH_COMMITTEE)
OF_ASSESSMENT_IS_OUT = Q(assessment__call__released_at__isnull=False) | Q(
    assessment__batch__released_at__isnull=False
)
TOLD_OF_ASSESSMENT = OF_ASSESSMENT_IS_OUT & ~Q(assessment__mobility__stage=WITH_COMMITTEE)

describe(
    Assessment,
    _("Your results"),
    person=(Whose("mobility__person", only=TOLD),),
    file="mobility",
    fields={
        OF_FILE: "id university member mobility asked count abstained spread is_tied scope broken_by"
        " number stage",
        JUDGED: "call batch opened_at closed_at mean agreed computed total rank outcome points remarks",
        CLAIMED: "facts",
        UNTOLD: "proposed proposed_place proposed_because pending",
    },
)
describe(
    CheckedFact,
    _("What the office says of the facts of your applications"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility file",
        CLAIMED: "code looked claimed value record on reason looked_at",
        OTHER: "looked_by",
    },
)
describe(
    Sheet,
    _("Applications that you scored"),
    person=(Whose("person", fields=("saved_at", "handed_in_at")),),
    file="assessment__mobility",
    fields={
        OF_FILE: "id university member assessment call number person stage state",
        JUDGED: "saved_at put_off_at handed_in_at",
        UNTOLD: "sum abstention left_out_at left_out_reason",
        OTHER: "in_place_of",
    },
)
describe(
    SheetCount,
    "How many sheets assessors have",
    fields={OF_FILE: "id university member call person stage state sheets"},
)
describe(
    LineCount,
    "How many applications stand on a board",
    fields={OF_FILE: "id university member call batch stage proposed pending is_ranked is_closed lines"},
)
describe(
    Score,
    "Scores",
    file="sheet__assessment__mobility",
    fields={OF_FILE: "id university member sheet criterion", UNTOLD: "points sentence remark"},
)
describe(
    ComputedPoint,
    _("Your computed points"),
    person=(Whose("assessment__mobility__person", only=TOLD_OF_ASSESSMENT),),
    file="assessment__mobility",
    fields={
        OF_FILE: "id university member assessment record",
        JUDGED: "criterion points sentence_sl sentence_en",
    },
)
describe(
    Committee,
    "Committees",
    fields={
        replace(
            KEY, keep=Keep.ROLES
        ): "id university member call score_by seated_at quorum shuts_out_unit dealing"
        " own_unit per_file seed hides_names names_shown_at"
    },
)
describe(
    Seat,
    _("Your seats in committees"),
    person="person",
    fields={
        replace(KEY, keep=Keep.ROLES): "id university person stands_in_for",
        ROLE: "member call role starts_on ends_on",
    },
)
describe(
    Declaration,
    _("What you declared about conflicts of interest"),
    person=(Whose("person", fields=("has_conflict", "reason", "declared_at")),),
    file="assessment__mobility",
    fields={
        OF_FILE: "id university member assessment person",
        JUDGED: "has_conflict reason declared_at",
    },
)
describe(
    Meeting,
    "Meetings of committees",
    fields={
        replace(KEY, keep=Keep.ROLES): "id university member call batch opened_at held_on look_again_from",
        replace(UNTOLD, keep=Keep.ROLES): "remarks_sl remarks_en",
        replace(OTHER, keep=Keep.ROLES): "opened_by",
    },
)
describe(
    Presence,
    _("Meetings of committees at which you were"),
    person="person",
    fields={replace(KEY, keep=Keep.ROLES): "id university person", ROLE: "member meeting"},
)
describe(
    Finding,
    "What a meeting found about an application",
    file="assessment__mobility",
    fields={
        OF_FILE: "id university member assessment meeting",
        UNTOLD: "sentence set_at",
        OTHER: "set_by",
    },
)
describe(
    AgreedPoints,
    "Points agreed in a meeting",
    file="finding__assessment__mobility",
    fields={OF_FILE: "id university member finding criterion", UNTOLD: "points"},
)
describe(
    Minutes,
    "Minutes of meetings (applications by number)",
    fields={KEY: "id university member meeting entry version language is_draft file issued_at"},
)
describe(
    Decision,
    _("Decisions on your applications"),
    person=(Whose("assessment__mobility__person", only=RELEASED),),
    file="assessment__mobility",
    fields={
        OF_FILE: "id university member assessment",
        JUDGED: "version outcome reasons cause is_funded grant quota source wish place decided_at released_at",
        OTHER: "decided_by released_by",
    },
)
describe(
    Exclusion,
    _("Why your application could not take part"),
    person="mobility__person",
    file="mobility",
    fields={OF_FILE: "id university member mobility", JUDGED: "clause reasons made_at", OTHER: "made_by"},
)
describe(
    Penalty,
    _("Points off in later calls"),
    person="person",
    file="mobility",
    fields={
        OF_FILE: "id university member mobility person",
        JUDGED: "call cause points calls noted_at struck_at struck_reason",
        OTHER: "struck_by",
    },
)
describe(
    Appeal,
    _("Your appeals"),
    person="mobility__person",
    file="mobility",
    fields={
        OF_FILE: "id university member public_id mobility against exclusion frozen_hash named_at",
        JUDGED: "ground words file lodged_at decide_by outcome reasons decided_at",
        UNTOLD: "frozen",
        OTHER: "named_by decided_by",
    },
    brings="file",
)
describe(
    PanelSeat,
    _("Your seats in panels for appeals"),
    person=(Whose("person", fields=("role",)),),
    file="appeal__mobility",
    fields={OF_FILE: "id university member appeal person", ROLE: "role"},
)
describe(
    Confirmation,
    _("Decisions on suitability"),
    person=(Whose("mobility__person", only=Q(decided_at__isnull=False)),),
    file="mobility",
    fields={
        OF_FILE: "id university member mobility application",
        JUDGED: "version asked_at outcome reasons conditions decided_at superseded_at",
        OTHER: "decided_by",
    },
)
describe(
    Opinion,
    _("Your opinions on suitability"),
    person=(Whose("person", fields=("part", "capacity", "given_at")),),
    file="confirmation__mobility",
    fields={
        OF_FILE: "id university member confirmation person",
        JUDGED: "part capacity given_at",
        UNTOLD: "verdict reasons",
    },
)
describe(
    Adaptation,
    _("Your adaptations of the plan"),
    person="confirmation__mobility__person",
    file="confirmation__mobility",
    fields={OF_FILE: "id university member confirmation", JUDGED: "words made_at", OTHER: "made_by"},
)
describe(
    ResultsList,
    "Published lists of results (numbers, no names)",
    fields={KEY: "id university member public_id call entry head version language file issued_at"},
)
describe(
    RankingBasis,
    "Lots and recorded order of a call (numbers of applications, no names)",
    fields={replace(KEY, keep=Keep.ROLES): "id university member call batch seed decided keys ranked_at"},
)
describe(
    TieOrder,
    "The committee's order of equals (numbers of applications, no names)",
    fields={
        replace(KEY, keep=Keep.ROLES): "id university member basis meeting numbers recorded_at end ended_at",
        replace(UNTOLD, keep=Keep.ROLES): "reason",
        replace(OTHER, keep=Keep.ROLES): "recorded_by",
    },
)
describe(
    TieVoice,
    _("Decisions on the order of equals in which you took part"),
    person="person",
    fields={replace(KEY, keep=Keep.ROLES): "id university person", ROLE: "member order"},
)
describe(
    Batch,
    "Batches of rolling calls",
    fields={
        replace(
            KEY, keep=Keep.ROLES
        ): "id university member call number cut_off results_by opened_at released_at"
    },
)
describe(
    Distribution,
    "Distributions of places and money among faculties (numbers, no names)",
    fields={
        replace(
            KEY, keep=Keep.ROLES
        ): "id university public_id name action academic_year places budget way lots"
        " seed version opened_at passed_on_places passed_on_budget allotted_at",
        replace(OTHER, keep=Keep.ROLES): "allotted_by",
    },
)
describe(
    Share,
    "A call's part in a distribution (numbers, no names)",
    fields={
        replace(
            KEY, keep=Keep.ROLES
        ): "id university member distribution call least weight handed_over_at places"
        " budget computed_places computed_budget",
        replace(OTHER, keep=Keep.ROLES): "handed_over_by",
    },
)
