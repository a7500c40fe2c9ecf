"""Tests: the same servers as everywhere, a quick password hash, mails kept in memory."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, INSTALLED_APPS, MIDDLEWARE, TEMPLATES

SECRET_KEY = "only-for-tests-never-for-people"  # nosec B105 # tests alone
POPOTNIK_FIELD_KEYS = ["b25seS1mb3ItdGVzdHMtbmV2ZXItZm9yLXBlb3BsZSE="]
POPOTNIK_CLOCK_SEAM = True
POPOTNIK_JOURNAL_KEY = "11" * 32
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
# The test database is made by the owner; the application meets it as the plain role, as in production.
DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "«undefined %s»"
INSTALLED_APPS += ["demo"]
# Static files are not collected for tests.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
