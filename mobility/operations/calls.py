"""A call: drafted with its criteria, then published, and from then on frozen."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from members.enums import Capacity
from mobility.enums import CriterionKind
from mobility.models import Call, Criterion, Level

TEXTS = ("title", "purpose", "audience", "documents", "basis")
LANGUAGES = ("sl", "en")


@transaction.atomic
def draft_call(*, actor: Actor, member_id: int, criteria: list[dict[str, Any]], **fields: Any) -> Call:
    """Write a call that nobody sees yet, with its criteria in the order given.

    A criterion is {name_sl, name_en, help_sl, help_en, most, kind, rule, levels}, a level {points, name_sl,
    name_en}; `kind` is judged unless a `rule` computes it. What is incomplete may stay so until publication.
    """
    call = Call(member_id=member_id, **fields)
    require(actor, "draft_call", call)
    call.save(force_insert=True)
    for position, given in enumerate(criteria, 1):
        _add_criterion(call, position, dict(given))
    journal.record(verb="call.drafted", subject=call, actor=_acting(actor, call), facts={"slug": call.slug})
    return call


def _acting(actor: Actor, call: Call) -> Actor:
    return actor.acting_among(Capacity.COORDINATOR, Capacity.OFFICE, member_id=call.member_id)


def _add_criterion(call: Call, position: int, given: dict[str, Any]) -> None:
    levels = given.pop("levels", ())
    given.setdefault("kind", CriterionKind.COMPUTED if given.get("rule") else CriterionKind.JUDGED)
    criterion = Criterion.objects.create(call=call, member_id=call.member_id, position=position, **given)
    Level.objects.bulk_create(
        Level(university_id=call.university_id, member_id=call.member_id, criterion=criterion, **level)
        for level in levels
    )


@transaction.atomic
def publish_call(*, call: Call, actor: Actor) -> Call:
    """Publish a call: from now on everybody reads it and nobody changes it.

    Refuses what is published already and what is incomplete (every reason in one Refusal): texts missing in a
    language, dates that cannot be, no places, no criteria, levels beyond what a criterion can give.
    """
    fresh = Call.objects.select_for_update().get(pk=call.pk)
    require(actor, "publish_call", fresh)
    if fresh.published_at is not None:
        raise Refusal(_("This call is published already and stays as it is."))
    problems = list(problems_of(fresh))
    if problems:
        raise Refusal(" ".join(problems))
    call.published_at = fresh.published_at = clock.now()
    fresh.save(update_fields=["published_at"])
    journal.record(
        verb="call.published",
        subject=fresh,
        actor=_acting(actor, fresh),
        facts={"slug": fresh.slug, "closes_at": fresh.closes_at.isoformat(), "places": fresh.places},
    )
    return fresh


def problems_of(call: Call) -> Iterator[str]:
    """Why a call cannot be published yet, one sentence each."""
    missing = [
        f"{text}_{language}" for text in TEXTS for language in LANGUAGES if not _has(call, text, language)
    ]
    if missing:
        yield _("Texts are missing: %(fields)s.") % {"fields": ", ".join(missing)}
    yield from _problems_of_dates(call)
    if call.places < 1:
        yield _("The call offers no places.")
    criteria = list(call.criteria.prefetch_related("levels"))
    if not criteria:
        yield _("The call has no criteria.")
    yield from _problems_of_criteria(criteria)


def _has(row: Any, text: str, language: str) -> bool:
    return bool(getattr(row, f"{text}_{language}").strip())


def _problems_of_dates(call: Call) -> Iterator[str]:
    if call.closes_at <= call.opens_at:
        yield _("The deadline lies before the opening.")
    if call.closes_at <= clock.now():
        yield _("The deadline has passed already.")
    if call.results_by < call.closes_at.date():
        yield _("The results are promised before the deadline.")
    if call.stays_until < call.stays_from:
        yield _("The period of the stays ends before it begins.")
    if call.stays_until < call.results_by:
        yield _("The period of the stays ends before the results are known.")


def _problems_of_criteria(criteria: Iterable[Criterion]) -> Iterator[str]:
    for criterion in criteria:
        name = criterion.name or str(criterion.position)
        levels = list(criterion.levels.all())
        if not all(_has(row, "name", language) for row in (criterion, *levels) for language in LANGUAGES):
            yield _("The criterion “%(name)s” is not named in both languages.") % {"name": name}
        if criterion.kind == CriterionKind.JUDGED and not levels:
            yield _("The criterion “%(name)s” has no levels.") % {"name": name}
        if any(level.points > criterion.most for level in levels):
            yield _("The criterion “%(name)s” has a level beyond its %(most)s points.") % {
                "name": name,
                "most": _short(criterion.most),
            }


def _short(points: Decimal) -> str:
    return f"{points.normalize():f}"
