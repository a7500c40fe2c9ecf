"""Who signs for the sending institution: by the rules of signing, and whoever comes after them."""

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from core.policy import Refusal
from members.models import Appointment
from members.operations import end_role
from mobility.enums import DutyKind, HomeSigner, Party
from mobility.models import Application, Duty
from mobility.operations import agreement as operations
from mobility.operations.received import Ink, enter_scan
from mobility.operations.signing_rules import Wished, change_signing_rules
from tests.agreement.paths import fresh, paper, preparing, sign
from tests.agreement.test_signed_elsewhere import sent
from tests.core import samples
from tests.funding.paths import enter, switch_on
from tests.outbox import deliver_all
from tests.world import House, person_in

HOME = Party.HOME


def of_the_office(house: House) -> None:
    """The coordinator lays down that the university's office signs."""
    change_signing_rules(
        member=house.member,
        call=None,
        wished=Wished(home=HomeSigner.OFFICE),
        actor=house.actor("coordinator"),
    )


def test_the_office_signs_where_the_rules_say_so(house: House) -> None:
    """And the dean does where nobody of the office can."""
    with house.scope():
        of_the_office(house)
        mobility = preparing(house)
        duty = Duty.objects.get(mobility=mobility, kind=DutyKind.SIGN, part=HOME)
        assert duty.owed_by == "office"
        found = paper(mobility)
        told: dict[str, Any] = {
            "agreement": found,
            "party": HOME,
            "way": "signed_in",
            "name": "",
            "text_hash": found.text_hash,
        }
        with pytest.raises(Refusal, match="signatory"):
            operations.sign(**told, actor=house.actor("dean"))
        operations.sign(**told, actor=house.actor("office"))
        house.people["office"].is_active = False
        house.people["office"].save()
        house.people["second"] = person_in(house, "second")
        other = preparing(house, slug="another", who="second")
        assert Duty.objects.get(mobility=other, kind=DutyKind.SIGN, part=HOME).owed_by == "dean"


def test_when_the_dean_leaves_what_is_unsigned_falls_to_the_office(house: House) -> None:
    """Signature and duty alike: nobody is asked who may not sign, and whoever may is asked."""
    with house.scope():
        switch_on(house)
        mobility = preparing(house)
        enter(house, mobility)
        unsigned = Duty.objects.filter(mobility=mobility, part=HOME, fulfilled_at=None)
        assert set(unsigned.values_list("kind", "owed_by")) == {("sign", "dean"), ("sign_grant", "dean")}
        role = Appointment.objects.get(person=house.people["dean"])
        end_role(role=role, actor=house.actor("office"))
        deliver_all()
        assert set(unsigned.values_list("kind", "owed_by")) == {("sign", "office"), ("sign_grant", "office")}
        found = paper(mobility)
        operations.sign(
            agreement=found,
            party=HOME,
            actor=house.actor("office"),
            way="signed_in",
            name="",
            text_hash=found.text_hash,
        )


def test_a_new_version_asks_anew_whoever_the_rules_name_now(house: House) -> None:
    """By dates that are counted from it: nobody is late with what they have not seen yet."""
    with house.scope():
        mobility = preparing(house)
        Duty.objects.filter(mobility=mobility).update(due_on=clock.today() - timedelta(days=1))
        of_the_office(house)
        Application.objects.filter(mobility=mobility).update(contact_name="Berta Huber")
        sign(house, mobility, Party.PARTICIPANT)
        operations.prepare_agreement(mobility=fresh(mobility), actor=house.actor("coordinator"))
        waiting = Duty.objects.filter(mobility=mobility, kind=DutyKind.SIGN, fulfilled_at=None)
        assert {duty.part: duty.owed_by for duty in waiting} == {
            "participant": "participant",
            "home": "office",
            "host": "host",
        }
        assert min(duty.due_on for duty in waiting) > clock.today()


def test_ink_is_put_down_to_whoever_signs_by_the_rules(house: House) -> None:
    with house.scope():
        actor = house.actor("coordinator")
        of_the_office(house)
        mobility = preparing(house)
        done = enter_scan(
            agreement=paper(mobility),
            actor=actor,
            party=Party.HOME,
            upload=sent(samples.pdf()),
            ink=Ink("Rector Kos", "rector", clock.today()),
        )
        assert done.capacity == "office"
