"""The library of templates: every published call becomes a draft in one click, and says what the file says."""

from typing import Any

import pytest

from mobility.models import Call
from selection.authoring.library import templates, text_of
from selection.engine.read import load
from selection.operations.call_files import export_call, import_call
from tests.calls.test_worked_calls import FEWEST_CALLS
from tests.tidiness.files import ROOT
from tests.world import House

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _library(settings: Any) -> None:
    settings.POPOTNIK_CALL_LIBRARY = str(ROOT / "demo" / "library")


def page(house: House) -> str:
    return f"/{house.university.slug}/drafts/library/"


def test_a_template_becomes_a_draft_in_one_click(house: House) -> None:
    client = house.client("coordinator")
    shown = client.get(page(house)).content.decode()
    assert all(one.title_sl in shown for one in templates()) or all(
        one.title_en in shown for one in templates()
    )
    answer = client.post(page(house), {"member": house.member.slug, "template": "o02-precedence"})
    assert answer.status_code == 302
    with house.scope():
        call = Call.objects.get(slug="o02-precedence")
        criteria = call.criteria.count()
    assert (call.published_at, call.basis_sl, criteria) == (None, "", 4)
    assert answer["Location"].endswith("/drafts/o02-precedence/")


def test_a_template_that_nobody_offers_makes_nothing(house: House) -> None:
    answer = house.client("coordinator").post(
        page(house), {"member": house.member.slug, "template": "../../x"}
    )
    assert answer.status_code == 422
    with house.scope():
        assert not Call.objects.exists()


def test_templates_are_for_those_who_write_calls(house: House) -> None:
    assert house.client("participant").get(page(house)).status_code in {403, 404}


def test_without_a_library_there_is_nothing_to_choose(house: House, settings: Any) -> None:
    settings.POPOTNIK_CALL_LIBRARY = ""
    answer = house.client("coordinator").get(page(house))
    assert (answer.status_code, templates()) == (200, ())


def test_every_template_decides_as_a_draft_as_its_file_does(house: House) -> None:
    differ = []
    with house.scope():
        actor = house.actor("coordinator")
        for template in templates():
            text = text_of(template)
            call = import_call(text=text, member_id=house.member.pk, actor=actor)
            if load(export_call(call=call, actor=actor)).rules != load(text).rules:
                differ.append(template.code)
    assert len(templates()) >= FEWEST_CALLS
    assert differ == []
