"""The demo: real servers, mails kept on a page instead of sent, and a clock that can be moved."""

from config import env
from config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("POPOTNIK_SECRET_KEY")
POPOTNIK_DEMO = True
POPOTNIK_CLOCK_SEAM = True
EMAIL_BACKEND = "core.mailbox.MailboxBackend"
SESSION_COOKIE_NAME = "popotnik-demo"
