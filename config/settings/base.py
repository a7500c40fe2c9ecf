"""Settings that every way of running shares; the environment is read through config.env only."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from config import env

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.text("POPOTNIK_VAR", str(ROOT / "var" / "default")))

DEBUG = False
ALLOWED_HOSTS = env.words("POPOTNIK_HOSTS", "localhost,127.0.0.1")
BASE_URL = env.text("POPOTNIK_BASE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "members.signin.oidc",
    "members.signin.saml",
    "core",
    "members",
    "partners",
    "mobility",
    "funding",
    "selection",
    "reporting",
    "recognition",
    "protection",
]

MIDDLEWARE = [
    "core.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.plain.PlainTextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.signin.clocks.SessionClockMiddleware",
    "members.middleware.AddressMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "members.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The application signs in as a role that owns nothing; migrations use the owner's connection.
_DATABASE = env.text("DATABASE_URL")
DATABASES = {
    "default": dj_database_url.parse(_DATABASE, conn_max_age=60, conn_health_checks=True),
    "owner": dj_database_url.parse(env.text("DATABASE_OWNER_URL", _DATABASE)),
}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "popotnik",
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TASK_ROUTES = {
    "core.tasks.make_papers": {"queue": "pdf"},
    "core.tasks.sweep_papers": {"queue": "pdf"},
}
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# What comes again soon is not kept for a worker that is late: it would find the same work in a row.
SOON = {"schedule": 20.0, "options": {"expires": 20}}
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "core.tasks.sweep", **SOON},
    "sweep-papers": {"task": "core.tasks.sweep_papers", **SOON},
    "send-notices": {"task": "core.tasks.send_queued", **SOON},
    "sign-heads": {"task": "core.tasks.sign_heads", "schedule": 3600.0},
    "scan-waiting": {"task": "core.tasks.scan_waiting", "schedule": 60.0},
    "many-agreements": {"task": "mobility.tasks.carry_on", **SOON},
    "daily-work": {"task": "mobility.tasks.daily_everywhere", "schedule": 900.0},
    "committees": {"task": "selection.tasks.committees_everywhere", "schedule": 900.0},
    "retention": {"task": "protection.tasks.retention_everywhere", "schedule": 3600.0},
    "ask-follow-ups": {"task": "recognition.tasks.ask_everywhere", "schedule": 3600.0},
}

AUTH_USER_MODEL = "members.Person"
UNIVERSITY_MODEL = "members.University"
MEMBER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Length, not composition; no word that is common, or that anybody who knows the person or the house would try first.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "members.signin.passwords.MaximumLengthValidator", "OPTIONS": {"max_length": 128}},
    {"NAME": "members.signin.passwords.KnownWordsValidator"},
]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False

ACCOUNT_ADAPTER = "members.account.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "signup": "members.signin.forms.OpenAccountForm",
    "add_email": "members.signin.forms.AddressForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "members.account.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Many people of one faculty come from one address, so most is counted by account; the rest are allauth's own limits.
ACCOUNT_RATE_LIMITS: Any = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "members.signin.factors.Adapter"
MFA_FORMS = {
    "authenticate": "members.signin.forms.CodeForm",
    "reauthenticate": "members.signin.forms.CodeAgainForm",
    "activate_totp": "members.signin.forms.SetUpCodesForm",
    "add_webauthn": "members.signin.forms.PasskeyForm",
    "edit_webauthn": "members.signin.forms.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Popotnik"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "members.signin.social.Adapter"
# A link leads to the institution: a form could not, since forms may go nowhere but here (content security policy).
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# Addresses are linked only where an institution vouches for them: nothing is left to verify by letter.
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
USERSESSIONS_TRACK_ACTIVITY = False
# How long a session may rest, and last, in minutes: of everybody, and of people who decide about others.
POPOTNIK_SESSION_REST = {"everybody": 8 * 60, "powerful": 60}
POPOTNIK_SESSION_LASTS = 12 * 60
SESSION_COOKIE_AGE = 60 * POPOTNIK_SESSION_LASTS
# Acts of weight (publishing, awarding, sealing, granting) want a proof of who one is not older than this.
POPOTNIK_STEP_UP_MINUTES = int(env.text("POPOTNIK_STEP_UP_MINUTES", "15"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "sl"
LANGUAGES = [("sl", _("Slovenian")), ("en", _("English"))]
# What hosts abroad read: their room and their letters (catalogues in locale/). A language more is one word here.
POPOTNIK_HOST_LANGUAGES = ("en", "sl", "sv", "lv")
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Ljubljana"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = VAR / "static"
# WhiteNoise would tell every other site that it may read these.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

POPOTNIK_FILES = VAR / "files"
# What was erased, line by line, kept apart from the database so that a restored one can forget again.
POPOTNIK_ERASURES = VAR / "erasures"
# Keys for columns that are encrypted at rest: the first encrypts, each decrypts.
POPOTNIK_FIELD_KEYS = env.words("POPOTNIK_FIELD_KEYS")
POPOTNIK_UPLOAD_LIMIT = 10 * 1024 * 1024
# Files and bytes that one person may send within a day.
POPOTNIK_UPLOADS_A_DAY = (40, 200 * 1024 * 1024)
# The same for an office that brings in scans of papers.
POPOTNIK_SCANS_A_DAY = (1000, 3 * 1024 * 1024 * 1024)
POPOTNIK_SCANNER = env.text("POPOTNIK_SCANNER", "")
FILE_UPLOAD_HANDLERS = [
    "core.uploadhandlers.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
POPOTNIK_DEMO = False
# A folder of call files that are offered as templates; empty: none.
POPOTNIK_CALL_LIBRARY = env.text("POPOTNIK_CALL_LIBRARY", "")
# The private key that signs ends of journals: 64 hexadecimal digits, or the file that holds them.
POPOTNIK_JOURNAL_KEY = env.text("POPOTNIK_JOURNAL_KEY", "")
POPOTNIK_JOURNAL_KEY_FILE = env.text("POPOTNIK_JOURNAL_KEY_FILE", "")
# A folder with the seal of each university (core.seals), what opens its key, and who says the time (RFC 3161).
POPOTNIK_SEALS = Path(env.text("POPOTNIK_SEALS", str(VAR / "seals")))
POPOTNIK_SEAL_PASSPHRASE = env.text("POPOTNIK_SEAL_PASSPHRASE", "")
POPOTNIK_SEAL_PIN = env.text("POPOTNIK_SEAL_PIN", "")
# A folder with the authorities whose word on certificates is taken (core.trust); empty: nobody's.
POPOTNIK_TRUST = Path(env.text("POPOTNIK_TRUST", str(VAR / "trust")))
POPOTNIK_TIMESTAMP_URL = env.text("POPOTNIK_TIMESTAMP_URL", "")
# With the seam open the clock can be moved (demo and tests); production refuses it at start.
POPOTNIK_CLOCK_SEAM = False
DEFAULT_FROM_EMAIL = env.text("POPOTNIK_MAIL_FROM", "Popotnik <popotnik@localhost>")

MESSAGE_STORAGE = "core.messages.Messages"
POPOTNIK_MESSAGES_COOKIE = "popotnik-messages"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# The host's room lies below one member's address, so its cookie has a path and cannot be a `__Host-` one.
POPOTNIK_HOST_COOKIE = "popotnik-host"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "core.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    # A personal link opens something by itself: its secret part must not stand in any log.
    "filters": {"without_secrets": {"()": "core.logs.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}
    },
    "root": {"handlers": ["console"], "level": env.text("POPOTNIK_LOG_LEVEL", "INFO")},
    "loggers": {
        # Sign-ins, refusals, changes of factors: for whoever watches over the installation.
        "security": {"level": "INFO"},
        "django.request": {"filters": ["without_secrets"]},
        "django.security.csrf": {"filters": ["without_secrets"]},
        "django.server": {"filters": ["without_secrets"]},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
