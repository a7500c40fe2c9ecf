"""The call as one document: what the call file (docs/formats.md) holds, out of the rows and back into them.

The document is plain JSON: texts as {sl, en}, points as text, dates and hours as ISO text in the call's zone. It is
what a version of a published call keeps.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mobility.call_dates import FIRST, local, rounds_of, spread
from mobility.enums import CriterionKind, PointRule
from mobility.models import Call, Criterion, Level

FORMAT = "popotnik-call/1"
TEXTS = ("purpose", "audience", "documents", "basis")
LANGUAGES = ("sl", "en")
DEFAULT_ZONE = "Europe/Ljubljana"
STEP = "0.5"
# How the board orders where a call says nothing: by the total, and the committee decides ties with reasons.
OWN_ORDER = [{"by": "total"}, {"by": "decision"}]
ALWAYS = frozenset({"activities", "title"})
ROTATION_STEPS, LANGUAGE_STEPS = 4, 3

ROTATION_FACT = {
    "code": "last_mobility",
    "type": "date",
    "source": "history",
    "label": {"sl": "konec zadnje mobilnosti", "en": "end of the last mobility"},
    "register": "history.last_ended",
}
LANGUAGE_FACT = {
    "code": "language_gap",
    "type": "number",
    "source": "register",
    "label": {
        "sl": "stopnje do zahtevane ravni jezika",
        "en": "levels up to the language level needed",
    },
    "register": "application.language_gap",
}
FACT_OF = {PointRule.ROTATION: ROTATION_FACT, PointRule.LANGUAGE: LANGUAGE_FACT}


def both(row: Any, text: str) -> dict[str, str]:
    """A text in its languages, those left empty not named."""
    said = {language: getattr(row, f"{text}_{language}") for language in LANGUAGES}
    return {language: words for language, words in said.items() if words.strip()}


def plain(points: Decimal) -> int | str:
    """Points as JSON holds them exactly: 30, and as text where they are not whole, "7.5"."""
    whole = int(points)
    return whole if points == whole else f"{points.normalize():f}"


def document_of(call: Call, criteria: list[Criterion] | None = None) -> dict[str, Any]:
    """The whole call as the file has it, criteria in their order (as given, where they are loaded already)."""
    if criteria is None:
        criteria = list(call.criteria.filter(within=None).order_by("position").prefetch_related("levels"))
    return {"format": FORMAT, "call": _offer(call), "rules": _rules(call, criteria)}


def _offer(call: Call) -> dict[str, Any]:
    """The part that says what is offered."""
    texts = {name: both(call, name) for name in TEXTS}
    offer: dict[str, Any] = {
        "slug": call.slug,
        "action": str(call.action),
        "activities": list(call.activities),
        "academic_year": call.academic_year,
        "title": both(call, "title"),
        **{name: words for name, words in texts.items() if words},
        "staff_groups": list(call.staff_groups),
        "time_zone": call.time_zone,
        **_dates(call),
        "stays": {"from": call.stays_from.isoformat(), "until": call.stays_until.isoformat()},
        "places": call.places,
        "confirm_days": call.confirm_days,
        "appeal_days": call.appeal_days,
        "suitability_at": str(call.suitability_at),
        "papers": call.papers,
        "committee": call.committee_rules,
    }
    return {name: value for name, value in offer.items() if name in ALWAYS or value not in ([], {}, "", 0)}


def _dates(call: Call) -> dict[str, Any]:
    if call.rolling:
        return {"rolling": call.rolling}
    return {
        "rounds": [
            {
                "code": row.code,
                "opens": local(row.opens_at, call.time_zone),
                "closes": local(row.closes_at, call.time_zone),
                "results_by": row.results_by.isoformat(),
            }
            for row in rounds_of(call)
        ]
    }


def _rules(call: Call, criteria: list[Criterion]) -> dict[str, Any]:
    """How it is decided. The two rules of older calls are written out as what they do."""
    rules = dict(call.rules)
    facts = list(rules.pop("facts", []))
    known = {fact["code"] for fact in facts}
    for criterion in criteria:
        fact = FACT_OF.get(PointRule(criterion.rule)) if criterion.rule else None
        if fact and fact["code"] not in known:
            facts.append(fact)
            known.add(fact["code"])
    written: dict[str, Any] = {"facts": facts} if facts else {}
    for part in ("tables", "gates"):
        if part in rules:
            written[part] = rules.pop(part)
    written["criteria"] = [rule_of(criterion) for criterion in criteria]
    rules.setdefault("order", OWN_ORDER)
    return {**written, **rules}


def rule_of(criterion: Criterion) -> dict[str, Any]:
    """One criterion as the file has it."""
    names = {"code": criterion.name_in_rules, "name": both(criterion, "name")}
    hint = both(criterion, "help")
    if hint:
        names["help"] = hint
    levels = sorted(criterion.levels.all(), key=lambda level: level.points)
    if criterion.rule:
        return {**names, **_built_in(criterion, [level.points for level in levels])}
    if criterion.kind == CriterionKind.COMPUTED:
        return {**names, **criterion.definition}
    return {**names, "kind": "judged", **criterion.definition, **_scale(criterion, levels)}


def _scale(criterion: Criterion, levels: list[Level]) -> dict[str, Any]:
    if levels:
        return {"levels": [{"points": plain(row.points), "name": both(row, "name")} for row in levels]}
    if "scale" in criterion.definition:
        return {}
    return {"scale": {"from": 0, "to": plain(criterion.most), "step": STEP}}


def _built_in(criterion: Criterion, lines: list[Decimal]) -> dict[str, Any]:
    """The rule of rotation (four lines) or of language (three) in the words of the file."""
    most = criterion.most
    if criterion.rule == PointRule.ROTATION:
        at = [plain(points) for points in _lines(lines, most, ROTATION_STEPS)]
        return {
            "kind": "recency",
            "fact": ROTATION_FACT["code"],
            "counted_in": "years",
            "windows": [{"within": 1, "points": at[0]}, {"within": 3, "points": at[1]}],
            "longer_ago": at[2],
            "never": at[3],
            "inclusive": True,
        }
    at = [plain(points) for points in _lines(lines, most, LANGUAGE_STEPS)]
    return {
        "kind": "bands",
        "fact": LANGUAGE_FACT["code"],
        "bands": [
            {"under": 1, "points": at[2]},
            {"from": 1, "under": 2, "points": at[1]},
            {"from": 2, "points": at[0]},
        ],
        "when_missing": at[0],
    }


def _lines(lines: list[Decimal], most: Decimal, steps: int) -> list[Decimal]:
    """The call's own lines where it has one for each step, else even shares of the most."""
    if len(lines) == steps:
        return lines
    return [(most * step / (steps - 1)).quantize(Decimal("0.1")) for step in range(steps)]


def fields_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a Call out of a document, without its criteria. The document must be a sound one."""
    offer, rules = document["call"], dict(document["rules"])
    rules.pop("criteria", None)
    zone = offer.get("time_zone", DEFAULT_ZONE)
    rounds, rolling = offer.get("rounds", []), offer.get("rolling", {})
    is_plain = len(rounds) == 1 and rounds[0]["code"] == FIRST
    texts = {
        f"{name}_{language}": offer.get(name, {}).get(language, "")
        for name in ("title", *TEXTS)
        for language in LANGUAGES
    }
    given = {
        name: offer[name]
        for name in ("places", "confirm_days", "appeal_days", "suitability_at", "papers")
        if name in offer
    }
    return {
        "slug": offer["slug"],
        "action": offer["action"],
        "activities": list(offer.get("activities", [])),
        "academic_year": offer["academic_year"],
        "staff_groups": list(offer.get("staff_groups", [])),
        "time_zone": zone,
        "rounds": [] if is_plain else list(rounds),
        "rolling": rolling,
        **spread(rounds, rolling, zone),
        "stays_from": date.fromisoformat(offer["stays"]["from"]),
        "stays_until": date.fromisoformat(offer["stays"]["until"]),
        **texts,
        "places": 0,
        **given,
        "committee_rules": offer.get("committee", {}),
        "rules": rules,
    }


def criterion_fields(rule: Mapping[str, Any], *, most: Decimal) -> dict[str, Any]:
    """One criterion of a document as `draft_call` takes it; `most` is the most that it can give."""
    rest = {key: value for key, value in rule.items() if key not in {"code", "name", "help", "levels"}}
    is_judged = rule["kind"] == CriterionKind.JUDGED
    if is_judged:
        rest.pop("kind")
    return {
        "code": rule["code"],
        "kind": CriterionKind.JUDGED if is_judged else CriterionKind.COMPUTED,
        "most": most,
        "definition": rest,
        "levels": [
            {"points": Decimal(str(level["points"])), **_pair("name", level["name"])}
            for level in rule.get("levels", [])
        ],
        **_pair("name", rule["name"]),
        **_pair("help", rule.get("help", {})),
    }


def _pair(text: str, said: Mapping[str, str]) -> dict[str, str]:
    return {f"{text}_{language}": said.get(language, "") for language in LANGUAGES}
