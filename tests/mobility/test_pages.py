"""Pages of calls and applications: what they say, what they cost, and to whom they are closed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core import clock
from core.models import Entry
from mobility.enums import Stage
from mobility.links import to_call, to_mobility
from mobility.models import Call, Mobility
from mobility.operations import calls
from mobility.operations.application import submit
from mobility.operations.checking import send_back
from mobility.queries import application_of
from mobility.sections import Section
from tests.mobility.drafts import CRITERIA, LONG, call_fields, drafted, published
from tests.world import House


@contextmanager
def at_most(statements: int) -> Iterator[None]:
    """No more statements than this, transaction control not counted."""
    with CaptureQueriesContext(connection) as captured:
        yield
    sent = [row["sql"] for row in captured if not row["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    assert len(sent) <= statements, "\n".join(sent)


@pytest.fixture
def call(house: House) -> Call:
    with house.scope():
        return published(house)


@pytest.fixture
def draft(house: House, call: Call) -> Mobility:
    with house.scope():
        return drafted(house, call)


@pytest.fixture
def sent(house: House, draft: Mobility) -> Mobility:
    with house.scope():
        return submit(mobility=draft, actor=house.actor("participant"))


def page(mobility: Mobility, name: str, **extra: Any) -> str:
    return to_mobility(mobility, f"application:{name}", **extra)


def test_call_page_is_public_and_costs_seven_statements(house: House, call: Call) -> None:
    path = to_call(call)
    Client().get(path)
    with at_most(7):
        answer = Client().get(path, headers={"accept-language": "en"})
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "purpose en",
        "Professional justification",
        "clear tasks",
        "basis en",
        "Europe/Ljubljana",
        "CE",
    ):
        assert words in text
    assert "purpose sl" in Client().get(path, headers={"accept-language": "sl"}).content.decode()


def test_call_list_costs_the_same_for_one_and_three_calls(house: House, call: Call) -> None:
    path = f"/{house.university.slug}/calls/"
    Client().get(path)
    with at_most(3):
        Client().get(path)
    with house.scope():
        for slug in ("stt-b", "stt-c"):
            published(house, slug)
    with at_most(3):
        assert Client().get(path).content.decode().count("<article") == 3


def test_a_draft_call_is_not_there(house: House) -> None:
    with house.scope():
        actor = house.actor("coordinator")
        hidden = calls.draft_call(actor=actor, member_id=house.member.pk, criteria=CRITERIA, **call_fields())
        path = to_call(hidden)
    assert Client().get(path).status_code == 404
    assert house.client("coordinator").get(path).status_code == 404
    assert hidden.title not in Client().get(f"/{house.university.slug}/calls/").content.decode()


def test_start_asks_for_sign_in_and_then_begins(house: House, call: Call) -> None:
    path = to_call(call, "calls:start")
    anonymous = Client().post(path)
    assert anonymous.status_code == 302
    assert "login" in anonymous["Location"]
    client = house.client("participant")
    assert client.get(path).status_code == 200
    answer = client.post(path)
    mobility = own(house, call)
    assert answer["Location"] == page(mobility, "edit")
    assert client.get(answer["Location"])["Location"] == page(mobility, "section", section="work")
    assert client.post(path)["Location"] == page(mobility, "edit")
    assert page(mobility, "edit").removesuffix("application/") in client.get(to_call(call)).content.decode()


def own(house: House, call: Call) -> Mobility:
    with house.scope():
        return Mobility.objects.get(call=call)


@pytest.mark.parametrize("section", Section.values)
def test_section_pages(house: House, draft: Mobility, section: str) -> None:
    client = house.client("participant")
    path = page(draft, "section", section=section)
    client.get(path)
    with at_most(13):
        answer = client.get(path)
    # A call that asks nothing, and one for training alone, has no section for it.
    assert answer.status_code == (404 if section in (Section.ASKED, Section.TEACHING) else 200)
    assert "«undefined" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "most"), [("preview", 11), ("submit", 11), ("withdraw", 8), ("propose_host", 9)]
)
def test_pages_around_a_draft(house: House, draft: Mobility, name: str, most: int) -> None:
    client = house.client("participant")
    client.get(page(draft, name))
    with at_most(most):
        answer = client.get(page(draft, name))
    assert answer.status_code == 200
    assert "«undefined" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "who", "most"),
    [
        ("receipt", "participant", 10),
        ("take_back", "participant", 8),
        ("preview", "participant", 9),
        ("check", "coordinator", 13),
    ],
)
def test_pages_after_submission(house: House, sent: Mobility, name: str, who: str, most: int) -> None:
    client = house.client(who)
    client.get(page(sent, name))
    with at_most(most):
        answer = client.get(page(sent, name))
    assert answer.status_code == 200
    assert "«undefined" not in answer.content.decode()


def test_autosave_keeps_what_is_sound_and_says_what_is_not(house: House, draft: Mobility) -> None:
    path = page(draft, "section", section="stay")
    typed = {"title": "Nov naslov", "forms": ["course"], "starts_on": "2027-02-31", "ends_on": "2020-01-01"}
    with translation.override("en"):
        answer = house.client("participant").post(
            path, typed, headers={"x-autosave": "1", "accept-language": "en"}
        )
    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert ":" in told["saved_at"]
    assert {line["level"] for line in told["checks"]} >= {"late"}
    assert {"starts_on", "ends_on"} <= {line["field"] for line in told["checks"]}
    with house.scope():
        application = application_of(draft)
    assert (application.title, application.forms, application.ends_on.isoformat()) == (
        "Nov naslov", ["course"], "2020-01-01",
    )  # fmt: skip
    assert application.starts_on is not None


def test_saving_what_is_wrong_tells_it_at_the_field_and_keeps_it(house: House, draft: Mobility) -> None:
    path = page(draft, "section", section="stay")
    with house.scope():
        first = application_of(draft).starts_on
    assert first is not None
    typed = {
        "title": "Kratek obisk",
        "forms": ["course"],
        "starts_on": first,
        "ends_on": first - timedelta(days=1),
    }
    answer = house.client("participant").post(path, typed, headers={"accept-language": "en"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The last day lies before the first day." in text
    assert 'href="#id_ends_on"' in text
    assert "Kratek obisk" in text
    with house.scope():
        assert application_of(draft).title == "Kratek obisk"


def test_the_programme_is_laid_out_and_saved_by_day(house: House, draft: Mobility) -> None:
    client, path = house.client("participant"), page(draft, "section", section="programme")
    text = client.get(path).content.decode()
    assert text.count('name="programme-') >= 5 * 4
    with house.scope():
        rows = [row for row in application_of(draft).programme if row["kind"] == "training"]
    data = {"programme-TOTAL_FORMS": "5", "programme-INITIAL_FORMS": "5"}
    for place, row in enumerate(rows):
        data |= {f"programme-{place}-day": row["day"], f"programme-{place}-kind": "training",
                 f"programme-{place}-hours": "6", f"programme-{place}-content": f"Dan {place}"}  # fmt: skip
    answer = client.post(path, data)
    assert answer["Location"] == page(draft, "section", section="goals")
    with house.scope():
        assert [row["content"] for row in application_of(draft).programme] == [f"Dan {n}" for n in range(5)]


def test_a_host_is_found_without_scripts_and_taken_from_the_register(house: House, draft: Mobility) -> None:
    client, path = house.client("participant"), page(draft, "section", section="host")
    answer = client.post(path, {"find": "host", "host_ask": "univerza Gradec", "contact_name": "Eva Mayr"})
    text = answer.content.decode()
    assert 'value="charter:A GRAZ01"' in text
    assert "Eva Mayr" in text
    typed = {"host": "charter:A GRAZ01", "contact_name": "Eva Mayr", "contact_email": "eva@graz.example",
             "host_quality": LONG}  # fmt: skip
    assert client.post(path, typed)["Location"] == page(draft, "section", section="stay")
    with house.scope():
        host = application_of(draft).host
    assert host is not None
    assert host.erasmus_code == "A GRAZ01"
    assert client.post(path, {**typed, "host": "charter:NOWHERE"}).status_code == 422


def test_a_new_host_is_proposed_and_chosen(house: House, draft: Mobility) -> None:
    typed = {"name": "Narodni muzej Zgledne dežele", "kind": "public_body", "country": "AT", "city": "Graz"}
    answer = house.client("participant").post(page(draft, "propose_host"), typed)
    assert answer["Location"] == page(draft, "section", section="host")
    with house.scope():
        host = application_of(draft).host
    assert host is not None
    assert host.name == typed["name"]
    assert not host.is_confirmed


def test_submission_by_the_button_and_a_double_click(house: House, draft: Mobility) -> None:
    client, path = house.client("participant"), page(draft, "submit")
    first, second = client.post(path), client.post(path)
    assert first["Location"] == second["Location"] == page(draft, "receipt")
    text = client.get(first["Location"]).content.decode()
    with house.scope():
        assert Mobility.objects.get(pk=draft.pk).number in text
        assert Entry.objects.filter(verb="mobility.submitted").count() == 1


def test_an_incomplete_application_lists_what_is_missing_with_links(house: House, call: Call) -> None:
    client = house.client("participant")
    client.post(to_call(call, "calls:start"))
    mobility = own(house, call)
    answer = client.post(page(mobility, "submit"))
    assert answer.status_code == 409
    assert f'href="{page(mobility, "section", section="host")}#id_host-ask"' in answer.content.decode()


def test_after_the_deadline_from_a_page_opened_before(house: House, draft: Mobility) -> None:
    client = house.client("participant")
    with clock.travel(draft.call.closes_at + timedelta(minutes=5)):
        submitted = client.post(page(draft, "submit"), headers={"accept-language": "en"})
        path = page(draft, "section", section="goals")
        saved = client.post(path, {"motivation": "Prepozno napisano"}, headers={"accept-language": "en"})
        by_itself = client.post(path, {"motivation": "x"}, headers={"x-autosave": "1"})
    assert (submitted.status_code, saved.status_code, by_itself.status_code) == (409, 409, 409)
    assert "The deadline was" in submitted.content.decode()
    assert "on our clock it is now" in submitted.content.decode()
    assert "Prepozno napisano" in saved.content.decode()
    with house.scope():
        assert application_of(draft).motivation == LONG
        assert Mobility.objects.get(pk=draft.pk).stage == Stage.DRAFT


def test_the_coordinator_sends_back_and_the_participant_reads_why(house: House, sent: Mobility) -> None:
    path, due_on = page(sent, "check"), clock.today() + timedelta(days=9)
    client = house.client("coordinator")
    assert client.post(path, {"due_on": due_on}).status_code == 422
    typed = {"reasons": "Dopolnite prijavo.", "at_host": "Kdo vas sprejme?", "due_on": due_on}
    assert client.post(path, typed).status_code == 302
    assert client.get(path).status_code == 403
    participant = house.client("participant")
    at_host = participant.get(page(sent, "section", section="host")).content.decode()
    assert "Kdo vas sprejme?" in at_host
    assert "Dopolnite prijavo." in at_host
    assert "Kdo vas sprejme?" not in participant.get(page(sent, "section", section="stay")).content.decode()


def test_two_coordinators_at_once(house: House, sent: Mobility) -> None:
    """The second is told where the application stands, and keeps what was typed."""
    with house.scope():
        send_back(
            mobility=sent,
            actor=house.actor("coordinator"),
            reasons="Prva.",
            due_on=clock.today() + timedelta(days=5),
        )
    answer = house.client("coordinator").post(
        page(sent, "check"),
        {"reasons": "Druga.", "due_on": clock.today() + timedelta(days=5)},
        headers={"accept-language": "en"},
    )
    assert answer.status_code == 409
    assert "Sent back" in answer.content.decode()
    assert "Druga." in answer.content.decode()


NAMES = ("edit", "preview", "submit", "receipt", "take_back", "withdraw", "check", "propose_host")


def test_strangers_get_the_same_404_as_for_a_missing_one(
    house: House, sister: House, stranger: House, draft: Mobility
) -> None:
    for name in NAMES:
        path = page(draft, name)
        missing = path.replace(str(draft.public_id), "00000000-0000-4000-8000-000000000000")
        for client in (house.client("colleague"), sister.client("coordinator"), stranger.client("office")):
            answer, absent = client.get(path), client.get(missing)
            assert answer.status_code == absent.status_code == 404, name
        assert Client().get(path).status_code == 302


def test_insiders_in_the_wrong_role_get_the_reason(house: House, sent: Mobility) -> None:
    for name in ("submit", "withdraw", "take_back", "receipt"):
        assert house.client("coordinator").get(page(sent, name)).status_code == 403
    assert house.client("participant").get(page(sent, "check")).status_code == 403
    assert house.client("coordinator").get(page(sent, "section", section="work")).status_code == 403
    assert house.client("participant").get(page(sent, "section", section="nothing")).status_code == 404
