"""Pages of the promises: kept one by one, answered for at 3, 6 and 12 months, waived by the office."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from core import clock, policy
from core.policy import Refusal
from mobility.links import to_mobility
from mobility.models import Promise
from mobility.views.base import MobilityActView, MobilityView
from recognition import operations
from recognition.forms import FollowUpForm, KeptForm, WaiveForm
from recognition.operations.effects import EARLIEST, part_of
from recognition.queries import follow_up_duty, follow_ups_of, open_effects, unkept
from recognition.words import subject_words


class OfEffects:
    """Title, crumbs and the way back."""

    subject: Any

    def heading(self, title: Any) -> dict[str, Any]:
        mobility = self.subject
        return {
            "title": title,
            "crumbs": [(_("no. %s") % mobility.number, to_mobility(mobility))],
            "lede": mobility.title,
            "mobility": mobility,
            "cancel_url": to_mobility(mobility),
        }


class Promises(OfEffects, MobilityView):
    """What was promised, what was kept, what was said of the rest."""

    rule = "see_promises"
    template = "recognition/promises.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        mobility = self.subject
        may_report = policy.can(self.actor, "report_effect", mobility)
        rows = list(Promise.objects.filter(mobility=mobility))
        return self.page(
            **self.heading(_("What was promised")),
            rows=[
                {
                    "promise": row,
                    "subject": subject_words(row),
                    "url": to_mobility(mobility, "recognition:promise", promise=row.pk)
                    if may_report and not row.kept_on
                    else "",
                }
                for row in rows
            ],
            follow_ups=follow_ups_of(mobility),
        )


class PromiseKept(OfEffects, MobilityActView):
    """The participant reports one promise as kept."""

    rule = "report_effect"
    template = "recognition/promise.html"
    form_class = KeptForm

    def promise(self) -> Promise:
        found = Promise.objects.filter(mobility=self.subject, pk=self.kwargs["promise"]).first()
        if found is None:
            raise Http404
        found.mobility = self.subject
        return found

    def form_kwargs(self) -> dict[str, Any]:
        return {"mobility": self.subject}

    def context(self) -> dict[str, Any]:
        promise = self.promise()
        return {
            **self.heading(_("Kept")),
            "promise": promise,
            "promise_subject": subject_words(promise),
            "verb": _("Report it as kept"),
        }

    def act(self, form: Any) -> Promise:
        self.done = _("Noted. Thank you for sharing.")
        return operations.report_effect(promise=self.promise(), actor=self.actor, **form.cleaned_data)

    def where(self, result: Any) -> str:
        return to_mobility(self.subject, "recognition:promises")


class AnswerFollowUp(OfEffects, MobilityActView):
    """The participant answers the follow-up that is due first."""

    rule = "answer_follow_up"
    template = "recognition/follow_up.html"
    form_class = FollowUpForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"mobility": self.subject, "promises": unkept(self.subject)}

    def context(self) -> dict[str, Any]:
        duty = follow_up_duty(self.subject)
        opens_on = duty.due_on - EARLIEST if duty else None
        return {
            **self.heading(_("What has come of the mobility")),
            "duty": duty,
            "opens_on": opens_on if opens_on and opens_on > clock.today() else None,
            "verb": _("Send the answers"),
        }

    def act(self, form: Any) -> Any:
        asked = self.request.POST.get("months", "")
        if not asked.isdecimal():
            raise Refusal(_("This was answered already."))
        self.done = _("Thank you. Your answers are with the file.")
        return operations.answer_follow_up(
            mobility=self.subject,
            actor=self.actor,
            months=int(asked),
            answers=form.said(),
            remarks=form.cleaned_data["remarks"],
        )


class Waive(OfEffects, MobilityActView):
    """The coordinator releases the participant from some of what is still owed."""

    rule = "waive_effect"
    template = "layout/act.html"
    form_class = WaiveForm

    def form_kwargs(self) -> dict[str, Any]:
        promises = {part_of(row): f"{subject_words(row)}: {row.words}" for row in unkept(self.subject)}
        return {"open_duties": open_effects(self.subject), "promises": promises}

    def context(self) -> dict[str, Any]:
        return {
            **self.heading(_("Waive what is still owed")),
            "verb": _("Waive"),
            "effects": [
                _("The participant is no longer asked for what you choose."),
                _("When nothing is owed any more, the file is closed."),
            ],
        }

    def act(self, form: Any) -> int:
        self.done = _("Waived.")
        values = form.cleaned_data
        return operations.waive_effects(
            mobility=self.subject, actor=self.actor, parts=values["parts"], reason=values["reason"]
        )
