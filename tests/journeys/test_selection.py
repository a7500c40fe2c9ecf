"""A selection from a blank page to the corrected list: a call is made, decided by five, and defended."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.journeys import steps_after as after
from tests.journeys import steps_board as board
from tests.journeys import steps_committee as committee
from tests.journeys import steps_configure as configure
from tests.journeys import steps_score as score
from tests.journeys.browser import Album
from tests.journeys.people import Company
from tests.journeys.scene import DOMAIN
from tests.journeys.scene_selection import APPLICANTS
from tools import ROOT
from tools.stack import Stack

pytestmark = pytest.mark.journey

FIRST, SECOND, THIRD, FOURTH = (name for name, *_ in APPLICANTS)
NAMES = {name: f"{first} {last}" for name, first, last, *_ in APPLICANTS}
LEAST = {"pages": 80, "steps": 110, "letters": 10}


@pytest.fixture
def people(company: Company, stack: Stack) -> Iterator[Company]:
    """Everybody of the other university's one faculty, with pictures in a folder of their own."""
    folder = company.album.folder / "selection"
    folder.mkdir(exist_ok=True)
    everybody = Company(company.browser, company.base_url, Album(folder), domain=DOMAIN, moved=company.moved)
    behind_the_scenes(stack, "people")
    yield everybody
    company.moved = everybody.moved
    everybody.close()


def behind_the_scenes(stack: Stack, *words: str) -> None:
    """What nobody clicks."""
    owner = {"DATABASE_OWNER_URL": stack.env["DATABASE_URL"]}
    command = [sys.executable, "-m", "tests.journeys.scene_selection", *words]
    subprocess.run(command, cwd=ROOT, env={**stack.env, **owner}, check=True)


def test_from_a_blank_page_to_the_corrected_list(people: Company, stack: Stack) -> None:
    try:
        walk(people, stack)
    except BaseException:
        people.keep_last_pages()
        raise
    album = people.album
    print(album.report())
    assert not album.problems, "\n".join(album.problems)
    counted = {"pages": len(album.pages), **album.counts}
    assert {name: counted[name] for name, least in LEAST.items() if counted[name] < least} == {}


def walk(people: Company, stack: Stack) -> None:
    """The call, the applications, the committee, the decision, and what comes after it."""
    slug = make_call(people, stack)
    number = committee.apply_by_hand(people, FIRST)
    behind_the_scenes(stack, "apply", slug)
    year, _dash, first = number.partition("-")
    numbers = [f"{year}-{int(first) + turn:04d}" for turn in range(len(APPLICANTS))]
    committee.seat(people)
    committee.pass_on_all(people, numbers)
    committee.shut_out(people, number)
    score.score_first(people, "clan1", "40")
    score.withdraw(people, "clan2", numbers[1])
    score.abstain(people, numbers[2])
    people.move_clock("One day ahead", 2)
    behind_the_scenes(stack, "score", slug)
    behind_the_scenes(stack, "age", "predsednik")
    chair = score.meet(people, NAMES[FOURTH])
    board.see_ranking(chair, configure.MONTHS_LABEL[0], NAMES[THIRD], NAMES[SECOND])
    board.what_if(chair)
    board.take_over(chair, NAMES[FOURTH])
    board.release(chair, tuple(NAMES.values()))
    after.give_back(people, THIRD, numbers[2])
    after.moved_up(people, SECOND)
    after.lodge(people, FOURTH)
    after.name_panel(people, ("predsednik", *committee.MEMBERS))
    after.hear(people)
    after.read_outcome(people, FOURTH)
    after.see_lists(chair, numbers[3])


def make_call(people: Company, stack: Stack) -> str:
    """A published call, out of nothing; returns the end of its address."""
    closes_on = people.today() + timedelta(days=1)
    writer = configure.begin_draft(people, closes_on)
    slug = configure.fill_offer(writer, closes_on)
    configure.name_facts(writer)
    configure.set_gate(writer)
    configure.add_criteria(writer)
    configure.set_order(writer)
    configure.set_committee(writer)
    configure.try_out(writer)
    configure.mend(writer)
    behind_the_scenes(stack, "age", "koordinator")
    configure.publish(writer, slug)
    return slug
