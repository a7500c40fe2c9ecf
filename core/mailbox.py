"""The demo's mail server: every mail becomes a row that a page shows, once per Message-ID."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from core.models import MailboxLetter


class MailboxBackend(BaseEmailBackend):
    """A Django mail backend that keeps instead of sends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            message_id = mail.message()["Message-ID"]
            html = ""
            if isinstance(mail, EmailMultiAlternatives):
                html = next((str(a[0]) for a in mail.alternatives if a[1] == "text/html"), "")
            MailboxLetter.objects.get_or_create(
                message_id=message_id[:250],
                defaults={
                    "to": ", ".join(mail.to)[:320],
                    "subject": str(mail.subject)[:300],
                    "text": str(mail.body),
                    "html": html,
                },
            )
        return len(email_messages)
