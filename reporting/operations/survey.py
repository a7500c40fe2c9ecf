"""The EU Survey is the Commission's; here stands only that it was handed in, and when."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, journal
from core.policy import Refusal, require
from members.actor import Actor
from mobility import duties
from mobility.enums import DutyKind
from mobility.lifecycle import lock
from mobility.models import Mobility
from mobility.queries import end_of_stay
from reporting.models import SurveyStatus
from reporting.operations.common import in_office


@transaction.atomic
def note_survey(*, mobility: Mobility, actor: Actor, submitted_on: date) -> SurveyStatus:
    """Keep that the participant handed in the EU Survey on a day; noting it again corrects the day.

    Raises Refusal for a day before the end of the stay (the invitation goes out then) or in the future.
    """
    fresh = lock(mobility)
    require(actor, "note_survey", fresh)
    if submitted_on < end_of_stay(fresh):
        raise Refusal(
            _("The invitation to the EU Survey goes out when the stay has ended; this day lies before.")
        )
    if submitted_on > clock.today():
        raise Refusal(_("The day lies in the future."))
    survey, _made = SurveyStatus.objects.update_or_create(
        mobility=fresh,
        defaults={"member_id": fresh.member_id, "submitted_on": submitted_on, "noted_at": clock.now()},
    )
    journal.record(
        verb="survey.noted",
        subject=survey,
        actor=in_office(actor, fresh),
        file_id=str(fresh.public_id),
        facts={"submitted_on": submitted_on.isoformat()},
    )
    duties.fulfil(mobility=fresh, kind=DutyKind.SURVEY, by=survey)
    return survey
