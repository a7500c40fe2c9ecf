"""One mobility from the public call to the entry in the personnel file, each person in a browser of their own."""

import pytest

from tests.journeys import steps_apply as apply
from tests.journeys import steps_check as check
from tests.journeys import steps_finish as finish
from tests.journeys import steps_prepare as before
from tests.journeys import steps_return as after
from tests.journeys import steps_select as select
from tests.journeys import steps_verify as verify
from tests.journeys.people import Company

pytestmark = pytest.mark.journey

WALKER = "zaposleni1"
LEAST = {"pages": 84, "steps": 86, "letters": 26, "papers": 20}


def test_from_the_call_to_the_personnel_file(company: Company) -> None:
    try:
        walk(company)
    except BaseException:
        company.keep_last_pages()
        raise
    album = company.album
    print(album.report())
    assert not album.problems, "\n".join(album.problems)
    counted = {"pages": len(album.pages), **album.counts}
    assert {name: counted[name] for name, least in LEAST.items() if counted[name] < least} == {}


def walk(company: Company) -> None:
    """The nine points, in their order."""
    apply.read_the_call(company)
    me = apply.begin(company, WALKER)
    monday = apply.next_monday(company.today(), weeks=8)
    apply.fill_everything(me, monday, missing_day=True)
    check.told_what_is_missing(me)
    number = check.submit(me)
    check.send_back(company, number)
    check.complete(company, WALKER)
    check.seat_committee(company)
    check.pass_on(company, number)
    company.move_clock("One week ahead", 2)
    for name in select.MEMBERS:
        select.score(company, name, number)
    select.decide(company)
    select.confirm_place(company, WALKER, number)
    before.give_opinions(company)
    before.decide_suitability(company, WALKER)
    before.sign_at_home(company, WALKER)
    before.propose_as_host(company, WALKER)
    before.sign_as_host(company)
    before.signed_by_all(company, WALKER)
    company.move_clock("One month ahead", 2)
    me = after.certify_as_host(company, WALKER)
    after.tick_survey(me, company.today())
    after.write_report(me, company.today())
    after.hand_in(me)
    after.accept_both(company, WALKER)
    me = after.record(company, WALKER)
    finish.see_in_table(company, number)
    finish.read_timeline(me, number)
    papers = finish.download_papers(me)
    verify.check_agreement(company, papers["Mobility Agreement for Training"])
