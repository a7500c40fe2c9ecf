"""The data map of universities, members, people and what they hold."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, REGISTER, Basis, Category, Erase, Keep, Purpose, Traits, Whose, describe
from members.models import Affiliation, Appointment, Employment, Invitation, Member, Person, Unit, University

IDENTITY = Traits(Category.IDENTITY, Purpose.ACCOUNT, Basis.PUBLIC_TASK, Keep.ACCOUNT, Erase.ANONYMISE)
SIGN_IN = replace(IDENTITY, category=Category.SIGN_IN)
POST = Traits(Category.EMPLOYMENT, Purpose.SELECTION, Basis.LEGAL_DUTY, Keep.ROLES)
ROLE = Traits(Category.ROLES, Purpose.ACCOUNT, Basis.PUBLIC_TASK, Keep.ROLES)
INVITED = Traits(Category.IDENTITY, Purpose.ACCOUNT, Basis.PUBLIC_TASK, Keep.INVITATION)

describe(
    Person,
    _("Your account"),
    person="pk",
    fields={
        KEY: "id is_superuser is_staff groups user_permissions",
        replace(KEY, erase=Erase.KEEP): "public_id",
        replace(SIGN_IN, exportable=False): "password",
        SIGN_IN: "last_login is_active joined_at",
        IDENTITY: "email first_name last_name language",
    },
)
describe("members.Person_groups", _("Groups of people"), person="person", fields={KEY: "id person group"})
describe(
    "members.Person_user_permissions",
    _("Permissions of people"),
    person="person",
    fields={KEY: "id person permission"},
)
describe(
    University,
    "Universities",
    fields={
        REGISTER: "id slug name_sl name_en erasmus_code address city country email time_zone domains"
        " country_name_sl country_name_en journal_witness second_factor_from"
    },
)
describe(
    Member,
    "Member faculties",
    fields={
        REGISTER: "id university slug short name_sl name_en address email dissemination_required report_days"
    },
)
describe(Unit, "Units", fields={REGISTER: "id university member name_sl name_en"})
describe(
    Affiliation,
    _("Universities you have to do with"),
    person="person",
    fields={replace(KEY, keep=Keep.ACCOUNT): "id person", replace(ROLE, keep=Keep.ACCOUNT): "university"},
)
describe(
    Employment,
    _("Your posts"),
    person="person",
    fields={
        KEY: "id university person",
        POST: "member unit post_sl post_en staff_group pay_group share contract starts_on ends_on work_tasks"
        " seniority_from",
    },
)
describe(
    Appointment,
    _("Your capacities"),
    person="person",
    fields={
        KEY: "id university person",
        ROLE: "member unit capacity starts_on ends_on awaits_confirmation confirmed_at ended_at end_reason",
        OTHER: "principal granted_by confirmed_by ended_by",
    },
)
describe(
    Invitation,
    _("Invitations"),
    person=(Whose("invited_by", fields=("invited_at",)), Whose("accepted_by")),
    fields={
        KEY: "id university",
        INVITED: "email greeting language member unit capacity role_ends_on invited_at expires_at accepted_at"
        " withdrawn_at",
        OTHER: "accepted_by invited_by withdrawn_by",
    },
)
