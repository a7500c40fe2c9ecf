"""Base views: fetch in scope, rule, form, one operation, message, redirect. No view can forget one of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.views import View

from core import fresh, policy, throttle
from core.policy import Refusal

READING = frozenset({"GET", "HEAD", "OPTIONS"})
# What pages answer to; anything else is no method of theirs, whatever stands before the page.
ANSWERED = frozenset({"GET", "HEAD", "POST"})


class Refused(PermissionDenied):
    """An insider asks for what is not theirs, or not now; the page tells the reason."""


def kept_private(response: HttpResponseBase, *, referrer: str = "no-referrer") -> HttpResponseBase:
    """No cache, no Referer to others, no search engine.

    Pages that have no secret in their address and send forms take `same-origin`: without any Referer a browser would
    send them with `Origin: null`, and they would be refused as foreign.
    """
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = referrer
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


class PublicView(View):
    """A page for anybody. It declares `public = True` and is listed by name in the matrix."""

    public = True
    template = ""

    def page(self, status: int = 200, **context: Any) -> TemplateResponse:
        return TemplateResponse(self.request, self.template, context, status=status)


class RuledView(View):
    """A page for those whom `rule` lets in.

    `fetch()` returns the subject within the scope or raises Http404. Whoever may not even see the subject
    (`seen_by`) gets the same 404; whoever may see it but not do this gets 403 with the reason in words. With
    `step_up` the person must have proved lately who they are (see core.fresh).
    """

    rule = ""
    step_up = False
    seen_by = ""
    template = ""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.actor: Any = request.actor  # type: ignore[attr-defined]
        self.subject = self.fetch()
        if self.seen_by and not policy.can(self.actor, self.seen_by, self.subject):
            raise Http404
        verdict = policy.can(self.actor, self.rule, self.subject)
        if not verdict:
            return self.refused(verdict.reason)
        if self.needs_step_up() and not fresh.is_fresh(request):
            response = self.stale()
        else:
            first = self.before() if request.method in ANSWERED else None
            response = first or super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def before(self) -> HttpResponseBase | None:
        """Where somebody who is let in is led first; None where nothing stands before the page."""
        return None

    def needs_step_up(self) -> bool:
        """Whether this request asks for a proof of late; a view may tell one case from another."""
        return self.step_up

    def stale(self) -> HttpResponseBase:
        """Lead a reader to the proof and back; a request that would act is answered with 409 and does nothing."""
        if self.request.method in READING:
            return fresh.lead_to_proof(self.request)
        words = {"words": fresh.words_with_way()}
        return TemplateResponse(self.request, "layout/step_up.html", words, status=409)

    def fetch(self) -> Any:
        """The subject of this page, within the scope."""
        return None

    def refused(self, reason: Any) -> HttpResponseBase:
        """Tell an insider why not."""
        raise Refused(reason)

    def page(self, status: int = 200, **context: Any) -> TemplateResponse:
        context.setdefault("actor", self.actor)
        context.setdefault("subject", self.subject)
        return TemplateResponse(self.request, self.template, context, status=status)


class ActView(RuledView):
    """A page that does one thing: GET shows what will happen, POST does it through one operation.

    A refusal (somebody was quicker, the deadline has passed) comes back on the same page with what was typed.
    """

    form_class: type[forms.Form] = forms.Form
    done: Any = ""
    # How often one person may do this, where doing it sends letters to mailboxes (see `mailboxes`).
    limit: throttle.Limit | None = None
    template = "layout/act.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.page(form=self.form(), **self.context())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(status=422, form=form, **self.context())
        overdone = self.overdone(form)
        if overdone:
            return self.with_typed(overdone.words, status=throttle.STATUS)
        try:
            result = self.act(form)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)  # type: ignore[arg-type]
            return self.page(status=409, form=form, **self.context())
        if self.done:
            messages.success(request, self.done)
        return self.onward(result)

    def refused(self, reason: Any) -> HttpResponseBase:
        """On POST the person has typed something: keep it and say why, instead of an error page."""
        if self.request.method != "POST":
            raise Refused(reason)
        return self.with_typed(reason)

    def stale(self) -> HttpResponseBase:
        """On POST what was typed stays on the page, beside what to do first."""
        if self.request.method in READING:
            return super().stale()
        return self.with_typed(fresh.words_with_way())

    def overdone(self, form: forms.Form) -> throttle.Limit | None:
        """The limit that this act would go over; counts it where there is one."""
        if self.limit is None:
            return None
        if not throttle.spend(self.limit, self.actor.person_id):
            return self.limit
        return None if throttle.spend(throttle.MAILBOX, *self.mailboxes(form)) else throttle.MAILBOX

    def mailboxes(self, form: forms.Form) -> list[str]:
        """The addresses that a valid form would have letters sent to."""
        return []

    def with_typed(self, reason: Any, *, status: int = 409) -> HttpResponseBase:
        """The page again with everything typed, and why nothing was done."""
        form = self.form(self.request.POST, self.request.FILES)
        form.is_valid()
        form.add_error(None, reason)
        return self.page(status=status, form=form, **self.context())

    def form(self, *args: Any) -> forms.Form:
        return self.form_class(*args, **self.form_kwargs())

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        """What the page shows beside the form."""
        return {}

    def act(self, form: forms.Form) -> Any:
        """Call the one operation."""
        raise Http404

    def onward(self, result: Any) -> HttpResponse:
        """Where to go after."""
        return HttpResponseRedirect(self.where(result))

    def where(self, result: Any) -> str:
        return self.request.path
