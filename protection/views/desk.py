"""The desk for data protection: requests to answer, and how long the university keeps what."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import ActView, RuledView
from members.actor import Actor
from protection import operations
from protection.clock import months_of_university
from protection.enums import COUNTED_FROM, DEFAULT_MONTHS, Rule, Verdict
from protection.models import ErasureRequest
from protection.records import Record, records_of
from protection.views.own import answers_of

MOST_MONTHS = 1200
SHOWN = 100


class AtDesk:
    """Addresses of the desk's pages."""

    request: HttpRequest
    actor: Actor

    def url(self, name: str, **extra: Any) -> str:
        slug = self.request.university.slug  # type: ignore[attr-defined]
        return reverse(f"protection:{name}", kwargs={"university": slug, **extra})

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Data protection"), self.url("desk"))]


class Desk(AtDesk, RuledView):
    """Requests that wait, and those that were answered."""

    rule = "see_erasure_requests"
    template = "protection/desk.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        rows = ErasureRequest.objects.select_related("person").order_by("-asked_at")
        shown = list(rows.exclude(person_id=self.actor.me)[:SHOWN])
        waiting = [row for row in reversed(shown) if row.decided_at is None]
        answered = [row for row in shown if row.decided_at is not None]
        return self.page(
            waiting=[self.line(row) for row in waiting],
            answered=[self.line(row) for row in answered],
            retention_url=self.url("retention"),
        )

    def line(self, request: ErasureRequest) -> dict[str, Any]:
        """A request and where it is opened."""
        return {"request": request, "url": self.url("request", asked=request.public_id)}


class AnswerForm(forms.Form):
    """One choice for each record that may be answered either way, and the words of the answer."""

    words = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy(
            "The person reads it. Needed where you answer otherwise than the rules propose."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, records: list[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = [record for record in records if not record.is_fixed]
        choices = [(Verdict.ERASE.value, _("erase")), (Verdict.KEEP.value, _("keep"))]
        for number, record in enumerate(self.records):
            self.fields[f"record_{number}"] = forms.ChoiceField(
                label=": ".join(filter(None, [str(record.title), record.told])),
                help_text=_("By the rules: %(words)s.") % {"words": record.words},
                choices=choices,
                initial=record.verdict.value,
                widget=forms.RadioSelect,
            )
        self.order_fields([*(name for name in self.fields if name != "words"), "words"])

    def verdicts(self) -> dict[str, str]:
        """The verdict chosen for each record, by its key."""
        return {
            record.key: self.cleaned_data[f"record_{number}"] for number, record in enumerate(self.records)
        }


class Answer(AtDesk, ActView):
    """One request: what the rules propose for each record, the officer's answer, and after it what was done."""

    rule = "see_erasure_request"
    step_up = True
    template = "protection/answer.html"
    kwargs: dict[str, Any]
    done = gettext_lazy("The request was answered and carried out. The person is told by letter.")

    def fetch(self) -> ErasureRequest:
        rows = ErasureRequest.objects.select_related("person").prefetch_related("answers")
        request = rows.filter(public_id=self.kwargs["asked"]).first()
        if request is None:
            raise Http404
        return request

    @cached_property
    def records(self) -> list[Record]:
        return records_of(self.subject.person) if self.subject.decided_at is None else []

    def form(self, *args: Any) -> AnswerForm:
        return AnswerForm(*args, records=self.records)

    def context(self) -> dict[str, Any]:
        request = self.subject
        return {
            "title": _("Request for erasure"),
            "lede": str(request.person),
            "verb": _("Answer and carry out"),
            "grave": True,
            "crumbs": self.crumbs(),
            "cancel_url": self.url("desk"),
            "request_of": request,
            "fixed": [record for record in self.records if record.is_fixed],
            "answers": answers_of(request),
            "warning": "" if request.decided_at else _("What is erased cannot be brought back."),
        }

    def act(self, form: Any) -> ErasureRequest:
        return operations.decide_erasure(
            request=self.subject,
            actor=self.actor,
            verdicts=form.verdicts(),
            words=form.cleaned_data["words"],
        )

    def where(self, result: Any) -> str:
        return self.url("desk")


class RetentionForm(forms.Form):
    """How many months of what."""

    def __init__(self, *args: Any, months: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in Rule:
            self.fields[rule.value] = forms.IntegerField(
                label=rule.label,
                help_text=_("Months, %(since)s. Usual: %(usual)d.")
                % {"since": COUNTED_FROM[rule], "usual": DEFAULT_MONTHS[rule]},
                min_value=1,
                max_value=MOST_MONTHS,
                initial=months[rule.value],
            )


class Retention(AtDesk, ActView):
    """How long the university keeps what; from the next night on it is applied."""

    rule = "set_retention"
    step_up = True
    template = "protection/retention.html"
    done = gettext_lazy("The rules are kept and apply from now on.")

    def form(self, *args: Any) -> RetentionForm:
        return RetentionForm(*args, months=dict(months_of_university()))

    def context(self) -> dict[str, Any]:
        return {
            "title": _("How long what is kept"),
            "verb": _("Save"),
            "grave": True,
            "crumbs": self.crumbs(),
            "cancel_url": self.url("desk"),
            "warning": _(
                "Shorter terms erase at the next run what is older. Entries in the personnel file stay."
            ),
        }

    def act(self, form: forms.Form) -> None:
        months = months_of_university()
        for rule in Rule:
            if form.cleaned_data[rule.value] != months[rule.value]:
                operations.set_retention(actor=self.actor, rule=rule, months=form.cleaned_data[rule.value])
