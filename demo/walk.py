"""Walks one mobility through the procedure, each step by the person whose step it is, at its time.

Only operations are called: what the demo shows has been done by the same functions as in a browser.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.tenancy import tenant_scope
from demo.homecoming import answers, report_sections
from demo.names import Plan
from demo.people import House
from members.actor import host, system
from members.enums import Capacity as C
from members.models import Person
from mobility.enums import Party, Phase, SigningWay
from mobility.models import Agreement, Call, Duty, Mobility, Promise
from mobility.models.promise import PromiseKind
from mobility.operations import agreement, application, checking, place, received
from partners.models import CharterHolder
from partners.operations import take_into_register
from recognition import operations as recognition
from reporting import operations as reporting
from reporting.taught import agreed_hours
from selection import operations as selection
from selection.enums import Relief
from selection.operations.appeals import Ruling

TEACHING = {
    "teaching": True, "teaching_hours": 6, "teaching_level": "master", "teaching_field": "0413", "teaching_students": 25,
    "teaching_content": "Tri vaje po dve šolski uri za študente druge stopnje: kako univerza vodi mednarodno sodelovanje, "
                        "kako nastane sporazum o izmenjavi, in primer iz naše pisarne, ki ga študenti rešujejo v skupinah.",
}  # fmt: skip


@dataclass
class Walker:
    """One participant's way through one call."""

    house: House
    call: Call
    person: Person
    plan: Plan
    host_code: str
    starts_on: date
    teaches: bool = False
    mobility: Mobility | None = None

    def do(self, when: datetime, act: Callable[[], Any]) -> Any:
        """Act at a time; the duties that follow are opened with the commit."""
        with clock.travel(when), tenant_scope(university_id=self.house.university.pk):
            return act()

    @property
    def me(self) -> Any:
        return self.house.actor_of(self.person)

    @property
    def file(self) -> Mobility:
        if self.mobility is None:
            raise LookupError("not begun")
        return Mobility.objects.select_related("call", "person", "host", "unit", "employment").get(
            pk=self.mobility.pk
        )

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=len(self.plan.days) - 1)

    def draft(self, when: datetime, *, whole: bool = True) -> None:
        """Begin the application and, with `whole`, fill every section."""

        def act() -> None:
            self.mobility = application.start(call=self.call, actor=self.me)
            for section, values in self.sections() if whole else self.sections()[:1]:
                application.save_section(mobility=self.file, actor=self.me, section=section, values=values)

        self.do(when, act)

    def sections(self) -> list[tuple[str, dict[str, Any]]]:
        """What the participant writes, section by section."""
        plan = self.plan
        holder = CharterHolder.objects.get(pk=self.host_code)
        found = take_into_register(charter_holder=holder, actor=self.me)
        days = [self.starts_on + timedelta(days=n) for n in range(len(plan.days))]
        due = self.ends_on + timedelta(days=120)
        return [
            ("work", {"task_link": plan.link, "need": "annual_interview",
                      "need_words": "Cilj je zapisan v zapisniku letnega razgovora."}),
            ("host", {"host": found, "host_unit": "International Office", "contact_name": "Anna Gruber",
                      "contact_position": "Staff mobility coordinator", "contact_email": "staff.mobility@host.example",
                      "host_quality": "Gostitelj je priznana univerza, s katero že sodelujemo pri izmenjavi študentov; "
                                      "po usposabljanju bomo dogovorili izmenjavo obrazcev in vzajemne obiske."}),
            ("stay", {"title": plan.title, "forms": [plan.form], "starts_on": self.starts_on, "ends_on": self.ends_on,
                      "travel_before": 1, "travel_after": 1, "green_travel": True}),
            ("programme", {"programme": [
                {"day": day.isoformat(), "kind": "training", "hours": 7, "content": words}
                for day, words in zip(days, plan.days, strict=True)]}),
            *([("teaching", TEACHING)] if self.teaches else []),
            ("goals", {"goals": [{"text": goal} for goal in plan.goals],
                       "added_value": "Usposabljanje podpira cilj strategije internacionalizacije: digitalni postopki in "
                                      "enaka obravnava gostujočih na vseh članicah.",
                       "motivation": "V pisarni vsak semester obravnavamo več prijav z enakim številom ljudi. Želim videti, "
                                     "kako enake naloge rešuje večja univerza, in domov prinesti obrazec, ki ga lahko "
                                     "uporabimo takoj."}),
            ("effects", {"effects": [{"on": "unit", "text": plan.effect, "indicator": plan.indicator,
                                      "due_on": due.isoformat()}],
                         "dissemination": [{"kind": "collegium", "audience": "kolegij članice",
                                            "due_on": (due - timedelta(days=60)).isoformat()}]}),
            ("language", {"language": "en", "own_level": "C1", "needed_level": "B2"}),
            ("statements", {"statement_true": True, "statement_report": True, "statement_funding": True}),
        ]  # fmt: skip

    def submit(self, when: datetime) -> None:
        self.do(when, lambda: application.submit(mobility=self.file, actor=self.me))

    def send_back(self, when: datetime) -> None:
        reasons = "V programu manjka vsebina za zadnji dan; prosimo, dopolnite tudi kazalnik učinka."
        due = (when + timedelta(days=8)).date()
        actor = self.house.actor
        self.do(when, lambda: checking.send_back(
            mobility=self.file, actor=actor("koordinator"), reasons=reasons, due_on=due))  # fmt: skip

    def admit(self, when: datetime) -> None:
        self.do(when, lambda: selection.admit(mobility=self.file, actor=self.house.actor("koordinator")))

    def exclude(self, when: datetime) -> None:
        self.do(when, lambda: selection.exclude(
            mobility=self.file, actor=self.house.actor("koordinator"), clause="3. člen razpisa",
            reasons="Zaposlitev se izteče pred koncem načrtovane mobilnosti."))  # fmt: skip

    def withdraw(self, when: datetime) -> None:
        self.do(when, lambda: application.withdraw(
            mobility=self.file, actor=self.me, note="Termin se ne izide z delom v enoti."))  # fmt: skip

    def appeal(self, when: datetime) -> None:
        """Lodged by the participant, heard by the dean and the secretary, rejected."""
        people, actor = self.house.people, self.house.actor
        self.do(when, lambda: selection.lodge_appeal(
            mobility=self.file, actor=self.me, ground="points",
            words="Povezava z mojimi nalogami je opisana v prvem razdelku prijave."))  # fmt: skip
        self.do(when + timedelta(days=2), lambda: selection.name_panel(
            mobility=self.file, actor=actor("dekan"), chair=people["dekan"], members=[people["tajnik"]]))  # fmt: skip
        ruling = Ruling(
            Relief.REJECT, "Komisija je upoštevala prvi razdelek; načrt je brez merljivih učinkov."
        )
        self.do(when + timedelta(days=6), lambda: selection.decide_appeal(
            mobility=self.file, actor=actor("dekan"), ruling=ruling))  # fmt: skip

    def decline_place(self, when: datetime) -> None:
        self.do(when, lambda: place.decline_place(
            mobility=self.file, actor=self.me, reason="V predvidenem terminu prevzemam nove naloge."))  # fmt: skip

    def cancel(self, when: datetime) -> None:
        self.do(when, lambda: place.cancel(
            mobility=self.file, actor=self.house.actor("koordinator"),
            reason="Gostitelj je odpovedal teden usposabljanja."))  # fmt: skip

    def accept_place(self, when: datetime) -> None:
        self.do(when, lambda: place.accept_place(mobility=self.file, actor=self.me))

    def opinions(self, when: datetime, *, until: int = 3) -> None:
        """The three-member body, one opinion after the other."""
        head = next(n for n, unit in enumerate(self.house.units, 1) if unit.pk == self.file_unit())
        body = ((f"vodja{head}", C.HEAD), ("pisarna", C.FACULTY_OFFICE), ("tajnik", C.SECRETARY))
        for turn, (name, capacity) in enumerate(body[:until]):
            self.do(when + timedelta(hours=turn), partial(self._give_opinion, name, capacity))

    def _give_opinion(self, name: str, capacity: C) -> None:
        selection.give_opinion(
            mobility=self.file, actor=self.house.actor(name), as_=capacity, verdict="fits", reasons=""
        )

    def file_unit(self) -> int:
        with tenant_scope(university_id=self.house.university.pk):
            return self.file.unit_id

    def confirm_suitability(self, when: datetime) -> None:
        self.do(when, lambda: selection.decide_suitability(
            mobility=self.file, actor=self.house.actor("tajnik"), outcome="fits",
            reasons="Vsebina usposabljanja sodi v delovno področje zaposlenega."))  # fmt: skip

    def sign(self, when: datetime, *parties: Party) -> None:
        """The parties sign the agreement in force, in this order."""
        for turn, party in enumerate(parties):
            self.do(when + timedelta(hours=turn), partial(self._sign, party))

    def _sign(self, party: Party) -> None:
        paper = self._agreement()
        names = {Party.PARTICIPANT: self.person.get_full_name(), Party.HOME: self.house.people["dekan"].get_full_name(),
                 Party.HOST: "Anna Gruber"}  # fmt: skip
        actors = {Party.PARTICIPANT: lambda: self.me, Party.HOME: lambda: self.house.actor("dekan"),
                  Party.HOST: lambda: host(self.house.university.pk, "Anna Gruber")}  # fmt: skip
        agreement.sign(
            agreement=paper,
            party=party,
            actor=actors[party](),
            way=SigningWay.LINK if party == Party.HOST else SigningWay.SIGNED_IN,
            name=names[party],
            function="Staff mobility coordinator" if party == Party.HOST else "",
            text_hash=paper.text_hash,
        )

    def ask_for_copy(self, when: datetime) -> None:
        """The participant has the agreement printed, to be signed elsewhere."""
        self.do(when, lambda: received.ask_for_copy(agreement=self._agreement(), actor=self.me))

    def _agreement(self) -> Agreement:
        return Agreement.objects.get(mobility=self.mobility, superseded_at=None)

    def end(self, when: datetime) -> None:
        self.do(when, lambda: place.end(mobility=self.file, actor=system(self.house.university.pk)))

    def certificate(self, when: datetime) -> None:
        upload = SimpleUploadedFile("certificate.pdf", blank_pdf(), "application/pdf")
        self.do(when, lambda: reporting.upload_certificate(
            mobility=self.file, actor=self.me, upload=upload, starts_on=self.starts_on, ends_on=self.ends_on,
            teaching_hours=agreed_hours(self.file)))  # fmt: skip

    def survey(self, when: datetime) -> None:
        self.do(
            when, lambda: reporting.note_survey(mobility=self.file, actor=self.me, submitted_on=when.date())
        )

    def report(self, when: datetime) -> None:
        """Every section written, and handed in."""

        def act() -> None:
            mobility = self.file
            shares = Promise.objects.filter(mobility=mobility, kind=PromiseKind.DISSEMINATION)
            rows = [{"promise": share.pk, "kind": share.subject, "audience": share.words, "status": "planned",
                     "due_on": share.due_on.isoformat(), "reached": None, "proof": ""} for share in shares]  # fmt: skip
            goals = [{"text": goal} for goal in self.plan.goals]
            for section, values in report_sections(self.plan, goals, rows, when.date()).items():
                reporting.save_report_section(
                    mobility=mobility, actor=self.me, section=section, values=values
                )
            reporting.hand_in_report(mobility=mobility, actor=self.me)

        self.do(when, act)

    def keep_promises(self, when: datetime) -> None:
        """Everything promised is kept at the first follow-up; the coordinator waives the later ones."""

        def act() -> None:
            promises = list(Promise.objects.filter(mobility=self.file, kept_on=None))
            recognition.answer_follow_up(
                mobility=self.file, actor=self.me, months=3, answers=answers(promises, when.date())
            )
            later = Duty.objects.filter(
                mobility=self.file, phase=Phase.EFFECTS, fulfilled_at=None, waived_at=None
            )
            parts = list(later.values_list("part", flat=True))
            if parts:
                recognition.waive_effects(
                    mobility=self.file, actor=self.house.actor("koordinator"), parts=parts,
                    reason="Vse obljube so izpolnjene; nadaljnje spremljanje ni potrebno.")  # fmt: skip

        self.do(when, act)

    def accept_papers(self, when: datetime) -> None:
        coordinator = self.house.actor
        self.do(
            when, lambda: reporting.accept_certificate(mobility=self.file, actor=coordinator("koordinator"))
        )
        self.do(when, lambda: reporting.accept_report(mobility=self.file, actor=coordinator("koordinator")))

    def recognise(self, when: datetime) -> None:
        number = self.file_number()
        self.do(when, lambda: recognition.record_entry(
            mobility=self.file, actor=self.house.actor("kadrovska"), kinds=["professional_development", "annual_interview"],
            entered_on=when.date(), reference=f"OM-{number}"))  # fmt: skip

    def file_number(self) -> str:
        with tenant_scope(university_id=self.house.university.pk):
            return self.file.number


def blank_pdf() -> bytes:
    """A one-page PDF, as a host's certificate would be."""
    made = pikepdf.new()
    made.add_blank_page()
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()
