"""Days that a host adds to the programme: on the days of the stay, or of the period that it proposes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from core.policy import Refusal
from mobility import agreement_changes, proposals
from mobility.models import ChangeProposal, Mobility
from mobility.operations.proposals import accept_proposal
from mobility.queries import submitted_application
from tests.agreement.paths import fresh, link_to_host, paper, preparing, propose
from tests.agreement.room import enter
from tests.agreement.test_proposals import typed_of_in
from tests.outbox import deliver_all
from tests.world import House


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def rows_in(house: House, mobility: Mobility, rows: list[dict[str, Any]], **dates: Any) -> dict[str, str]:
    """The form with these rows for new days, {"day", "hours", "content"}."""
    added = {f"added-{n}-{part}": str(said) for n, row in enumerate(rows) for part, said in row.items()}
    said = {"added-TOTAL_FORMS": str(len(rows)), **{name: str(day) for name, day in dates.items()}}
    return typed_of_in(house, mobility, **said, **added)


def a_day(day: Any, content: str = "The archive", hours: Any = 6) -> dict[str, Any]:
    return {"day": day.isoformat(), "hours": hours, "content": content}


def test_a_longer_stay_gets_its_new_days_without_a_script(house: House) -> None:
    """A button asks for a row and loses nothing; the institution sees the day as new; accepted, the text holds it."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    browser, last = enter(link), mobility.ends_on + timedelta(days=2)
    url = house.url("host/room/propose/")
    assert "added-0-day" not in browser.get(url).content.decode()
    typed = rows_in(house, mobility, [], ends_on=last, reason="Half said")
    page = browser.post(url, {**typed, "add_day": "1"}).content.decode()
    for said in ("Half said", 'name="added-0-day"', 'name="added-TOTAL_FORMS" value="1"', f'value="{last}"'):
        assert said in page, said
    assert "need to be put right" not in page
    offered = [day.isoformat() for day in (last - timedelta(days=1), last)]
    assert re.findall(r'<option value="(\d{4}-\d\d-\d\d)"', page) == offered
    rows = [a_day(last), {"day": "", "hours": 8, "content": ""}]
    assert browser.post(url, rows_in(house, mobility, rows, ends_on=last)).status_code == 302
    with house.scope():
        row = ChangeProposal.objects.get()
        assert [change["key"] for change in row.changes] == ["period", f"add:{last}"]
    page = house.client("coordinator").get(house.url(f"mobilities/{mobility.public_id}/agreement/proposal/"))
    assert "The archive" in page.content.decode()
    with house.scope():
        accept_proposal(
            mobility=mobility, actor=house.actor("coordinator"), keys=["period", f"add:{last}"], words=""
        )
        days = paper(mobility).text["programme"]["days"]
        found = [row for row in days if row["day"] == last.isoformat()]
        assert found == [
            {"day": last.isoformat(), "kind": "training", "hours": "6", "content": "The archive"}
        ]
        assert fresh(mobility).training_days == 6
        period, *days = agreement_changes.since_version_before(paper(mobility))
        assert [(one.before, one.after) for one in days] == [("", "The archive")], period
        deliver_all()


NEW_DAYS = {
    "taken": ([0], {}, "is in the programme already"),
    "outside": ([9], {}, "outside of the period"),
    "twice": ([5, 5], {}, "twice"),
    "no content": ([5], {"content": ""}, "Say what will be done"),
    "no hours": ([5], {"hours": ""}, "Say how many hours"),
    "too many hours": ([5], {"hours": 13}, "12"),
    "no day": ([5], {"day": ""}, "Choose the day"),
}


@pytest.mark.parametrize("case", NEW_DAYS)
def test_what_is_wrong_with_a_new_day_stands_at_its_field_and_nothing_is_lost(
    house: House, case: str
) -> None:
    offsets, changes, words = NEW_DAYS[case]
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    rows = [{**a_day(mobility.starts_on + timedelta(days=n)), **changes} for n in offsets]
    last = mobility.ends_on + timedelta(days=1)
    answer = enter(link).post(house.url("host/room/propose/"), rows_in(house, mobility, rows, ends_on=last))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    for row in rows:
        assert all(str(said) in page for said in row.values())
        assert not row["day"] or f'<option value="{row["day"]}" selected>' in page
    with house.scope():
        assert not ChangeProposal.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "31. 2.", "<b>", ""])
@pytest.mark.parametrize("pressed", [{"add_day": "1"}, {}])
def test_whatever_stands_in_the_dates_the_form_comes_back(
    house: House, day: str, pressed: dict[str, str]
) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
    typed = rows_in(house, mobility, [{"day": day, "hours": "x", "content": "y"}], starts_on=day, ends_on=day)
    answer = enter(link).post(house.url("host/room/propose/"), typed | pressed)
    assert answer.status_code == (200 if pressed else 422)
    assert "The hall is taken." in answer.content.decode()


def test_a_new_day_without_the_period_it_lies_in_is_not_taken_over(house: House) -> None:
    """Nor one on which a day stands where the period is not moved; an empty day without training gives way."""
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        day = timedelta(days=1)
        beyond = mobility.ends_on + 2 * day
        added = [a_day(mobility.ends_on), a_day(beyond)]
        propose(link, starts_on=mobility.starts_on - day, ends_on=beyond, added=added)
        coordinator = house.actor("coordinator")
        for keys, words in (
            ([f"add:{beyond}"], "outside"),
            ([f"add:{mobility.ends_on}"], "already"),
        ):
            with pytest.raises(Refusal, match=words):
                accept_proposal(mobility=mobility, actor=coordinator, keys=keys)
        keys = ["period", f"add:{mobility.ends_on}"]
        accept_proposal(mobility=mobility, actor=coordinator, keys=keys)
        days = [row["day"] for row in paper(mobility).text["programme"]["days"] if row["kind"] == "training"]
        assert len(days) == len(set(days)) == 6
        _period, *new = agreement_changes.since_version_before(paper(mobility))
        assert [(one.before, one.after) for one in new] == [("", "The archive")], (
            "what only moved is no change"
        )
        assert mobility.ends_on.isoformat() in days


def test_a_weekend_without_training_can_become_a_day_of_training(house: House) -> None:
    with house.scope():
        mobility = preparing(house)
        link = link_to_host(house, mobility)
        application = submitted_application(mobility)
        assert application is not None
        free = mobility.starts_on + timedelta(days=2)
        for row in application.programme:
            if row["day"] == free.isoformat():
                row.update(kind="free", content="", hours="")
        application.save(update_fields=["programme"])
        assert proposals.open_days(application, mobility.starts_on, mobility.ends_on) == [free.isoformat()]
        propose(link, added=[a_day(free)])
        accept_proposal(mobility=mobility, actor=house.actor("coordinator"), keys=[f"add:{free}"])
        rows = [row for row in paper(mobility).text["programme"]["days"] if row["day"] == free.isoformat()]
        assert [(row["kind"], row["content"]) for row in rows] == [("training", "The archive")]
