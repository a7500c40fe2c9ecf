"""Production: everything comes from the environment, nothing has a convenient default."""

from config import env
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("POPOTNIK_SECRET_KEY")
# Missing keys stop the start: what is encrypted could be neither written nor read.
env.text("POPOTNIK_FIELD_KEYS")
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
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
