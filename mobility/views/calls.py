"""Public pages of calls: the list of a university, one call; and the step from a call to an application."""

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import clock, policy
from core.face import DocumentRow
from core.files import download_response
from core.views import PublicView
from core.wording import period
from core.words import localized
from members.enums import Capacity
from members.queries import MemberAddress
from mobility.call_document import document_of
from mobility.call_face import criteria_of, facts_of, versions_of
from mobility.call_page import rules_in_words
from mobility.call_paper import texts_of
from mobility.deadlines import to_the_minute, whole_day
from mobility.links import to_call, to_mobility
from mobility.models import Call, CallText, Level
from mobility.operations.application import start
from mobility.queries import own_in_call
from mobility.questions import asking_of
from mobility.views.base import CallActView

TEXTS = ("purpose", "audience", "documents", "basis")


class CallList(PublicView):
    """The calls of all members of a university: open ones by deadline, those to come, past ones."""

    template = "mobility/call_list.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        now = clock.now()
        members = {row.id: row for row in request.university.members.values()}  # type: ignore[attr-defined]
        calls = Call.objects.exclude(published_at=None).order_by("closes_at")
        rows = [_row(call, members[call.member_id]) for call in calls]
        actor = request.actor  # type: ignore[attr-defined]
        may_write = policy.can(actor, "see_drafts", None)
        return self.page(
            may_distribute=bool(policy.can(actor, "see_distributions", None)),
            may_write=bool(may_write),
            open=[row for row in rows if row["call"].opens_at <= now < row["call"].closes_at],
            coming=[row for row in rows if now < row["call"].opens_at],
            past=[row for row in reversed(rows) if row["call"].closes_at <= now],
        )


def _row(call: Call, member: MemberAddress) -> dict[str, Any]:
    return {
        "call": call,
        "member": member,
        "member_name": localized(member, "name"),
        "url": to_call(call),
        "deadline": to_the_minute(call.closes_at),
        "opens_on": timezone.localtime(call.opens_at).date(),
        "closes_on": timezone.localtime(call.closes_at).date(),
        "stays": period(call.stays_from, call.stays_until),
        "places": _places(call),
    }


def _places(call: Call) -> str:
    return ngettext("%(count)d place", "%(count)d places", call.places) % {"count": call.places}


class CallShow(PublicView):
    """One published call, as everybody may read it. A draft is not there."""

    template = "mobility/call.html"

    def get(self, request: HttpRequest, call: str) -> HttpResponseBase:
        found = Call.objects.filter(slug=call).exclude(published_at=None).first()
        if found is None:
            raise Http404
        anchored = Prefetch("levels", queryset=Level.objects.order_by("criterion", "-points"))
        rows = list(found.criteria.filter(within=None).prefetch_related(anchored))
        rules = rules_in_words(found, document_of(found, rows))
        criteria = criteria_of(rows, rules)
        place: Any = request
        shown: dict[str, Any] = {name: found.in_words(name) for name in TEXTS} | self.way_in(found)
        return self.page(
            call=found,
            crumbs=[
                (_("Calls"), reverse("university:calls", kwargs={"university": place.university.slug})),
                (localized(place.member, "name"), ""),
            ],
            state=_state(found),
            facts=facts_of(found),
            criteria=criteria,
            total=sum(row["most"] for row in criteria),
            rules=rules,
            papers=asking_of(found).papers,
            versions=versions_of(found),
            texts=text_rows(found),
            zone=found.time_zone,
            **shown,
        )

    def way_in(self, call: Call) -> dict[str, Any]:
        """The one button: begin, go on with what was begun, or the reason why there is none."""
        actor = self.request.actor  # type: ignore[attr-defined]
        mine = own_in_call(call=call, person_id=actor.me) if actor else None
        if mine is not None:
            return {"mine_url": to_mobility(mine), "mine": mine}
        now = clock.now()
        if now < call.opens_at:
            return {
                "why_not": _("You can apply from %(opens)s on.") % {"opens": to_the_minute(call.opens_at)}
            }
        if now >= call.closes_at:
            return {
                "why_not": _("The deadline was %(deadline)s.") % {"deadline": to_the_minute(call.closes_at)}
            }
        is_stranger = actor is None or not actor.holds(Capacity.PARTICIPANT, member_id=call.member_id)
        if self.request.user.is_authenticated and is_stranger:
            return {"why_not": _("Only people employed at this member faculty can apply.")}
        return {"start_url": to_call(call, "calls:start")}


def _state(call: Call) -> dict[str, str]:
    """One word on how the call stands, and its tone."""
    now = clock.now()
    if now < call.opens_at:
        return {
            "tag": _("Opens on %(day)s") % {"day": whole_day(timezone.localtime(call.opens_at).date())},
            "tone": "soon",
        }
    if now < call.closes_at:
        return {"tag": pgettext("call", "Open"), "tone": "lead"}
    if call.released_at is not None:
        return {"tag": _("Decided"), "tone": ""}
    return {"tag": _("Closed for applications"), "tone": ""}


def text_rows(call: Call) -> list[DocumentRow]:
    """The call as a paper: each version in each language, the newest first."""
    texts = texts_of(call)
    return [
        DocumentRow(
            title=_("Text of the call"),
            url=to_call(call, "calls:text", version=row.version, language=row.language),
            language=row.language,
            version=row.version,
            size=row.file.size,
            issued_on=row.issued_at,
            superseded=row.version < texts[0].version,
        )
        for row in texts
    ]


class CallTextFile(PublicView):
    """One version of a published call as PDF, for everybody."""

    def get(self, request: HttpRequest, call: str, version: int, language: str) -> HttpResponseBase:
        rows = CallText.objects.filter(of__call__slug=call, version=version, language=language)
        found = rows.select_related("file").first()
        if found is None:
            raise Http404
        return download_response(found.file, found.file.original_name, inline=True)


class StartApplication(CallActView):
    """Begin an application; whoever has begun one is led to it."""

    rule = "start"

    def context(self) -> dict[str, Any]:
        call = self.subject
        return {
            "title": _("Start an application"),
            "verb": _("Start an application"),
            "lede": call.title,
            "crumbs": [(call.title, to_call(call))],
            "cancel_url": to_call(call),
            "effects": [
                _("A draft opens that only you see. It is saved while you write."),
                _("You can submit it, and take it back, until %(deadline)s.")
                % {"deadline": to_the_minute(call.closes_at)},
            ],
        }

    def act(self, form: forms.Form) -> Any:
        return start(call=self.subject, actor=self.actor)

    def where(self, result: Any) -> str:
        return to_mobility(result, "application:edit")
