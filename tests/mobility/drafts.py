"""Calls and applications as the operations make them, complete and ready to be submitted."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core import clock
from mobility.models import Call, Mobility
from mobility.operations import calls
from mobility.operations.application import save_section, start
from partners.models import HostOrganisation
from tests.world import House, make_host

LONG = (
    "Pripravljam mednarodne sporazume, sprejemam gostujoče osebje in vodim evidence mobilnosti na članici. "
    * 2
)
CRITERIA: list[dict[str, Any]] = [
    {
        "name_sl": "Strokovna utemeljenost",
        "name_en": "Professional justification",
        "most": Decimal(30),
        "levels": [
            {"points": Decimal(0), "name_sl": "ni povezave", "name_en": "no link"},
            {"points": Decimal(30), "name_sl": "jasne naloge", "name_en": "clear tasks"},
        ],
    },
    {
        "name_sl": "Pretekle mobilnosti",
        "name_en": "Past mobilities",
        "most": Decimal(15),
        "rule": "rotation",
        "levels": [{"points": Decimal(15), "name_sl": "še nikoli", "name_en": "never before"}],
    },
]


def call_fields(slug: str = "stt") -> dict[str, Any]:
    """The fields of a complete call, open now."""
    now, today = clock.now(), clock.today()
    texts = {
        f"{name}_{language}": f"{name} {language}"
        for name in ("title", "purpose", "audience", "documents", "basis")
        for language in ("sl", "en")
    }
    return texts | {
        "slug": slug,
        "action": "KA131",
        "academic_year": "2026/27",
        "opens_at": now - timedelta(days=7),
        "closes_at": now + timedelta(days=21),
        "results_by": today + timedelta(days=45),
        "stays_from": today + timedelta(days=60),
        "stays_until": today + timedelta(days=400),
        "places": 3,
    }


def published(house: House, slug: str = "stt", **fields: Any) -> Call:
    """A published call, open now unless the fields say otherwise."""
    actor = house.actor("coordinator")
    call = calls.draft_call(
        actor=actor, member_id=house.member.pk, criteria=CRITERIA, **(call_fields(slug) | fields)
    )
    return calls.publish_call(call=call, actor=actor)


def sections(host: HostOrganisation, first: date) -> dict[str, dict[str, Any]]:
    """The values of a complete application for a week from a Monday on or after the day."""
    first += timedelta(days=-first.weekday() % 7)
    days = [first + timedelta(days=n) for n in range(5)]
    after = days[-1] + timedelta(days=60)
    return {
        "work": {"task_link": LONG, "need": "annual_interview", "need_words": "Cilj letnega razgovora."},
        "host": {
            "host": host,
            "contact_name": "Anna Huber",
            "contact_email": "anna.huber@univie.example",
            "host_quality": LONG,
        },
        "stay": {
            "title": "Spremljanje dela v mednarodni pisarni",
            "forms": ["job_shadowing"],
            "starts_on": days[0],
            "ends_on": days[-1],
            "travel_before": 1,
            "travel_after": 1,
            "green_travel": True,
        },
        "programme": {
            "programme": [
                {"day": day, "kind": "training", "hours": 8, "content": "Spremljanje dela"} for day in days
            ]
        },
        "goals": {"goals": [{"text": "Spoznati potek sprejema"}], "added_value": LONG, "motivation": LONG},
        "effects": {
            "effects": [{"on": "unit", "text": "Nov obrazec", "indicator": "V rabi", "due_on": after}],
            "dissemination": [{"kind": "collegium", "audience": "Kolegij", "due_on": after}],
        },
        "language": {"language": "en", "own_level": "C1", "needed_level": "B2"},
        "statements": {"statement_true": True, "statement_report": True, "statement_funding": True},
    }


def drafted(house: House, call: Call, *, who: str = "participant") -> Mobility:
    """A complete application that is not sent yet."""
    actor = house.actor(who)
    mobility = start(call=call, actor=actor)
    for section, values in sections(make_host(house), call.stays_from).items():
        save_section(mobility=mobility, actor=actor, section=section, values=values)
    return mobility
