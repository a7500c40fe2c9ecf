"""The calls of the demonstration: the five criteria of the university's instructions, anchored and weighted."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core import clock
from demo.people import House
from mobility.models import Call
from mobility.operations import calls as operations

Anchors = tuple[tuple[int, str, str], ...]

TASKS: Anchors = (
    (0, "ni povezave z delom", "no link to the job"),
    (10, "splošna povezava z delom", "a general link to the job"),
    (20, "jasna povezava z nalogami", "a clear link to the tasks"),
    (
        30,
        "jasna povezava z nalogami in dokumentirana potreba",
        "a clear link to the tasks and a documented need",
    ),
)
INSTITUTION: Anchors = (
    (0, "ni doprinosa", "no contribution"),
    (10, "doprinos za enoto", "contribution to the unit"),
    (18, "doprinos za članico", "contribution to the faculty"),
    (25, "doprinos za univerzo z načrtom uvedbe", "contribution to the university with a plan"),
)
ROTATION: Anchors = (
    (0, "mobilnost v zadnjih 12 mesecih", "a mobility in the last 12 months"),
    (5, "zadnja mobilnost pred enim do tremi leti", "last mobility one to three years ago"),
    (10, "zadnja mobilnost pred več kot tremi leti", "last mobility over three years ago"),
    (15, "še nobene mobilnosti", "no mobility yet"),
)
PLAN: Anchors = (
    (0, "načrta ni ali je nejasen", "no plan, or a vague one"),
    (8, "splošen načrt", "a general plan"),
    (14, "dober načrt s cilji in programom", "a good plan with goals and programme"),
    (
        20,
        "izvedljiv načrt po dnevih z učinki in diseminacijo",
        "a feasible day plan with effects and dissemination",
    ),
)
LANGUAGE: Anchors = (
    (0, "dve ali več stopenj pod zahtevano", "two or more levels below the one needed"),
    (5, "stopnjo pod zahtevano", "one level below the one needed"),
    (10, "zahtevana stopnja ali višja", "the level needed or higher"),
)


def criterion(sl: str, en: str, anchors: Anchors, rule: str = "") -> dict[str, Any]:
    """One criterion with its levels, judged or, with a rule, computed."""
    return {
        "name_sl": sl,
        "name_en": en,
        "help_sl": "",
        "help_en": "",
        "most": Decimal(anchors[-1][0]),
        "kind": "computed" if rule else "judged",
        "rule": rule,
        "levels": [{"points": Decimal(points), "name_sl": a, "name_en": b} for points, a, b in anchors],
    }


def five_criteria() -> list[dict[str, Any]]:
    """The five criteria of the instructions (chapter 4), with the weights of our default scoring sheet."""
    return [
        criterion("Strokovna upravičenost mobilnosti", "Professional justification", TASKS),
        criterion("Doprinos k razvoju institucije", "Contribution to the institution", INSTITUTION),
        criterion("Pretekle mobilnosti", "Past mobilities", ROTATION, "rotation"),
        criterion("Motivacijsko pismo in načrt usposabljanja", "Motivation letter and training plan", PLAN),
        criterion("Jezikovne kompetence", "Language competences", LANGUAGE, "language"),
    ]


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day by the clock on the wall."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def publish(
    house: House,
    *,
    slug: str,
    action: str,
    opens_on: date,
    closes_on: date,
    places: int,
    stays: tuple[date, date],
    with_teaching: bool = False,
) -> Call:
    """Draft and publish one call of a member, a day before it opens."""
    coordinator = house.actor("koordinator")
    year = f"{closes_on.year}/{(closes_on.year + 1) % 100:02d}"
    title_sl = (
        "usposabljanje in poučevanje osebja (STT, STA)" if with_teaching else "usposabljanje osebja (STT)"
    )
    title_en = "staff training and teaching (STT, STA)" if with_teaching else "staff training (STT)"
    with clock.travel(at(opens_on - timedelta(days=1))):
        call = operations.draft_call(
            actor=coordinator,
            member_id=house.member.pk,
            criteria=five_criteria(),
            slug=slug,
            action=action,
            activities=["STT", "STA"] if with_teaching else ["STT"],
            academic_year=year,
            title_sl=f"Razpis Erasmus+ {action}: {title_sl} {year}",
            title_en=f"Erasmus+ {action} call: {title_en} {year}",
            opens_at=at(opens_on, 0),
            closes_at=at(closes_on, 23) + timedelta(minutes=59),
            results_by=closes_on + timedelta(days=21),
            stays_from=stays[0],
            stays_until=stays[1],
            places=places,
            **texts(house, action),
        )
        operations.publish_call(call=call, actor=coordinator)
    return call


def texts(house: House, action: str) -> dict[str, str]:
    """The texts of a call in both languages."""
    sl, en = house.member.name_sl, house.member.name_en
    where_sl = (
        "v državah EU in pridruženih državah"
        if action == "KA131"
        else "v tretjih državah, s katerimi ima univerza medinstitucionalni sporazum"
    )
    where_en = (
        "in EU and associated countries"
        if action == "KA131"
        else "in third countries with which the university has an inter-institutional agreement"
    )
    return {
        "purpose_sl": f"Usposabljanje zaposlenih {where_sl}, ki izboljša znanja, povezana z delovnimi nalogami, uvede nove "
        "prakse v enoto in prispeva k mednarodni razsežnosti fakultete. Udeleženec znanje uporabi na svojem delovnem "
        "mestu in ga deli s sodelavci.",
        "purpose_en": f"Training of staff {where_en} that improves knowledge tied to work tasks, brings new practices to the "
        "unit and adds to the international dimension of the faculty. Participants use what they learn in their own job "
        "and share it with their colleagues.",
        "audience_sl": f"Zaposleni na članici: {sl}, ki so v delovnem razmerju ves čas mobilnosti in poročanja.",
        "audience_en": f"Staff employed at the member faculty ({en}) for the whole time of mobility and reporting.",
        "documents_sl": "Prijava v Popotniku s programom usposabljanja po dnevih. Pred odhodom: potrditev skladnosti "
        "(Priloga 1) in sporazum o mobilnosti s tremi podpisi. Po vrnitvi: potrdilo o udeležbi, vprašalnik EU Survey in "
        "vsebinsko poročilo (Priloga 2).",
        "documents_en": "Application in Popotnik with a day-by-day training programme. Before departure: confirmation of "
        "suitability (Annex 1) and the mobility agreement with three signatures. After return: certificate of attendance, "
        "EU Survey and content report (Annex 2).",
        "basis_sl": "Navodila za izvajanje Erasmus+ mobilnosti osebja z namenom usposabljanja (STT), 4. poglavje",
        "basis_en": "Instructions for Erasmus+ staff mobility for training (STT), chapter 4",
    }
