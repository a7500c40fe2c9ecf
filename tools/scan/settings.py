"""Production over the demonstration's data: its quick password hash is understood too, and no mail leaves."""

from config.settings.production import *  # noqa: F403
from config.settings.production import PASSWORD_HASHERS

PASSWORD_HASHERS = [*PASSWORD_HASHERS, "django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
