"""Whether a paper is genuine: a page for anybody, without an account. Nothing that is sent here is kept."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from core import throttle
from core.paper_code import WrongCode, grouped, read_code
from core.seals import Seal, SealBroken, seal_of
from core.throttle import Limit
from core.views import PublicView, kept_private
from members.signin.security import came_from
from mobility import verification
from mobility.forms.verify import CodeForm, FileForm
from mobility.verification import State, Verdict
from mobility.verification_words import facts_of, inside_of, seal_words, signers_of, words_of

CODES = Limit("verify_code", most=60, seconds=600)
FILES = Limit("verify_file", most=20, seconds=600)
PEM = "application/x-pem-file"


def present_seal(slug: str) -> Seal | None:
    """The university's seal; one that cannot be read is none for this page."""
    try:
        return seal_of(slug)
    except SealBroken:
        return None


class VerifyView(PublicView):
    """A page of verification: in no search engine and no cache."""

    template = "mobility/verify.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.slug: str = request.university.slug  # type: ignore[attr-defined]
        self.seal = present_seal(self.slug)
        response = super().dispatch(request, *args, **kwargs)
        return kept_private(response, referrer="same-origin")

    def within(self, limit: Limit) -> bool:
        """Count one more question from this address; False when it had its share."""
        return throttle.spend(limit, came_from(self.request))

    def asked(self, status: int = 200, **forms_by_name: forms.Form) -> HttpResponseBase:
        """The page with its two questions."""
        present = {
            "code_form": CodeForm(auto_id="code_%s"),
            "file_form": FileForm(auto_id="file_%s"),
            **forms_by_name,
        }
        return self.page(status, seal=self.seal, seal_words=seal_words(self.seal), **present)

    def told(self, verdict: Verdict, status: int = 200) -> HttpResponseBase:
        """The page with the answer."""
        is_named_only = verdict.paper is not None and not verdict.is_ours
        return self.page(
            status,
            verdict=verdict,
            words=words_of(verdict),
            facts=facts_of(verdict),
            is_named_only=is_named_only,
            signers=[] if is_named_only else signers_of(verdict),
            inside=inside_of(verdict, self.seal),
            later_url=self.code_url(verdict.later.code) if verdict.later else "",
            code=grouped(verdict.paper.code) if verdict.paper else "",
            seal=self.seal,
            seal_words=seal_words(self.seal),
        )

    def code_url(self, code: str) -> str:
        return reverse("verify:code", kwargs={"university": self.slug, "code": code})


class Start(VerifyView):
    """Asks for the code or the file; a file is answered at once."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if "code" not in request.GET:
            return self.asked()
        form = CodeForm(request.GET, auto_id="code_%s")
        if not form.is_valid():
            return self.asked(422, code_form=form)
        return HttpResponseRedirect(self.code_url(form.cleaned_data["code"]))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = FileForm(request.POST, request.FILES, auto_id="file_%s")
        if not form.is_valid():
            return self.asked(422, file_form=form)
        if not self.within(FILES):
            form.add_error(None, FILES.words)
            return self.asked(throttle.STATUS, file_form=form)
        return self.told(verification.by_file(form.cleaned_data["paper"], self.seal))


class Code(VerifyView):
    """The paper with the code in the address, as the QR code leads to it."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        if not self.within(CODES):
            form = CodeForm({"code": code}, auto_id="code_%s")
            form.add_error(None, CODES.words)
            return self.asked(throttle.STATUS, code_form=form)
        try:
            read_code(code)
        except WrongCode:
            return self.told(Verdict(State.UNKNOWN_CODE), 404)
        verdict = verification.by_code(code)
        return self.told(verdict, 200 if verdict.paper else 404)


class Certificate(VerifyView):
    """The university's certificates, for whoever checks papers by themselves."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if self.seal is None:
            raise Http404
        disposition = f'attachment; filename="{self.slug}-seal.pem"'
        return HttpResponse(
            self.seal.published, content_type=PEM, headers={"Content-Disposition": disposition}
        )
