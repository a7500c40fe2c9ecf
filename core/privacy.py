"""The data map of the mechanisms' own tables, and of Django's, guardian's and the sign-in libraries'."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.datamap import KEY, OTHER, REGISTER, Basis, Category, Erase, Keep, Purpose, Traits, Whose, describe

LETTER = Traits(Category.CORRESPONDENCE, Purpose.LETTERS, Basis.PUBLIC_TASK, Keep.LETTERS)
LETTER_KEY = replace(KEY, keep=Keep.LETTERS)
TRACE = Traits(Category.EVIDENCE, Purpose.EVIDENCE, Basis.PUBLIC_TASK, Keep.JOURNAL, Erase.KEEP)
HIDDEN_TRACE = replace(TRACE, exportable=False)
FILE = Traits(Category.STAY, Purpose.MOBILITY, Basis.CONTRACT, Keep.FILE)
DELIVERY = replace(KEY, keep=Keep.DELIVERY)
SIGN_IN = Traits(Category.SIGN_IN, Purpose.ACCOUNT, Basis.PUBLIC_TASK, Keep.ACCOUNT)
SECRET = replace(SIGN_IN, exportable=False)
SESSION = replace(SECRET, keep=Keep.SESSION)

describe(
    "core.JournalHead",
    "End of the journal’s chain",
    fields={KEY: "id university number hash written_at pseudonym_key"},
)
describe(
    "core.Entry",
    _("What you did"),
    person=(Whose("text__actor", fields=("verb", "capacity", "at")),),
    fields={
        HIDDEN_TRACE: "id university member number subject_type subject_id file_id because previous_hash hash"
        " actor_key written_at actor_digest facts_digest note_digest",
        TRACE: "verb capacity before after at",
    },
)
describe(
    "core.EntryText",
    _("What the journal says of you in words"),
    person=(Whose("actor", fields=("actor_name",)),),
    fields={
        HIDDEN_TRACE: "university entry member actor",
        replace(TRACE, erase=Erase.ANONYMISE): "actor_name note facts",
        replace(TRACE, erase=Erase.ANONYMISE, exportable=False): "actor_salt facts_salt note_salt",
    },
)
describe(
    "core.SigningKey",
    "Public keys of the journal’s signatures",
    fields={REGISTER: "id key_id public_key first_used_at"},
)
describe(
    "core.SignedHead",
    "Signed ends of the journal’s chain",
    fields={KEY: "id university number hash at key_id signature occasion"},
)
describe(
    "core.Reading",
    _("What you opened"),
    person=(Whose("person", fields=("page", "capacity", "at")),),
    fields={
        replace(
            TRACE, keep=Keep.READINGS, exportable=False
        ): "id university member file_id person guest hour",
        replace(TRACE, keep=Keep.READINGS): "capacity page at",
    },
)
describe(
    "core.Delivery",
    "What follows from an entry",
    fields={DELIVERY: "id university entry subscriber delivered_at attempts last_error made_at"},
)
describe(
    "core.SentNotice",
    _("Letters to you"),
    file_key="file_id",
    person=(Whose("person", fields=("kind", "address", "language", "queued_at", "sent_at")),),
    fields={
        LETTER_KEY: "id university member key file_id person secret_link attempts last_error",
        LETTER: "kind address language subject text html queued_at sent_at",
    },
)
describe(
    "core.StoredFile",
    "Files",
    fields={
        KEY: "id university public_id member",
        FILE: "sha256 size content_type original_name created_at quarantined_at finding",
        OTHER: "created_by",
    },
)
describe("core.ClockShift", "Clock of the demonstration", fields={REGISTER: "id shift"})
describe(
    "core.MailboxLetter",
    "Mails of the demonstration",
    fields={LETTER_KEY: "id message_id to subject text html sent_at"},
)

describe("contenttypes.ContentType", "Kinds of things", fields={REGISTER: "id app_label model"})
describe("auth.Permission", "Permissions", fields={REGISTER: "id name content_type codename"})
describe("auth.Group", "Groups", fields={REGISTER: "id name permissions"})
describe("auth.Group_permissions", "Permissions of groups", fields={REGISTER: "id group permission"})
# A session belongs to a person only by what is written inside it; protection.sessions opens it.
describe("sessions.Session", "Sessions", fields={SESSION: "session_key session_data expire_date"})
describe(
    "guardian.UserObjectPermission",
    _("Relations of people to things"),
    person="user",
    fields={SECRET: "id permission content_type object_pk user"},
)
describe(
    "guardian.GroupObjectPermission",
    "Relations of groups to things",
    fields={REGISTER: "id permission content_type object_pk group"},
)
describe(
    "account.EmailAddress",
    _("Addresses for sign-in"),
    person="user",
    fields={SECRET: "id user", SIGN_IN: "email verified primary"},
)
describe(
    "account.EmailConfirmation",
    _("Proofs of addresses"),
    person="email_address__user",
    fields={SECRET: "id email_address key", SIGN_IN: "created sent"},
)
describe(
    "mfa.Authenticator",
    _("Second factors"),
    person="user",
    fields={SECRET: "id user data", SIGN_IN: "type created_at last_used_at"},
    optional=True,
)
describe(
    "usersessions.UserSession",
    _("Open sessions"),
    person="user",
    fields={
        SESSION: "id user session_key data",
        replace(SIGN_IN, keep=Keep.SESSION): "created_at ip last_seen_at user_agent",
    },
    optional=True,
)
describe(
    "socialaccount.SocialAccount",
    _("Institutional sign-in"),
    person="user",
    fields={SECRET: "id user", SIGN_IN: "provider uid last_login date_joined extra_data"},
    optional=True,
)
describe(
    "socialaccount.SocialApp",
    "Identity providers",
    fields={REGISTER: "id provider provider_id name client_id secret key settings"},
    optional=True,
)
describe(
    "socialaccount.SocialToken",
    _("Tokens of institutional sign-in"),
    person="account__user",
    fields={SECRET: "id app account token token_secret expires_at"},
    optional=True,
)
