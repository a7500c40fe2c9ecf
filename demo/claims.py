"""A call that asks its applicants and the office for more than Popotnik knows: papers are shown, statements compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core import clock
from core.tenancy import tenant_scope
from core.uploads import clean_upload
from demo.calls import at, five_criteria, texts
from demo.names import HOSTS, PLANS
from demo.people import House
from demo.walk import Walker, blank_pdf
from mobility.models import Call
from mobility.operations import calls as operations
from mobility.operations.answers import save_answers
from selection import operations as selection
from selection.enums import Looked

SLUG = "stt-dokazila"
LEVELS = {"none": 0, "B2": 2, "C1": 4, "C2": 6}


def both(sl: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"sl": sl, "en": en}


RULES: dict[str, Any] = {
    "facts": [
        {
            "code": "certificate",
            "type": "choice",
            "source": "document",
            "label": both("Najvišje potrdilo o znanju jezika", "Highest language certificate"),
            "article": "12. člen",
            "choices": list(LEVELS),
            "words": {
                "none": both("brez potrdila", "no certificate"),
                **{name: both(f"raven {name}", f"level {name}") for name in LEVELS if name != "none"},
            },
            "evidence": "language_certificate",
        },
        {
            "code": "returning",
            "type": "flag",
            "source": "document",
            "label": both(
                "Vrnitev s starševskega dopusta v zadnjem letu", "Back from parental leave within a year"
            ),
            "article": "13. člen",
            "evidence": "evidence",
        },
        {
            "code": "new_partner",
            "type": "flag",
            "source": "claim",
            "label": both("Z gostiteljem še nimamo sporazuma", "There is no agreement with the host yet"),
            "article": "14. člen",
        },
        {
            "code": "mentoring",
            "type": "number",
            "source": "register",
            "label": both("Ure mentorstva tujim študentom", "Hours of mentoring foreign students"),
            "article": "15. člen",
            "whole": True,
        },
    ],
}  # fmt: skip


def computed(code: str, name: Mapping[str, str], most: int, definition: Mapping[str, Any]) -> dict[str, Any]:
    """One criterion that a rule gives."""
    texts_of = {f"{text}_{language}": name[language] if text == "name" else "" for text in ("name", "help")
                for language in ("sl", "en")}  # fmt: skip
    rule = {"kind": definition["kind"], **definition}
    return {
        "code": code,
        "kind": "computed",
        "most": Decimal(most),
        "definition": rule,
        "levels": [],
        **texts_of,
    }


def criteria() -> list[dict[str, Any]]:
    """The five of the instructions, and four that rest on what people state and the office enters."""
    points = {name: str(given) for name, given in LEVELS.items()}
    return [
        *five_criteria(),
        computed("certificate", both("Potrdilo o znanju jezika", "Language certificate"), 6,
                 {"kind": "choice", "fact": "certificate", "points": points}),
        computed("returning", both("Vrnitev na delo", "Return to work"), 3,
                 {"kind": "flag", "if": {"fact": "returning"}, "points": "3"}),
        computed("new_partner", both("Nov gostitelj", "New host"), 2,
                 {"kind": "flag", "if": {"fact": "new_partner"}, "points": "2"}),
        computed("mentoring", both("Mentorstvo", "Mentoring"), 5,
                 {"kind": "linear", "fact": "mentoring", "per": "10", "points": "1", "at_most": "5"}),
    ]  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """What somebody states and sends; `submits`: handed in; `looked`: what the coordinator said of it already."""

    answers: Mapping[str, Any]
    papers: Mapping[str, str] = field(default_factory=dict)
    submits: bool = True
    looks: tuple[selection.Look, ...] = ()


STATEMENTS = (
    Statement(
        {"certificate": "C1", "new_partner": True}, {"language_certificate": "potrdilo.pdf"}, submits=False
    ),
    Statement(
        {"certificate": "C2", "returning": True, "new_partner": False},
        {"language_certificate": "certifikat.pdf", "own-returning": "odločba.pdf"},
    ),
    Statement(
        {"certificate": "C1", "returning": False, "new_partner": True},
        {"language_certificate": "izpit.pdf"},
        looks=(
            selection.Look("certificate", Looked.CORRECTED, value="B2", reason="Potrdilo je za raven B2."),
            selection.Look("mentoring", Looked.ENTERED, value="24", record="evidenca tutorjev 2025/26"),
        ),
    ),
)


def tell(house: House) -> int:
    """The call, open now, with three applications; returns how many."""
    call = publish(house)
    today = clock.today()
    for place, statement in enumerate(STATEMENTS):
        person = house.staff[-1 - place]
        starts_on = today + timedelta(days=120 - today.weekday())
        walker = Walker(house, call, person, PLANS[place], HOSTS[place], starts_on)
        begun = at(today - timedelta(days=9 - place), 9 + place)
        walker.draft(begun)
        walker.do(begun + timedelta(hours=1), partial(_state, walker, statement))
        if statement.submits:
            walker.submit(begun + timedelta(days=1))
        if statement.looks:
            walker.do(begun + timedelta(days=3), partial(_look, walker, statement))
    return len(STATEMENTS)


def publish(house: House) -> Call:
    """Draft and publish the call, a fortnight ago."""
    today = clock.today()
    opens_on, closes_on = today - timedelta(days=14), today + timedelta(days=30)
    year = f"{closes_on.year}/{(closes_on.year + 1) % 100:02d}"
    with clock.travel(at(opens_on - timedelta(days=1))), tenant_scope(university_id=house.university.pk):
        coordinator = house.actor("koordinator")
        call = operations.draft_call(
            actor=coordinator,
            member_id=house.member.pk,
            criteria=criteria(),
            rules=RULES,
            papers=[
                {
                    "kind": "language_certificate",
                    "say": both(
                        "Potrdilo o znanju jezika, če ga imate", "Language certificate, if you have one"
                    ),
                },
                {
                    "kind": "evidence",
                    "say": both(
                        "Dokazilo o okoliščini, če jo uveljavljate",
                        "Evidence of a circumstance that you claim",
                    ),
                },
            ],
            slug=SLUG,
            action="KA131",
            academic_year=year,
            title_sl=f"Razpis Erasmus+ KA131: usposabljanje z dokazili (STT) {year}",
            title_en=f"Erasmus+ KA131 call: staff training with evidence (STT) {year}",
            opens_at=at(opens_on, 0),
            closes_at=at(closes_on, 23) + timedelta(minutes=59),
            results_by=closes_on + timedelta(days=21),
            stays_from=opens_on,
            stays_until=closes_on + timedelta(days=500),
            places=3,
            **texts(house, "KA131"),
        )
        return operations.publish_call(call=call, actor=coordinator)


def _state(walker: Walker, statement: Statement) -> None:
    papers = {
        slot: clean_upload(SimpleUploadedFile(name, blank_pdf(), "application/pdf"))
        for slot, name in statement.papers.items()
    }
    save_answers(mobility=walker.file, actor=walker.me, answers=statement.answers, papers=papers)


def _look(walker: Walker, statement: Statement) -> None:
    actor = walker.house.actor("koordinator")
    selection.check_facts(mobility=walker.file, actor=actor, looks=statement.looks, version=1)
