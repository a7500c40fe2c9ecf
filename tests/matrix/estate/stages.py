"""The files of an estate that people have acted on: scored, decided, signed, returned, recorded."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.uploads import clean_upload
from funding import operations as funding
from funding.enums import GrantKind, Support
from funding.operations.accounts import Wish as AccountWish
from funding.operations.grants import Wish as GrantWish
from members.actor import Actor, host, system
from members.enums import Capacity as C
from mobility import agreements
from mobility.enums import Party, SigningWay, Stage
from mobility.models import Call, Mobility, Promise
from mobility.operations import agreement, checking, place, received, scans
from recognition import operations as recognition
from reporting import operations as reporting
from selection import operations as selection
from selection.enums import PenaltyCause
from selection.models import Assessment, Decision, Penalty
from selection.scale import judged, scales_of
from tests.core import samples
from tests.matrix.estate.files import again, put
from tests.matrix.estate.marks import mark
from tests.outbox import deliver_all
from tests.world import House

PROMISED = (("effect", "unit"), ("dissemination", "collegium"))


class Acts:
    """What the people of one house do, each leaving its mark."""

    def __init__(self, house: House) -> None:
        self.house, self.tenant = house, house.member.slug

    def mark(self, thing: str, field: str) -> str:
        return mark(self.tenant, thing, field)

    def actor(self, name: str) -> Actor:
        return self.house.actor(name)

    def owner(self, mobility: Mobility) -> Actor:
        return self.actor(
            next(n for n, person in self.house.people.items() if person.pk == mobility.person_id)
        )

    def send_back(self, mobility: Mobility, thing: str) -> None:
        due_on = clock.today() + timedelta(days=5)
        checking.send_back(
            mobility=mobility,
            actor=self.actor("coordinator"),
            reasons=self.mark(thing, "sent_back"),
            due_on=due_on,
        )

    def seat(self, call: Call) -> None:
        members = [self.house.people[name] for name in ("assessor", "conflicted")]
        selection.seat_committee(
            call=call, actor=self.actor("coordinator"), chair=self.house.people["chair"], members=members
        )

    def score(
        self, mobility: Mobility, thing: str, name: str, *, points: int = 5, final: bool = True
    ) -> None:
        scores: dict[int, Any] = {
            scale.id: {"points": Decimal(points), "sentence": self.mark(thing, f"sentence_{name}")}
            for scale in judged(scales_of(mobility.call))
        }
        act = selection.hand_in_scores if final else selection.save_scores
        act(mobility=mobility, actor=self.actor(name), scores=scores)

    def decide(self, mobility: Mobility, thing: str, outcome: str) -> None:
        selection.decide(
            mobility=again(mobility),
            actor=self.actor("chair"),
            outcome=outcome,
            reasons=self.mark(thing, "decision"),
        )

    def leave_without_grant(self, mobility: Mobility) -> None:
        """The place was awarded when the money was used up."""
        fresh, now = again(mobility), clock.now()
        assessment = Assessment.objects.create(
            member_id=fresh.member_id, mobility=fresh, call=fresh.call, opened_at=now, closed_at=now
        )
        Decision.objects.create(
            member_id=fresh.member_id,
            assessment=assessment,
            outcome="award",
            reasons="Brez dotacije.",
            is_funded=False,
            decided_by=self.house.people["chair"],
            decided_at=now,
            released_by=self.house.people["chair"],
            released_at=now,
        )

    def appeal(self, mobility: Mobility, thing: str) -> None:
        selection.lodge_appeal(
            mobility=mobility,
            actor=self.owner(mobility),
            ground="points",
            words=self.mark(thing, "appeal"),
            upload=clean_upload(SimpleUploadedFile(f"{self.mark(thing, 'file_name')}.pdf", samples.pdf())),
        )
        panel = [self.house.people[name] for name in ("dean", "secretary")]
        selection.name_panel(
            mobility=again(mobility), actor=self.actor("office"), chair=panel[0], members=panel[1:]
        )

    def take_points_off(self, mobility: Mobility, thing: str) -> None:
        Penalty.objects.create(
            member=self.house.member,
            person=mobility.person,
            call=mobility.call,
            mobility=mobility,
            cause=PenaltyCause.DECLINED,
            points=Decimal(-10),
            noted_at=clock.now(),
        )

    def prepare(self, mobility: Mobility) -> None:
        """The place is confirmed; the body is asked, the agreement written, the host invited."""
        place.accept_place(mobility=again(mobility), actor=self.owner(mobility))
        deliver_all(papers=True)

    def invite_host(self, mobility: Mobility, thing: str) -> Any:
        return agreement.send_host_link(
            agreement=agreements.in_force(mobility),
            actor=self.actor("coordinator"),
            name=self.mark(thing, "link_name"),
            address=self.mark(thing, "link_address").lower() + "@mark.example",
            language="en",
        )

    def bring_in(self, mobility: Mobility) -> None:
        """The office keeps a paper from outside in the file, and another one waits to be entered."""
        office = self.actor("coordinator")
        paper = clean_upload(SimpleUploadedFile("paper.pdf", samples.pdf()))
        received.keep_other_paper(mobility=mobility, actor=office, upload=paper, title="Insurance")
        scan = SimpleUploadedFile("scan.pdf", samples.pdf(pages=2))
        [brought] = scans.bring_in(
            member_id=mobility.member_id, actor=office, uploads=[scan], number=mobility.number
        )
        assert brought.scan is not None, brought.reason

    def find_suitable(self, mobility: Mobility, thing: str) -> None:
        body = (("head", C.HEAD), ("faculty_office", C.FACULTY_OFFICE), ("secretary", C.SECRETARY))
        for name, capacity in body:
            selection.give_opinion(
                mobility=again(mobility),
                actor=self.actor(name),
                as_=capacity,
                verdict="changes" if name == "head" else "fits",
                reasons=self.mark(thing, f"opinion_{name}"),
            )
        selection.decide_suitability(
            mobility=again(mobility),
            actor=self.actor("secretary"),
            outcome="fits",
            reasons=self.mark(thing, "suitability"),
        )
        deliver_all(papers=True)

    def sign(self, mobility: Mobility, thing: str, *parties: Party) -> None:
        made = agreements.in_force(again(mobility))
        assert made is not None
        actors = {
            Party.PARTICIPANT: self.owner(mobility),
            Party.HOME: self.actor("dean"),
            Party.HOST: host(self.house.university.pk, self.mark(thing, "host_signature")),
        }
        for party in parties:
            agreement.sign(
                agreement=made,
                party=party,
                actor=actors[party],
                way=SigningWay.LINK if party == Party.HOST else SigningWay.SIGNED_IN,
                name=self.mark(thing, f"signed_by_{party}"),
                function=self.mark(thing, f"signed_as_{party}"),
                text_hash=made.text_hash,
            )
        deliver_all(papers=True)

    def fund(self, mobility: Mobility, thing: str, *, sign: bool) -> None:
        """The grant is entered, the account stated; the participant signs the agreement, or has not yet."""
        amounts = {Support.INDIVIDUAL: Decimal(800), Support.TRAVEL: Decimal(309)}
        wish = GrantWish(GrantKind.GRANTED, mobility.training_days, 1, amounts)
        made = funding.enter_grant(mobility=mobility, actor=self.actor("coordinator"), wish=wish)
        account = AccountWish(
            holder=self.mark(thing, "account_holder"),
            iban="SI56011006000005649",
            bank=self.mark(thing, "account_bank"),
        )
        owner = self.owner(mobility)
        funding.give_account(mobility=again(mobility), actor=owner, wish=account)
        made.refresh_from_db()
        if sign:
            funding.sign(agreement=made, party=Party.PARTICIPANT, actor=owner, text_hash=made.text_hash)

    def come_home(self, mobility: Mobility, thing: str) -> None:
        """The stay is over: certificate and survey are in, the report is handed in."""
        for kind, subject in PROMISED:
            Promise.objects.create(
                member=self.house.member,
                mobility=mobility,
                kind=kind,
                subject=subject,
                words=self.mark(thing, f"promise_{kind}"),
                indicator=self.mark(thing, f"indicator_{kind}"),
                due_on=clock.today() + timedelta(days=60),
            )
        place.end(mobility=again(mobility), actor=system(self.house.university.pk))
        deliver_all(papers=True)

    def send_certificate(self, mobility: Mobility, thing: str) -> None:
        name = self.mark(thing, "file_name") + ".pdf"
        reporting.upload_certificate(
            mobility=again(mobility),
            actor=self.owner(mobility),
            upload=SimpleUploadedFile(name, samples.pdf(), "application/pdf"),
            starts_on=mobility.starts_on,
            ends_on=mobility.ends_on,
        )

    def report(self, mobility: Mobility, thing: str, *, hand_in: bool = True) -> None:
        for section, values in self._report_of(thing).items():
            reporting.save_report_section(
                mobility=again(mobility), actor=self.owner(mobility), section=section, values=values
            )
        if hand_in:
            reporting.hand_in_report(mobility=again(mobility), actor=self.owner(mobility))

    def _report_of(self, thing: str) -> dict[str, dict[str, Any]]:
        def text(field: str) -> str:
            return self.mark(thing, field)

        due_on = (clock.today() + timedelta(days=70)).isoformat()
        practice = {
            "what": text("practice"),
            "status": "planned",
            "responsible": text("responsible"),
            "due_on": due_on,
        }
        link = {
            "partner": text("link_partner"),
            "contact": text("link_contact"),
            "kind": "visit",
            "status": "talked",
        }
        share = {"promise": None, "kind": "collegium", "audience": text("share"), "due_on": due_on, "reached": None,
                 "proof": text("share_proof"), "status": "planned"}  # fmt: skip
        goals = [
            {"text": text(f"goal_{n}"), "result": "partly", "comment": text(f"goal_comment_{n}")}
            for n in (0, 1)
        ]
        return {
            "activities": {"activities": text("activities"), "deviations": text("deviations")},
            "goals": {"goals": goals},
            "knowledge": {"knowledge": text("knowledge")},
            "effects": {"effects_on_work": text("on_work"), "effects_on_unit": text("on_unit")},
            "practices": {"practices": [practice], "practices_words": text("practices_words")},
            "processes": {"processes": [], "processes_words": text("processes_words")},
            "links": {"links": [link], "links_words": text("links_words")},
            "internationalisation": {"internationalisation": text("internationalisation")},
            "dissemination": {"dissemination": [share]},
            "publication": {"advice": text("advice"), "consent": "all", "summary": text("summary")},
        }

    def complete(self, mobility: Mobility, thing: str) -> None:
        """Certificate, survey and report are in order."""
        self.send_certificate(mobility, thing)
        reporting.accept_certificate(mobility=again(mobility), actor=self.actor("coordinator"))
        reporting.note_survey(
            mobility=again(mobility), actor=self.owner(mobility), submitted_on=clock.today()
        )
        self.report(mobility, thing)
        reporting.accept_report(
            mobility=again(mobility), actor=self.actor("coordinator"), remark=self.mark(thing, "remark")
        )
        deliver_all(papers=True)

    def recognise(self, mobility: Mobility, thing: str) -> None:
        recognition.record_entry(
            mobility=again(mobility),
            actor=self.actor("hr"),
            kinds=["annual_interview"],
            entered_on=clock.today(),
            reference=self.mark(thing, "reference"),
            basis=self.mark(thing, "basis"),
            remarks=self.mark(thing, "remarks"),
        )
        deliver_all(papers=True)

    def put(self, call: Call, thing: str, stage: Stage, **how: Any) -> Mobility:
        return put(self.house, call, thing, stage=stage, **{"who": "participant", **how})
