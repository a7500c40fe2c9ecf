"""Secrets of the two worlds: each changes one thing, names who must not notice, and who does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from core import clock, journal
from members.actor import system
from members.models import Person
from mobility import agreements
from mobility.enums import Stage
from mobility.models import Application, Call, Mobility
from mobility.operations import agreement
from recognition.operations import record_entry
from reporting.models import Certificate, ContentReport
from selection.models import Assessment, Decision, Opinion, Score, Sheet
from tests.matrix.estate import Estate
from tests.matrix.estate.files import again, put

WORD = "secret-word"
# Files of the secrets go to a host of another file: what somebody proposes stands in the register of the university.
KNOWN_HOST = "submitted"


@dataclass(frozen=True)
class Secret:
    """One difference between two worlds; it is made within the university's scope."""

    name: str
    make: Callable[[Estate], None]
    blind: str
    sighted: str
    at: str = "home"


def _one_more(estate: Estate, call: Call, thing: str, who: str, stage: Stage) -> Mobility:
    host = estate.files[KNOWN_HOST].host
    return put(estate.house, call, thing, who=who, stage=stage, begins=200, host=host)


def unpublished_ranking(home: Estate) -> None:
    """Rank and total in a call whose results are not released; the mean is shown to whoever has handed in."""
    rows = Assessment.objects.filter(call=home.calls["decided"])
    for row in rows:
        row.rank, row.total = 3 - (row.rank or 1), Decimal("1.5")
        row.save()


def pending_decision(home: Estate) -> None:
    Decision.objects.filter(assessment__mobility=home.files["decided"]).update(outcome="refuse", reasons=WORD)


def score_of_a_colleague(home: Estate) -> None:
    """What the assessor handed in, while the chair has not."""
    sheet = Sheet.objects.get(assessment__mobility=home.files["scored"], person=home.house.people["assessor"])
    Score.objects.filter(sheet=sheet).update(points=10, sentence=WORD)
    Sheet.objects.filter(pk=sheet.pk).update(sum=10)


def identity_of_a_scorer(home: Estate) -> None:
    """Two assessors change their sheets of a released application."""
    rows = Sheet.objects.filter(assessment__mobility=home.files["other_reserve"])
    one, two = (rows.get(person=home.house.people[name]) for name in ("assessor", "conflicted"))
    first, second = one.person_id, two.person_id
    Sheet.objects.filter(pk=one.pk).update(person=home.house.people["finance"])
    Sheet.objects.filter(pk=two.pk).update(person_id=first)
    Sheet.objects.filter(pk=one.pk).update(person_id=second)


def conflicted_file(home: Estate) -> None:
    """The application that an assessor stepped back from says something else, and belongs to somebody else’s unit."""
    mobility = home.files["scored"]
    Mobility.objects.filter(pk=mobility.pk).update(title=WORD, unit=home.house.other_unit)
    Application.objects.filter(mobility=mobility).update(title=WORD, motivation=WORD)


def existence_of_a_conflicted_file(home: Estate) -> None:
    """One more application in the call, which one of the committee does not assess."""
    call = Call.objects.get(pk=home.calls["scored"].pk)
    mobility = _one_more(home, call, "secret_conflict", "double", Stage.UNDER_ASSESSMENT)
    now, people, member = clock.now(), home.house.people, home.house.member
    assessment = Assessment.objects.create(mobility=mobility, call=call, opened_at=now, member=member)
    Sheet.asked_of(people["assessor"].pk, assessment).save()
    left = Sheet.asked_of(people["conflicted"].pk, assessment)
    left.left_out_at, left.left_out_reason = now, WORD
    left.save()


def draft_of_another(home: Estate) -> None:
    _one_more(home, home.calls["empty"], "secret_draft", "double", Stage.DRAFT)


def file_of_the_sister(sister: Estate) -> None:
    call = Call.objects.get(pk=sister.calls["empty"].pk)
    _one_more(sister, call, "secret_file", "colleague", Stage.SUBMITTED)


def number_of_applicants(home: Estate) -> None:
    _one_more(home, home.calls["empty"], "secret_applicant", "double", Stage.SUBMITTED)


def note_of_the_office(home: Estate) -> None:
    """What the office wrote down about a colleague’s file."""
    mobility = home.files["other_preparing"]
    journal.record(
        verb="mobility.cancelled",
        subject=mobility,
        actor=system(home.house.university.pk),
        file_id=str(mobility.public_id),
        note=WORD,
    )


def link_of_the_host(home: Estate) -> None:
    """A link was sent to the host of a colleague’s agreement."""
    found = agreements.in_force(again(home.files["other_suitable"]))
    assert found is not None
    agreement.send_host_link(
        agreement=found,
        actor=home.house.actor("coordinator"),
        name=WORD,
        address="secret@host.example",
        language="en",
    )


def people_of_the_foreign(foreign: Estate) -> None:
    people = [foreign.house.people[name].pk for name in ("participant", "colleague")]
    Person.objects.filter(pk__in=people).update(last_name="Cnry-Novak")
    _one_more(foreign, foreign.calls["empty"], "secret_foreign", "colleague", Stage.SUBMITTED)


def unfinished_report(home: Estate) -> None:
    """A content report that is not handed in."""
    ContentReport.objects.filter(mobility=home.files["returned"]).update(
        activities=WORD, saved_at=clock.now() - timedelta(hours=5)
    )


def opinion_on_suitability(home: Estate) -> None:
    rows = Opinion.objects.filter(confirmation__mobility=home.files["other_suitable"])
    rows.update(verdict="not", reasons=WORD)


def certificate_of_a_colleague(home: Estate) -> None:
    Certificate.objects.filter(mobility=home.files["other_handed_in"]).update(
        starts_on=clock.today() - timedelta(days=90)
    )


def entry_in_the_personnel_file(home: Estate) -> None:
    """A colleague’s mobility is entered now, with remarks; an entry is never changed afterwards."""
    record_entry(
        mobility=again(home.files["other_completed"]),
        actor=home.house.actor("hr"),
        kinds=["annual_interview"],
        entered_on=clock.today(),
        reference=WORD,
        basis=WORD,
        remarks=WORD,
    )


OUTSIDE = "colleague head finance hr"
SECRETS = (
    Secret("unpublished ranking", unpublished_ranking, f"participant {OUTSIDE} conflicted", "chair"),
    Secret("pending decision", pending_decision, f"participant {OUTSIDE} conflicted", "chair"),
    Secret("a colleague’s score before mine", score_of_a_colleague, f"participant chair {OUTSIDE}", "assessor"),
    Secret("identity of a scorer", identity_of_a_scorer, f"participant {OUTSIDE}", "chair"),
    Secret("content of a conflicted file", conflicted_file, "conflicted colleague hr finance", "assessor"),
    Secret("existence of a conflicted file", existence_of_a_conflicted_file, "conflicted participant hr", "assessor"),
    Secret("a draft of another", draft_of_another, f"participant coordinator chair office {OUTSIDE}", "double"),
    Secret("a file of the sister member", file_of_the_sister, f"participant coordinator dean {OUTSIDE}", "office",
           "sister"),
    Secret("number of applicants", number_of_applicants, f"anonymous participant {OUTSIDE}", "coordinator"),
    Secret("a note of the office", note_of_the_office, "participant conflicted finance hr", "colleague"),
    Secret("a link sent to a host", link_of_the_host, "participant finance hr other_head", "colleague"),
    Secret("people of another university", people_of_the_foreign, "coordinator office auditor", "foreign:office",
           "foreign"),
    Secret("a report not handed in", unfinished_report, "coordinator office dean hr colleague", "participant"),
    Secret("an opinion on suitability", opinion_on_suitability, "participant conflicted finance hr", "secretary"),
    Secret("a colleague’s certificate", certificate_of_a_colleague, "participant conflicted finance hr",
           "coordinator"),
    Secret("an entry in the personnel file", entry_in_the_personnel_file, "participant assessor conflicted finance",
           "hr"),
)  # fmt: skip
