"""Statement budgets of the desk, of my page and of the file: literal, the same for many rows as for few."""

from collections.abc import Callable
from typing import Any

import pytest

from members import operations
from mobility.enums import Stage
from mobility.models import Mobility
from tests.outbox import deliver_all
from tests.world import House, make_call, make_mobility

CountQueries = Callable[..., Any]
# Seven of each are savepoints and scope settings of the transactions that stand inside the test's own one.
# The file's page keeps who read it: a scope, a row, and two savepoints.
# The file’s page asks besides: conflicts of interest, appeals, points off, hidden names, papers from outside.
DESK, HOME, FILE = 12, 16, 29


def fill(house: House, rows: int) -> list[Mobility]:
    """So many mobilities of different people, in the stages that the office's table shows."""
    stages = (Stage.SUBMITTED, Stage.UNDER_ASSESSMENT, Stage.PREPARING, Stage.READY, Stage.COMPLETED)
    made = []
    with house.scope():
        call = make_call(house)
        for number in range(rows):
            name = f"many{number}"
            house.people[name] = operations.register_person(
                email=f"{name}@emona.example", first_name="Ana", last_name=f"Kovač {number:03d}"
            )
            made.append(make_mobility(house, call, who=name, stage=stages[number % len(stages)]))
    deliver_all()
    return made


@pytest.mark.parametrize("rows", (1, 3, 10, 100))
def test_the_desk_costs_the_same_for_any_number_of_rows(
    house: House, rows: int, django_assert_num_queries: CountQueries
) -> None:
    fill(house, rows)
    client = house.client("office")
    client.get("/emona/desk/?view=all")
    with django_assert_num_queries(DESK):
        page = client.get("/emona/desk/?view=all")
    assert page.content.decode().count("<tr>") - 1 == min(rows, 50)


@pytest.mark.parametrize("asked", ("q=kov", "member=ff&stage=ready", "action=KA131", "view=overdue", "q=čžš"))
def test_a_filtered_desk_costs_no_more(
    house: House, asked: str, django_assert_num_queries: CountQueries
) -> None:
    fill(house, 6)
    client = house.client("office")
    client.get("/emona/desk/")
    with django_assert_num_queries(DESK):
        assert client.get(f"/emona/desk/?{asked}").status_code == 200


def test_the_pages_of_the_desk_show_every_row_once(house: House) -> None:
    made = fill(house, 60)
    client = house.client("office")
    first = client.get("/emona/desk/?view=all")
    after = first.context["after"]
    second = client.get(f"/emona/desk/?view=all&after={after}")
    shown = [row.number for page in (first, second) for row in page.context["rows"]]
    assert sorted(shown) == sorted(mobility.number for mobility in made)
    assert second.context["after"] == ""


@pytest.mark.parametrize("rows", (1, 3, 10))
def test_my_page_costs_the_same_for_any_number_of_duties(
    house: House, rows: int, django_assert_max_num_queries: CountQueries
) -> None:
    fill(house, rows)
    client = house.client("coordinator")
    client.get("/emona/")
    with django_assert_max_num_queries(HOME):
        assert client.get("/emona/").status_code == 200


@pytest.mark.parametrize("who", ("participant", "coordinator", "office"))
def test_the_file_stays_within_its_budget(
    house: House, who: str, django_assert_max_num_queries: CountQueries
) -> None:
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
    deliver_all()
    client = house.client(who)
    address = house.url(f"mobilities/{mobility.public_id}/")
    client.get(address)
    with django_assert_max_num_queries(FILE):
        assert client.get(address).status_code == 200
