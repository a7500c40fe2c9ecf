"""Checks of the stay: period, days, travel, programme, host, other mobilities (domain, validation rules)."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mobility.checks.base import Facts, Finding, check, error, missing, warning
from mobility.deadlines import whole_day
from mobility.enums import LONGEST_DAYS, Action, TrainingForm
from mobility.programme import TRAINING, rows_outside
from partners.enums import ProgrammeStatus

# Travel days that are supported (Programme Guide; domain, chapter 4.3).
MOST_TRAVEL, MOST_TRAVEL_GREEN = 2, 6


def _period(facts: Facts) -> tuple[date, date] | None:
    """The stay, when both days are known and in order."""
    first, last = facts.application.starts_on, facts.application.ends_on
    return (first, last) if first and last and first <= last else None


@check(_("The stay ends after it starts"))
def ends_after_start(facts: Facts) -> Iterator[Finding]:
    """The last day does not lie before the first."""
    first, last = facts.application.starts_on, facts.application.ends_on
    if first and last and last < first:
        yield error("ends_on", _("The last day lies before the first day."))


@check(_("The stay has not begun yet"))
def not_begun(facts: Facts) -> Iterator[Finding]:
    """Nothing is granted for what has begun already (no retroactivity)."""
    first = facts.application.starts_on
    if first and first <= facts.today:
        yield error("starts_on", _("This day is past. A stay that has begun cannot be applied for."))


@check(_("The stay lies in the period of the call"))
def within_call(facts: Facts) -> Iterator[Finding]:
    """Both days lie within what the call offers."""
    period = _period(facts)
    call = facts.call
    if period and not (call.stays_from <= period[0] and period[1] <= call.stays_until):
        field = "starts_on" if period[0] < call.stays_from else "ends_on"
        yield error(
            field,
            _("The call is for stays from %(first)s to %(last)s.")
            % {"first": whole_day(call.stays_from), "last": whole_day(call.stays_until)},
        )


@check(_("The number of training days is within the limits of the programme"))
def days_within_limits(facts: Facts) -> Iterator[Finding]:
    """Physical days without travel: at least 2 (KA131) or 5 (KA171), at most 60."""
    period = _period(facts)
    if period is None:
        return
    least, length = facts.call.shortest_days, (period[1] - period[0]).days + 1
    if length < least:
        yield error("ends_on", _too_few(length, least, facts.call.action))
        return
    days = facts.application.training_days
    if days and days < least:
        yield error("programme", _too_few(days, least, facts.call.action))
    if (days or length) > LONGEST_DAYS:
        field = "programme" if days else "ends_on"
        yield error(
            field,
            _("These are %(days)d days; at most %(most)d days of training are possible, travel not counted.")
            % {"days": days or length, "most": LONGEST_DAYS},
        )


def _too_few(days: int, least: int, action: str) -> str:
    words = ngettext(
        "This is %(days)d day of training; %(action)s asks for at least %(least)d, travel not counted.",
        "These are %(days)d days of training; %(action)s asks for at least %(least)d, travel not counted.",
        days,
    )
    return words % {"days": days, "least": least, "action": action}


@check(_("The travel days are within the limits"))
def travel_days_within_limits(facts: Facts) -> Iterator[Finding]:
    """Two travel days are supported, six with green travel."""
    days, green = facts.application.travel_days, facts.application.green_travel
    most = MOST_TRAVEL_GREEN if green else MOST_TRAVEL
    if days > most:
        words = (
            _("At most %(most)d travel days there and back are supported with green travel.")
            if green
            else _("At most %(most)d travel days there and back are supported; with green travel more.")
        )
        yield error("travel_before", words % {"most": most})


@check(_("The programme keeps to the period of the stay"))
def programme_within_stay(facts: Facts) -> Iterator[Finding]:
    """No day of the programme lies outside of the stay."""
    period = _period(facts)
    outside = len(rows_outside(facts.application)) if period else 0
    if outside:
        words = ngettext(
            "%(count)d day of the programme lies outside of the stay.",
            "%(count)d days of the programme lie outside of the stay.",
            outside,
        )
        yield error("programme", words % {"count": outside})


@check(_("Every training day has its content"))
def training_days_have_content(facts: Facts) -> Iterator[Finding]:
    """Each training day says what will be done."""
    empty = [
        row["day"]
        for row in facts.application.programme
        if row.get("kind") == TRAINING and not str(row.get("content") or "").strip()
    ]
    if empty:
        first = whole_day(date.fromisoformat(min(empty)))
        words = ngettext(
            "%(count)d training day has no content yet (%(first)s).",
            "%(count)d training days have no content yet (the first is %(first)s).",
            len(empty),
        )
        yield missing("programme", words % {"count": len(empty), "first": first})


@check(_("The training is more than a conference"))
def more_than_conference(facts: Facts) -> Iterator[Finding]:
    """A conference alone is never a training (seed 000, chapter 2)."""
    if list(facts.application.forms) == [TrainingForm.CONFERENCE]:
        yield error(
            "forms", _("A conference alone cannot be supported. Choose the training that goes with it.")
        )


@check(_("The host is abroad"))
def host_abroad(facts: Facts) -> Iterator[Finding]:
    """The host's country is not the home institution's."""
    host = facts.application.host
    if host and host.country_id == facts.home_country:
        yield error("host", _("The host is in your own country; a mobility leads abroad."))


@check(_("The host’s country fits the action"))
def country_fits_action(facts: Facts) -> Iterator[Finding]:
    """KA131 leads to member and associated countries, KA171 to countries that are not associated."""
    host = facts.application.host
    if host is None or host.country_id == facts.home_country:
        return
    is_third = host.country.status == ProgrammeStatus.NOT_ASSOCIATED
    values = {"country": host.country.name}
    if facts.call.action == Action.KA131 and is_third:
        yield warning(
            "host",
            _("%(country)s is not associated to the programme: only a small part of KA131 funds may go "
              "there. Ask your coordinator.") % values,
        )  # fmt: skip
    elif facts.call.action == Action.KA171 and not is_third:
        yield warning(
            "host",
            _("KA171 is for countries not associated to the programme; %(country)s takes part in it.")
            % values,
        )


@check(_("No other mobility at the same time"))
def no_overlap(facts: Facts) -> Iterator[Finding]:
    """The person has no other mobility in these days; an application still undecided is only pointed out."""
    period = _period(facts)
    for other in facts.others if period else ():
        if other.starts_on > period[1] or other.ends_on < period[0]:  # type: ignore[index]
            continue
        words = _(
            "At that time you have another mobility: %(title)s, %(first)s to %(last)s (%(number)s)."
        ) % {
            "title": other.title,
            "first": whole_day(other.starts_on),
            "last": whole_day(other.ends_on),
            "number": other.number,
        }
        yield error("starts_on", words) if other.is_binding else warning("starts_on", words)


@check(_("The employment lasts beyond the stay"))
def contract_lasts(facts: Facts) -> Iterator[Finding]:
    """The contract should not end before the stay does (domain: Priloga 1, field 2)."""
    last, contract_end = facts.application.ends_on, facts.employment.ends_on
    if last and contract_end and contract_end < last:
        yield warning(
            "ends_on",
            _("Your contract ends on %(date)s, before the end of the stay.")
            % {"date": whole_day(contract_end)},
        )
