"""Letters: written when their cause is recorded, in the reader's language, and handed over after the commit."""

from dataclasses import dataclass
from typing import Any
from unicodedata import category

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from core import clock, outbox
from core.models import SentNotice

LINK_MARK = "https://link.invalid/"


@dataclass(frozen=True)
class Reader:
    """To whom a letter goes: a person with an account, or an address alone (a host abroad)."""

    address: str
    name: str
    language: str
    person_id: int | None = None


@dataclass(frozen=True)
class Letter:
    """What a letter says. The template `<template>.txt` holds subject, text and button as blocks by name."""

    kind: str
    template: str
    key: str
    link: str
    file_id: str = ""
    member_id: int | None = None
    secret_link: str = ""


def queue(letter: Letter, *, to: Reader, context: dict[str, Any]) -> SentNotice | None:
    """Write the letter in the reader's language and queue it, once for its key.

    None when it is there already, and for a person whose account is closed.

    `link` is the address behind the one button (absolute path); `secret_link` is `kind:reference` instead,
    resolved when the letter leaves, so that a link that opens something is nowhere stored.
    """
    if SentNotice.objects.filter(key=letter.key).exists() or is_closed(to.person_id):
        return None
    link = LINK_MARK if letter.secret_link else settings.BASE_URL + letter.link
    with translation.override(to.language):
        full = {**context, "reader": to, "link": link, "base_url": settings.BASE_URL}
        subject = one_line(render_to_string(f"{letter.template}.subject.txt", full))
        text = render_to_string(f"{letter.template}.txt", full).strip() + "\n"
        html = render_to_string(f"{letter.template}.html", {**full, "subject": subject})
    notice = SentNotice.objects.create(
        member_id=letter.member_id,
        key=letter.key,
        kind=letter.kind,
        file_id=letter.file_id,
        person_id=to.person_id,
        address=to.address,
        language=to.language,
        subject=subject[:250],
        text=text,
        html=html,
        secret_link=letter.secret_link,
        queued_at=clock.now(),
    )
    university_id, letter_id = notice.university_id, notice.pk
    transaction.on_commit(
        lambda: outbox.announce_letter(university_id=university_id, letter_id=letter_id), robust=True
    )
    return notice


def draft(template: str, *, to: Reader, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text as a letter would say them to this reader; nothing is written and nothing sent."""
    with translation.override(to.language):
        full = {**context, "reader": to, "link": "", "base_url": settings.BASE_URL}
        subject = one_line(render_to_string(f"{template}.subject.txt", full))
        return subject, render_to_string(f"{template}.txt", full).strip()


def is_closed(person_id: int | None) -> bool:
    """Whether this is a person whose account was closed: no letter is written to them, and none leaves."""
    if person_id is None:
        return False
    return not get_user_model()._default_manager.filter(pk=person_id, is_active=True).exists()


def one_line(text: str) -> str:
    """The text as a header may hold it: one line, nothing invisible in it."""
    return " ".join("".join(" " if category(sign)[0] == "C" else sign for sign in text).split())


def only_address(address: str) -> str:
    """The address, when it is one and only one. Raises ValueError: nothing is sent to what is none or several."""
    try:
        validate_email(address)
    except ValidationError as problem:
        raise ValueError("the letter has no single valid address") from problem
    return address


def hand_over(notice: SentNotice) -> None:
    """Give a letter to the mail backend. Raises what the backend raises; the caller keeps and retries."""
    text, html = notice.text, notice.html
    if notice.secret_link:
        kind, _, reference = notice.secret_link.partition(":")
        address = outbox.SECRET_LINKS[kind](reference)
        text, html = text.replace(LINK_MARK, address), html.replace(LINK_MARK, address)
    mail = EmailMultiAlternatives(
        subject=notice.subject,
        body=text,
        to=[only_address(notice.address)],
        headers={
            "Message-ID": f"<{notice.university_id}.{notice.pk}.{notice.key}@popotnik>".replace(" ", "-")
        },
    )
    mail.attach_alternative(html, "text/html")
    mail.send()
