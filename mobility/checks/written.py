"""Checks of what is written: everything there, enough to be judged by."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from mobility.checks.base import Facts, Finding, blank, check, error, missing, warning
from mobility.sections import REQUIRED, is_filled

# Fewer characters cannot say what the committee has to judge.
SHORTEST_TEXTS = {
    "work_tasks": 40,
    "task_link": 80,
    "host_quality": 60,
    "added_value": 60,
    "motivation": 150,
}
MOST_GOALS = 5


@check(_("Everything that is required is filled in"))
def required_fields(facts: Facts) -> Iterator[Finding]:
    """Each required field holds something (domain: Priloga 1; statements are ticked)."""
    for section, fields in REQUIRED.items():
        for field in fields:
            if not is_filled(facts.application, field):
                words = (
                    _("Please tick this statement.") if section == "statements" else _("Not filled in yet.")
                )
                yield blank(field, words)


@check(_("The texts are long enough to be judged"))
def texts_long_enough(facts: Facts) -> Iterator[Finding]:
    """A text that is begun says enough for the committee."""
    for field, least in SHORTEST_TEXTS.items():
        length = len(getattr(facts.application, field).strip())
        if 0 < length < least:
            yield error(
                field,
                _("Too short to be judged: %(length)d characters, at least %(least)d are needed.")
                % {"length": length, "least": least},
            )


@check(_("There are one to five goals"))
def few_goals(facts: Facts) -> Iterator[Finding]:
    """Goals are few, so that they can be reached in the days there are (domain: Priloga 1, field 10)."""
    if len(facts.application.goals) > MOST_GOALS:
        yield error("goals", _("Keep to at most %(most)d goals.") % {"most": MOST_GOALS})


@check(_("Each effect has a measure and a date after the stay"))
def effects_can_be_followed(facts: Facts) -> Iterator[Finding]:
    """An effect is followed up after the stay: by what it is noticed, and when."""
    last = facts.application.ends_on
    for place, row in enumerate(facts.application.effects, 1):
        if not row.get("on") or not row.get("indicator") or not row.get("due_on"):
            yield error(
                "effects",
                _("Effect %(place)d: say on whom, how it will be noticed, and by when.") % {"place": place},
            )
        elif last and row["due_on"] <= last.isoformat():
            yield error(
                "effects", _("Effect %(place)d: the date must lie after the stay.") % {"place": place}
            )


@check(_("Sharing is planned as the faculty requires"))
def dissemination_planned(facts: Facts) -> Iterator[Finding]:
    """The member decides whether sharing is required or recommended (seed 000, chapter 8)."""
    if not facts.application.dissemination:
        if facts.dissemination_required:
            yield missing("dissemination", _("Your faculty requires at least one way of sharing."))
        else:
            yield warning("dissemination", _("Your faculty recommends at least one way of sharing."))


@check(_("Each way of sharing has an audience and a date after the stay"))
def dissemination_can_be_followed(facts: Facts) -> Iterator[Finding]:
    """What is promised has somebody who hears it, and a date."""
    last = facts.application.ends_on
    for place, row in enumerate(facts.application.dissemination, 1):
        if not row.get("audience") or not row.get("due_on"):
            yield error(
                "dissemination", _("Way of sharing %(place)d: say to whom and by when.") % {"place": place}
            )
        elif last and row["due_on"] <= last.isoformat():
            yield error(
                "dissemination",
                _("Way of sharing %(place)d: the date must lie after the stay.") % {"place": place},
            )


@check(_("The level of the language is sufficient"))
def language_sufficient(facts: Facts) -> Iterator[Finding]:
    """The own level reaches the one that the training needs (levels sort as they rise)."""
    own, needed = facts.application.own_level, facts.application.needed_level
    if own and needed and own < needed:
        yield warning(
            "own_level",
            _("Your level %(own)s is below the level %(needed)s that the training needs; say in the "
              "motivation how you will prepare.") % {"own": own, "needed": needed},
        )  # fmt: skip
