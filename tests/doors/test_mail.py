"""Letters: exactly the intended mailbox, no header from outside, and not without end."""

import email
from collections.abc import Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.template import Context, TemplateSyntaxError
from django.template.loader import get_template
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core import letters, throttle
from core.models import SentNotice
from core.throttle import Limit
from tests.agreement.paths import link_to_host, preparing
from tests.agreement.room import SIGNED, path_of
from tests.outbox import send_all
from tests.world import House

HEADERS = {"Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"}
HOSTILE = (
    "a\r\nBcc: evil@evil.example", "a\nBcc: evil@evil.example", "a\rBcc: evil@evil.example", "a\r\n\r\nbody",
    "a\u2028Bcc: evil@evil.example", "a\u0085Bcc: x", "a\x0bBcc: x", "a\x0cBcc: x", "a\x1cBcc: x", "a%0d%0aBcc: x",
    "a\r\n Bcc: x", "=?utf-8?q?a=0d=0aBcc:_x?=", "a\u202eBcc", "a,evil@evil.example", "a>;<evil@evil.example>",
    "\r\nX-Evil: 1\r\n", "Žiga\r\nReply-To: evil@evil.example", "\u0000Bcc", "a\r\nContent-Type: text/html\r\n\r\n<b>",
)  # fmt: skip
ADDRESSES = (
    "a@host.example\nBcc: evil@evil.example", "a@host.example, evil@evil.example", "a@host.example;evil@evil.example",
    "Anna <a@host.example>", "<a@host.example>", "a@host.example\r\n", "a@host.example evil@evil.example", "", "a",
    "a@@host.example", "a@host.example\u2028evil@evil.example", '"a\nb"@host.example', "a@host..example",
    "@host.example",
)  # fmt: skip


def handed_over(**fields: Any) -> list[Any]:
    """What a letter with these fields becomes on the wire."""
    values = {
        "university_id": 1,
        "pk": 1,
        "key": "k",
        "address": "a@host.example",
        "subject": "s",
        "text": "t",
    }
    mail.outbox = []
    letters.hand_over(SentNotice(**{**values, "html": "<p>t", **fields}))
    return mail.outbox


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_one_address_gets_nothing(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        handed_over(address=address)
    assert mail.outbox == []


@examples(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.sampled_from(HOSTILE)), st.text(max_size=200))
def test_no_text_becomes_a_header(subject: str, text: str) -> None:
    (sent,) = handed_over(subject=letters.one_line(subject)[:250], text=text.encode(errors="ignore").decode())
    assert sent.recipients() == ["a@host.example"]
    parsed = email.message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert set(parsed.keys()) == HEADERS
    assert parsed["To"] == "a@host.example"


class Stuffed(dict[str, Any]):
    """A context in which every name is there, and says the same."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def __contains__(self, name: object) -> bool:
        return name not in ("True", "False", "None")

    def __getitem__(self, name: str) -> Any:
        return Everything(self.words)


class Everything(str):
    """A text all of whose parts are the same text."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("resolve_expression", "keys"):
            raise AttributeError(name)
        return Everything(str(self))


def subjects() -> Iterator[str]:
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*subject.txt")):
            yield str(path.relative_to(folder))


def test_every_subject_keeps_to_one_line(db: None) -> None:
    tried = 0
    for name in subjects():
        for words in HOSTILE:
            context = Context(autoescape=False)
            context.dicts.append(Stuffed(words))
            try:
                raw = get_template(name).template.render(context)  # type: ignore[attr-defined]
            except (TypeError, ValueError, AttributeError, TemplateSyntaxError):
                continue  # a day or a number is asked for, which no stranger writes
            line = letters.one_line(raw)
            assert not set(line) & set("\r\n\x0b\x0c\x1c\x85\u2028\u202e\0"), (name, words)
            tried += 1
    print(f"mail: subjects={len(list(subjects()))} tried={tried}")
    assert tried >= 200


def test_names_of_people_and_hosts_reach_no_header(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        for words in HOSTILE[:8]:
            clean = words.replace("\0", "")
            type(mobility.person).objects.filter(pk=mobility.person_id).update(
                first_name=clean, last_name=clean
            )
            type(mobility).objects.filter(pk=mobility.pk).update(title=clean)
            link_to_host(house, mobility)
    mail.outbox = []
    send_all()
    assert len(mail.outbox) >= 4
    known = {person.email for person in house.people.values()} | {"anna@host.example"}
    for sent in mail.outbox:
        parsed = email.message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        assert set(parsed.keys()) == HEADERS
        assert len(sent.recipients()) == 1
        assert set(sent.recipients()) <= known


class TestLimits:
    def test_a_limit_counts_for_each_key(self) -> None:
        limit = Limit("test", most=2, seconds=60)
        assert [throttle.spend(limit, "a") for _turn in range(4)] == [True, True, False, False]
        assert throttle.spend(limit, "b")
        assert not throttle.spend(limit, "b", " A ")

    def test_a_cache_that_is_away_stops_no_work(self) -> None:
        away = {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "redis://127.0.0.1:9/0",
            }
        }
        with override_settings(CACHES=away):
            assert throttle.spend(Limit("test", most=0, seconds=60), "a")

    def test_a_host_is_not_flooded(self, house: House) -> None:
        with house.scope():
            mobility = preparing(house)
        address = house.url(f"mobilities/{mobility.public_id}/agreement/host/")
        client, typed = (
            house.client("coordinator"),
            {"name": "Anna", "address": "Anna@host.example", "language": "en"},
        )
        answers = [client.post(address, typed) for _turn in range(throttle.MAILBOX.most + 2)]
        assert [answer.status_code for answer in answers] == [302] * throttle.MAILBOX.most + [429] * 2
        page = answers[-1].content.decode()
        assert "Anna@host.example" in page, "nothing typed is lost"
        assert "60" in page
        assert client.post(address, {**typed, "address": "other@host.example"}).status_code == 302
        with house.scope():
            assert SentNotice.objects.filter(address="anna@host.example").count() <= throttle.MAILBOX.most

    @override_settings(ACCOUNT_RATE_LIMITS={})
    def test_letters_of_the_account_are_limited_too(self, house: House) -> None:
        """allauth's own limits are in force outside of tests; the page is ours, in the reader's language."""
        client, known = Client(), house.people["office"].email
        answers = [client.post("/accounts/password/reset/", {"email": known}) for _turn in range(7)]
        assert answers[0].status_code == 302
        assert answers[-1].status_code == 429
        assert "Preveč poskusov" in answers[-1].content.decode()
        assert len([sent for sent in mail.outbox if sent.to == [known]]) <= 5


@pytest.mark.parametrize("address", ["/accounts/password/reset/key/abc-SECRET/", "/accounts/confirm-email/SECRET/",
                                     "/emona/ff/host/SECRET/"])  # fmt: skip
def test_no_link_of_a_letter_stands_in_a_log(
    house: House, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    with caplog.at_level("DEBUG"):
        Client(enforce_csrf_checks=True).post(address)
        Client().get(address)
    assert "…" in caplog.text
    assert "SECRET" not in caplog.text


def test_fifty_looks_ahead_burn_nothing(house: House) -> None:
    """What mail scanners do with a link before its reader does."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    looks = [
        getattr(Client(), method)(path_of(link)).status_code
        for method in ("get", "head")
        for _turn in range(25)
    ]
    looks.append(Client().options(path_of(link)).status_code)
    assert set(looks) == {200, 302}
    browser = Client()
    browser.get(path_of(link))
    with house.scope():
        text_hash = link.agreement.text_hash
    assert browser.post(house.url("host/room/sign/"), {**SIGNED, "text_hash": text_hash}).status_code == 302
    with house.scope():
        link.refresh_from_db()
        assert link.used_at is not None


def test_guesses_open_nothing_and_say_the_same(house: House) -> None:
    with house.scope():
        token = path_of(link_to_host(house, preparing(house))).rstrip("/").rsplit("/", 1)[1]
    guesses = [
        "x",
        "room1",
        "a" * 53,
        "a" * 54,
        "A" * 500,
        "ž",
        "-_" * 27,
        token[:-1],
        token + "A",
        token.swapcase(),
    ]
    guesses += [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(len(token))]
    answers = {(answer.status_code, answer.content) for answer in map(_opened(house), guesses)}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


def _opened(house: House) -> Any:
    return lambda guess: Client().get(house.url(f"host/{guess}/"))
