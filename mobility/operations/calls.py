"""A call: drafted from nothing, from last year's or from a file; published, and from then on frozen.

What is wrong in a published call is corrected as a new version with a reason; every version stays readable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility.call_changes import Change, changes_between
from mobility.call_dates import a_year_on, instant, local, moved, next_years
from mobility.call_document import LANGUAGES, TEXTS, document_of, plain
from mobility.call_groups import reword_members, without_words, write_members
from mobility.call_problems import problems_of
from mobility.enums import CriterionKind
from mobility.models import Call, CallVersion, Criterion, Level

COPIED = (
    "action", "activities", "staff_groups", "time_zone", "places", "confirm_days", "appeal_days",
    "suitability_at", "papers", "committee_rules",
)  # fmt: skip
SLUG_MOST = 50
# How long a second call is open, and how long until its results, unless its draft is changed.
SECOND_CALL_DAYS = 30
# What a correction may not touch: the address of the call, and what the product itself notes.
NEVER_CORRECTED = frozenset({"slug", "member", "published_at", "scoring_closed_at", "released_at"})


@transaction.atomic
def draft_call(*, actor: Actor, member_id: int, criteria: Sequence[Mapping[str, Any]], **fields: Any) -> Call:
    """Write a call that nobody sees yet, with its criteria in the order given.

    A criterion is {name_sl, name_en, help_sl, help_en, most, kind, rule, levels, code, definition}, a level {points,
    name_sl, name_en}; `kind` is judged unless a `rule` or `kind` says otherwise. What is incomplete may stay so
    until publication. Refuses an address (slug) that the member has given already.
    """
    call = Call(member_id=member_id, **fields)
    require(actor, "draft_call", call)
    if Call.objects.filter(member_id=member_id, slug=call.slug).exists():
        raise Refusal(
            _("Another call of this member faculty has the address “%(slug)s”.") % {"slug": call.slug}
        )
    call.save(force_insert=True)
    _write_criteria(call, criteria)
    journal.record(verb="call.drafted", subject=call, actor=_acting(actor, call), facts={"slug": call.slug})
    return call


def _acting(actor: Actor, call: Call) -> Actor:
    return actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=call.member_id)


def _write_criteria(call: Call, criteria: Sequence[Mapping[str, Any]]) -> None:
    for position, given in enumerate(criteria, 1):
        _add_criterion(call, position, dict(given))


def _add_criterion(call: Call, position: int, given: dict[str, Any]) -> None:
    levels = given.pop("levels", ())
    given.setdefault("kind", CriterionKind.COMPUTED if given.get("rule") else CriterionKind.JUDGED)
    criterion = Criterion.objects.create(call=call, member_id=call.member_id, position=position, **given)
    Level.objects.bulk_create(
        Level(university_id=call.university_id, member_id=call.member_id, criterion=criterion, **level)
        for level in levels
    )


@transaction.atomic
def change_draft(
    *, call: Call, actor: Actor, criteria: Sequence[Mapping[str, Any]] | None = None, **fields: Any
) -> Call:
    """Change a call that is not published: the fields given and, where given, all of its criteria anew."""
    fresh = _locked(call)
    require(actor, "change_draft", fresh)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    if criteria is not None:
        Level.objects.filter(criterion__call=fresh).delete()
        Criterion.objects.filter(call=fresh).delete()
        _write_criteria(fresh, criteria)
    changed = sorted([*fields, *(["criteria"] if criteria is not None else [])])
    journal.record(
        verb="call.changed", subject=fresh, actor=_acting(actor, fresh), facts={"changed": changed}
    )
    return fresh


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


@transaction.atomic
def copy_call(*, call: Call, actor: Actor) -> Call:
    """A draft for next year: everything as it was, every date a year on, nothing published."""
    require(actor, "draft_call", call)
    zone = call.time_zone
    fields = {name: getattr(call, name) for name in COPIED}
    for name in ("title", *TEXTS):
        for language in LANGUAGES:
            fields[f"{name}_{language}"] = next_years(getattr(call, f"{name}_{language}"))
    return draft_call(
        actor=actor,
        member_id=call.member_id,
        criteria=criteria_of(call),
        slug=free_slug(call.member_id, next_years(call.slug)),
        academic_year=next_years(call.academic_year),
        rounds=moved(call.rounds),
        rolling=moved(call.rolling),
        rules=moved(call.rules),
        opens_at=instant(moved(local(call.opens_at, zone)), zone),
        closes_at=instant(moved(local(call.closes_at, zone)), zone),
        results_by=a_year_on(call.results_by),
        stays_from=a_year_on(call.stays_from),
        stays_until=a_year_on(call.stays_until),
        **fields,
    )


@dataclass(frozen=True)
class Again:
    """What a second call offers, and the texts that differ; `budget`: None where the first one's rules stay."""

    places: int
    budget: Decimal | None
    texts: Mapping[str, str]


@transaction.atomic
def draft_again(*, call: Call, actor: Actor, again: Again) -> Call:
    """A draft for a second call in the same year: as it was, with other places, open for a month from tomorrow."""
    require(actor, "draft_call", call)
    tomorrow = clock.today() + timedelta(days=1)
    until = tomorrow + timedelta(days=SECOND_CALL_DAYS)
    fields = {name: getattr(call, name) for name in COPIED}
    fields |= {
        f"{name}_{language}": getattr(call, f"{name}_{language}") for name in TEXTS for language in LANGUAGES
    }
    rules = dict(call.rules)
    if rules.get("allocation") or again.budget is not None:
        rules["allocation"] = _offering(rules.get("allocation", {}), again)
    return draft_call(
        actor=actor,
        member_id=call.member_id,
        criteria=criteria_of(call),
        **fields
        | {
            "slug": free_slug(call.member_id, call.slug),
            "action": call.action,
            "academic_year": call.academic_year,
            "rules": rules,
            "opens_at": instant(f"{tomorrow}T00:00", call.time_zone),
            "closes_at": instant(f"{until}T23:59", call.time_zone),
            "results_by": until + timedelta(days=SECOND_CALL_DAYS),
            "stays_from": max(call.stays_from, min(until, call.stays_until)),
            "stays_until": call.stays_until,
            "places": again.places,
            **again.texts,
        },
    )


def _offering(allocation: Mapping[str, Any], again: Again) -> dict[str, Any]:
    """The rules of places with what a second call offers instead of their own numbers."""
    offered = dict(allocation)
    if "places" in offered:
        offered["places"] = again.places
    if again.budget is not None:
        offered["budget"] = plain(again.budget)
    return offered


def criteria_of(call: Call) -> list[dict[str, Any]]:
    """The criteria of a call as `draft_call` takes them."""
    names = ("code", "kind", "rule", "name_sl", "name_en", "help_sl", "help_en", "most", "definition")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "code": row.name_in_rules,
            "levels": [
                {"points": level.points, "name_sl": level.name_sl, "name_en": level.name_en}
                for level in row.levels.all()
            ],
        }
        for row in call.criteria.filter(within=None).order_by("position").prefetch_related("levels")
    ]


def free_slug(member_id: int, wished: str) -> str:
    """The wished address, or the first one like it that no call of the member has."""
    base = slugify(wished)[:SLUG_MOST] or "call"
    taken = set(Call.objects.filter(member_id=member_id).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        ending = f"-{number}"
        slug, number = base[: SLUG_MOST - len(ending)] + ending, number + 1
    return slug


@transaction.atomic
def publish_call(*, call: Call, actor: Actor) -> Call:
    """Publish a call: from now on everybody reads it, and what it says is kept as its first version.

    Refuses what is published already and what cannot be decided or is incomplete (every reason in one Refusal):
    the questions of mobility.call_problems and those that other apps registered there.
    """
    fresh = _locked(call)
    require(actor, "publish_call", fresh)
    if fresh.published_at is not None:
        raise Refusal(_("This call is published already and stays as it is."))
    problems = list(problems_of(fresh))
    if problems:
        raise Refusal(" ".join(str(problem) for problem in problems))
    call.published_at = fresh.published_at = clock.now()
    fresh.save(update_fields=["published_at"])
    write_members(fresh)
    _keep_version(fresh, 1, document_of(fresh), actor)
    journal.record(
        verb="call.published",
        subject=fresh,
        actor=_acting(actor, fresh),
        facts={"slug": fresh.slug, "closes_at": fresh.closes_at.isoformat(), "places": fresh.places},
    )
    return fresh


def _keep_version(
    call: Call, version: int, document: dict[str, Any], actor: Actor | None, **reason: str
) -> CallVersion:
    """Freeze what the call says. Without an actor: as it was published before versions were kept."""
    return CallVersion.objects.create(
        call=call,
        member_id=call.member_id,
        version=version,
        document=document,
        published_at=clock.now() if actor else call.published_at or clock.now(),
        published_by_id=actor.person_id if actor else None,
        **reason,
    )


@transaction.atomic
def correct_call(
    *,
    call: Call,
    actor: Actor,
    reason_sl: str,
    reason_en: str,
    criteria: Sequence[Mapping[str, Any]] | None = None,
    **fields: Any,
) -> CallVersion:
    """Correct a published call: a new version with its reason, shown on the call's page and told to the applicants.

    Refuses a correction without a reason in both languages or without a change, one that leaves the call unfit to
    be published, and one that turns criteria into others: who applied did so for these. Their names, help and the
    words of their levels may be put right.
    """
    fresh = _locked(call)
    require(actor, "correct_call", fresh)
    if not (reason_sl.strip() and reason_en.strip()):
        raise Refusal(_("Give the reason for the correction in both languages."))
    if NEVER_CORRECTED & set(fields):
        raise Refusal(_("The address of a published call stays as it is."))
    before = document_of(fresh)
    last = _last_version(fresh, before)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    if criteria is not None:
        _reword(fresh, criteria)
    after = document_of(fresh)
    changes = changes_between(before, after)
    _refuse_unsound(fresh, changes)
    reason = {"reason_sl": reason_sl.strip(), "reason_en": reason_en.strip()}
    version = _keep_version(fresh, last.version + 1, after, actor, **reason)
    journal.record(
        verb="call.corrected",
        subject=fresh,
        actor=_acting(actor, fresh),
        note=version.reason_sl,
        facts={"slug": fresh.slug, "version": version.version, "changed": [one.path for one in changes]},
    )
    return version


def _refuse_unsound(call: Call, changes: list[Change]) -> None:
    """A correction must change something, and leave the call as one that could be published."""
    if not changes:
        raise Refusal(_("Nothing was changed, so there is no correction to publish."))
    is_past = call.closes_at <= clock.now()
    touches_dates = any(one.path.startswith(("call.rounds", "call.rolling")) for one in changes)
    problems = [
        problem
        for problem in problems_of(call)
        # What is corrected after the deadline (a date of results) does not open the call anew.
        if not (is_past and not touches_dates and problem.section == "dates")
    ]
    if problems:
        raise Refusal(" ".join(str(problem) for problem in problems))


def _last_version(call: Call, document: dict[str, Any]) -> CallVersion:
    """The newest version; a call published before versions were kept gets its first one now."""
    found = CallVersion.objects.filter(call=call).order_by("-version").first()
    return found or _keep_version(call, 1, document, None)


def _reword(call: Call, criteria: Sequence[Mapping[str, Any]]) -> None:
    """Put right the words of criteria that stay what they are. Refuses any other change of them."""
    rows = list(call.criteria.filter(within=None).order_by("position").prefetch_related("levels"))
    if [_substance(given) for given in criteria] != [_substance(given) for given in criteria_of(call)]:
        raise Refusal(
            _("The criteria of a published call stay as they are; only their words can be corrected.")
        )
    for row, given in zip(rows, criteria, strict=True):
        for name in ("name_sl", "name_en", "help_sl", "help_en"):
            setattr(row, name, given.get(name, ""))
        row.definition = given.get("definition", {})
        row.save(update_fields=["name_sl", "name_en", "help_sl", "help_en", "definition"])
        words = {level["points"]: level for level in given.get("levels", ())}
        for level in row.levels.all():
            level.name_sl, level.name_en = words[level.points]["name_sl"], words[level.points]["name_en"]
            level.save(update_fields=["name_sl", "name_en"])
    reword_members(call)


def _substance(given: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a criterion is, without its words."""
    points = sorted(level["points"] for level in given.get("levels", ()))
    definition = without_words(given.get("definition", {}))
    kind, rule = str(given.get("kind", "")), given.get("rule", "")
    return (given.get("code"), kind, rule, given["most"], definition, points)
