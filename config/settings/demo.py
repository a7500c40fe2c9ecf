"""The demo: real servers, mails kept on a page instead of sent, and a clock that can be moved."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import CELERY_BEAT_SCHEDULE, INSTALLED_APPS, PASSWORD_HASHERS, ROOT, VAR

SECRET_KEY = env.text("POPOTNIK_SECRET_KEY")
# A demonstration's key follows from its secret; production has keys of their own.
POPOTNIK_FIELD_KEYS = env.words(
    "POPOTNIK_FIELD_KEYS", urlsafe_b64encode(sha256(SECRET_KEY.encode()).digest()).decode()
)
POPOTNIK_DEMO = True
POPOTNIK_CLOCK_SEAM = True
# Published calls, as templates.
POPOTNIK_CALL_LIBRARY = str(ROOT / "demo" / "library")
# Made at the first signature.
POPOTNIK_JOURNAL_KEY_FILE = env.text("POPOTNIK_JOURNAL_KEY_FILE", str(VAR / "secrets" / "journal-key"))
EMAIL_BACKEND = "core.mailbox.MailboxBackend"
SESSION_COOKIE_NAME = "popotnik-demo"
INSTALLED_APPS += ["demo"]
# The clock is moved by hand here, so the day's work looks at it often.
CELERY_BEAT_SCHEDULE["daily-work"]["schedule"] = 20.0
# Everybody's password is printed at the start: a slow hash would only slow the loading of three hundred people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
# Passkeys work without TLS on this machine's own name only; browsers see to that.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
