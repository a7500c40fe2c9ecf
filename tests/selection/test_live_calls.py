"""Which of the published calls could be run here as they are: their rules rest on nothing that nobody supplies."""

import pytest
from django.utils import translation

from mobility.call_document import document_of
from selection.authoring.live import reckoned
from selection.operations.call_files import import_call
from tests.calls.worked import NAMES, text_of
from tests.world import House

pytestmark = pytest.mark.django_db


def test_the_published_calls_can_be_run_here(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    reasons: dict[str, str] = {}
    with house.scope(), translation.override("en"):
        actor = house.actor("coordinator")
        for name in NAMES:
            call = import_call(text=text_of(name), member_id=house.member.pk, actor=actor)
            found = [str(problem) for problem in reckoned(call, document_of(call))]
            if found:
                reasons[name] = found[0]
    with capsys.disabled():
        print(f"\n{len(NAMES) - len(reasons)} of {len(NAMES)} published calls can be run as live calls")
    assert not reasons
