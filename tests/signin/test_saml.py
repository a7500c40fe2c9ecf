"""Signing in by SAML against a real identity provider: who gets in, and everything that does not."""

import logging
import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from members.models import Person
from members.operations import invite
from tests.signin.conftest import ask_saml, bring, set_saml
from tests.world import House

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def arnes(saml_idp: str, house: House) -> str:
    set_saml(saml_idp, house)
    return saml_idp


def who(client: Client) -> str:
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).email if key else ""


def refused(answer: Any, caplog: pytest.LogCaptureFixture) -> str:
    """The page with a reference number and nothing more; returns the reason that the log keeps under it."""
    assert answer.status_code == 403
    words = answer.content.decode()
    reference = re.search(r"<strong>([0-9A-F]{4}-[0-9A-F]{4})</strong>", words)[1]  # type: ignore[index]
    line = next(one for one in reversed(caplog.messages) if reference in one)
    reason = line.split("reason=", 1)[1]
    assert reason.strip("'\"") not in words
    return reason


def test_a_person_of_the_university_comes_in(arnes: str, house: House) -> None:
    person, client = house.people["office"], Client()
    answer = ask_saml(client, arnes, mail=person.email, sub="office@emona.example", back="/emona/")
    home = bring(client, answer)
    assert (home.status_code, home["Location"]) == (302, "/emona/")  # type: ignore[attr-defined, index]
    assert who(client) == person.email
    assert SocialAccount.objects.get(user=person).uid == "office@emona.example"
    # The subject is the key: with another address it is still the same person.
    again = Client()
    bring(again, ask_saml(again, arnes, mail="renamed@emona.example", sub="office@emona.example"))
    assert who(again) == person.email
    assert Person.objects.filter(email="renamed@emona.example").count() == 0


def test_a_new_person_of_the_domain_or_by_invitation(arnes: str, house: House) -> None:
    client = Client()
    bring(client, ask_saml(client, arnes, mail="iva.novak@emona.example", sub="iva"))
    new = Person.objects.get(email="iva.novak@emona.example")
    assert (who(client), new.first_name, new.last_name) == (new.email, "Iva", "Novak")
    assert not new.has_usable_password()
    assert [row.university_id for row in new.affiliations.all()] == [house.university.pk]


FAULTS = {
    "audience": "not a valid audience",
    "late": "expired",
    "early": "not yet valid",
    "signature": "Signature validation failed",
    "unsigned": "is not signed",
    "changed": "Signature validation failed",
    "destination": "was received at",
    "twice": "1 assertion",
    "unsolicited": "no question",
    "wrapped": "SubjectConfirmation",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_answer_is_refused(arnes: str, house: House, caplog: Any, fault: str) -> None:
    caplog.set_level(logging.INFO, "security")
    client, before = Client(), Person.objects.count()
    answer = ask_saml(client, arnes, mail="office.ff@emona.example", sub="office", fault=fault)
    reason = refused(bring(client, answer), caplog)
    assert FAULTS[fault] in reason, reason
    assert (who(client), Person.objects.count()) == ("", before)


def test_an_answer_counts_once_and_only_where_it_was_asked_for(arnes: str, house: House, caplog: Any) -> None:
    caplog.set_level(logging.INFO, "security")
    asker, thief = Client(), Client()
    answer = ask_saml(asker, arnes, mail="office.ff@emona.example", sub="office")
    ask_saml(thief, arnes, mail="x@emona.example", sub="x")
    assert "this browser did not ask" in refused(bring(thief, answer), caplog)
    assert "used already" in refused(bring(asker, answer), caplog)
    bring(asker, ask_saml(asker, arnes, mail="office.ff@emona.example", sub="office"))
    assert who(asker) == "office.ff@emona.example"


def test_no_institution_reaches_beyond_its_domains(
    arnes: str, house: House, stranger: House, caplog: Any
) -> None:
    """T86: an institution of one university speaks for nobody of another, and for nobody by mere invitation."""
    caplog.set_level(logging.INFO, "security")
    with house.scope():
        invite(email="office.fnm@drava.example", actor=house.actor("office"))
        invite(email="guest@elsewhere.example", actor=house.actor("office"))
    for address in (
        "office.fnm@drava.example",
        "somebody@drava.example",
        "guest@elsewhere.example",
        "nobody",
        "",
    ):
        client = Client()
        refused(bring(client, ask_saml(client, arnes, mail=address, sub="sub-" + address)), caplog)
        assert who(client) == ""
    assert SocialAccount.objects.count() == 0


def test_one_subject_at_two_institutions_is_two_people(
    arnes: str, saml_idp: str, house: House, stranger: House
) -> None:
    set_saml(saml_idp, stranger, slug="drava-aai")
    ours, theirs = Client(), Client()
    bring(ours, ask_saml(ours, arnes, mail="office.ff@emona.example", sub="77"))
    bring(
        theirs, ask_saml(theirs, arnes, slug="drava-aai", mail="hr.fnm@drava.example", sub="77"), "drava-aai"
    )
    assert (who(ours), who(theirs)) == ("office.ff@emona.example", "hr.fnm@drava.example")


@pytest.mark.parametrize(
    "back", ("//evil.example", "https://evil.example/", r"\\evil.example", "javascript:alert(1)")
)
def test_nobody_is_led_away(arnes: str, house: House, back: str) -> None:
    """T78, after the institution's sign-in and after ours."""
    client = Client()
    home = bring(client, ask_saml(client, arnes, mail="office.ff@emona.example", sub="office", back=back))
    assert home["Location"] == "/", home["Location"]  # type: ignore[index]


def test_the_metadata_names_the_configured_address(arnes: str, settings: Any) -> None:
    words = Client().get("/accounts/saml/arnes/metadata/", headers={"host": "127.0.0.1"}).content.decode()
    assert f'entityID="{settings.BASE_URL}/accounts/saml/arnes/metadata/"' in words


@pytest.mark.parametrize("slug", ("gone", "no-metadata"))
def test_an_institution_that_does_not_answer_is_a_refusal(
    saml_idp: str, house: House, caplog: Any, slug: str
) -> None:
    caplog.set_level(logging.INFO, "security")
    set_saml({"gone": "http://127.0.0.1:9", "no-metadata": f"{saml_idp}/metadata?"}[slug], house, slug)
    refused(Client().get(f"/accounts/saml/{slug}/login/"), caplog)
