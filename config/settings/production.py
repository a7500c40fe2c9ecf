"""Production: everything comes from the environment, nothing has a convenient default."""

from config import env
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("POPOTNIK_SECRET_KEY")
# Missing keys stop the start: what is encrypted could be neither written nor read.
env.text("POPOTNIK_FIELD_KEYS")
# Former keys still read what they signed or encrypted; new things are made with the present one.
SECRET_KEY_FALLBACKS = env.words("POPOTNIK_FORMER_SECRET_KEYS", "")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("POPOTNIK_SMTP_HOST", "localhost")
EMAIL_PORT = int(env.text("POPOTNIK_SMTP_PORT", "25"))
EMAIL_HOST_USER = env.text("POPOTNIK_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("POPOTNIK_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("POPOTNIK_SMTP_TLS")

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-popotnik"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-popotnik-csrf"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-popotnik-language"
POPOTNIK_MESSAGES_COOKIE = "__Host-popotnik-messages"
POPOTNIK_HOST_COOKIE = "__Secure-popotnik-host"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# The visitor's address stands in X-Forwarded-For as the last proxy of ours wrote it; limits count by it.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.text("POPOTNIK_PROXIES", "1"))
