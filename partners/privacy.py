"""The data map of the registers and of the host organisations."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, REGISTER, Keep, Whose, describe
from partners.models import (
    CharterHolder,
    Country,
    DistanceBand,
    HostOrganisation,
    IscedField,
    Language,
    Place,
    ReferenceLoad,
)

NAMES = "name_en name_sl name_sv name_lv code"

describe(
    Country,
    "Countries",
    fields={
        REGISTER: f"{NAMES} eche_code status region_code region_name staff_group_2021_2023"
        " staff_group_2024_2027 verified"
    },
)
describe(Language, "Languages", fields={REGISTER: f"{NAMES} name_own"})
describe(IscedField, "Fields of education", fields={REGISTER: f"{NAMES} level broad narrow"})
describe(
    Place,
    "Towns",
    fields={REGISTER: "geonameid name country_code lat lon population time_zone search"},
)
describe(
    CharterHolder,
    "Holders of the Erasmus charter",
    fields={
        REGISTER: "erasmus_code pic oid name display_name city postcode country website eche_start eche_end lat"
        " lon number listed search"
    },
)
describe(
    DistanceBand,
    "Travel support by distance",
    fields={REGISTER: "id calls_from calls_to km_from km_to standard green"},
)
describe(ReferenceLoad, "Loads of the registers", fields={REGISTER: "register sha256 rows loaded_at"})
describe(
    HostOrganisation,
    _("Hosts that you proposed"),
    person=(Whose("proposed_by", fields=("public_id", "name", "city", "country", "proposed_at")),),
    fields={
        KEY: "id university search",
        replace(REGISTER, exportable=True): "public_id name kind erasmus_code pic oid address city country"
        " website proposed_at confirmed_at",
        REGISTER: "charter_holder lat lon",
        # The contact person of an organisation, in their work: goes when the organisation leaves the register.
        replace(OTHER, keep=Keep.INSTALLATION): "contact_name contact_position contact_email contact_phone"
        " proposed_by",
    },
)
