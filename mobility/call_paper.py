"""The published call as a paper: each version in both languages, printed from what the version kept."""

from collections.abc import Mapping
from copy import copy
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.words import written_in
from mobility.call_document import fields_of
from mobility.call_face import facts_of, versions_of
from mobility.call_groups import judges_within
from mobility.call_page import RulesInWords, rules_in_words
from mobility.documents import letterhead, with_texts
from mobility.editions import editions_of
from mobility.enums import CriterionKind
from mobility.models import Call, CallText, CallVersion, Criterion
from mobility.paper_texts import CALL_TEXT
from mobility.printing import Blank, Issue, issued
from mobility.questions import asking_of


def texts_of(call: Call) -> list[CallText]:
    """Every version of the call's text, the newest first."""
    return list(CallText.objects.filter(of__call=call).select_related("file"))


def issue(version: CallVersion) -> list[CallText]:
    """Print a version in both languages, once, in the editions that the member chose.

    Raises core.pdf.RenderFailed, core.sealing.SealFailed.
    """
    lock(version)
    present = list(CallText.objects.filter(of=version).order_by("-language"))
    return present or [_issued(version, edition) for edition in editions_of(version.member_id)]


def lock(version: CallVersion) -> None:
    """Of two workers with the same version the second waits, and finds it printed.

    The call's key stays free: whoever has the journal's end and commits a row that belongs to the call would wait for
    us, and we for the journal.
    """
    Call.objects.select_for_update(no_key=True).get(pk=version.call_id)


def _issued(version: CallVersion, edition: str) -> CallText:
    call = version.call
    one = CallText(
        member_id=call.member_id,
        of=version,
        version=version.version,
        language=edition,
        issued_at=clock.now(),
    )
    blank = Blank(
        kind=CALL_TEXT,
        template="mobility/pdf/call.html",
        name=f"{call.slug}-call",
        context=lambda: context_of(version),
        data=lambda _told: version.document,
    )
    issued(one, blank, Issue("call_text.issued", version, f"call:{call.pk}:{CALL_TEXT}"))
    return one


def as_published(version: CallVersion) -> Call:
    """The call as this version has it, whatever was corrected since. Not to be saved."""
    call = copy(version.call)
    fields = fields_of(version.document)
    if call.rolling and "opens" not in fields["rolling"]:
        fields.pop("opens_at")
    for name, value in fields.items():
        setattr(call, name, value)
    return call


def context_of(version: CallVersion) -> dict[str, Any]:
    """The whole paper in the active language."""
    call, document = as_published(version), version.document
    rules = rules_in_words(call, document)
    paper = letterhead(
        call,
        reference=call.slug,
        title=call.title,
        subtitle=_("Call for applications"),
        version=version.version,
    )
    rows = criteria_in(document, version.call.criteria.all(), rules)
    return {
        "paper": with_texts(paper, call, CALL_TEXT),
        "call": call,
        "published_at": version.published_at,
        "texts": {name: call.in_words(name) for name in ("purpose", "audience", "documents", "basis")},
        "facts": facts_of(call),
        "criteria": rows,
        "total": sum(row["most"] for row in rows),
        "rules": rules,
        "papers": asking_of(call).papers,
        "correction": correction_of(version),
        "zone": call.time_zone,
    }


def correction_of(version: CallVersion) -> dict[str, Any] | None:
    """Why this version corrects the one before, and from what to what; None for the first."""
    told = (row for row in versions_of(version.call) if row["version"] == version.version)
    found = next(told, None)
    return found if found and found.get("reason") else None


def criteria_in(document: Mapping[str, Any], criteria: Any, rules: RulesInWords) -> list[dict[str, Any]]:
    """The criteria in the words of a version; what a criterion is and gives never changes once it is published."""
    kept: dict[str, Criterion] = {row.name_in_rules: row for row in criteria}
    return [
        {
            "name": _said(rule["name"]),
            "help": _said(rule.get("help", {})),
            "most": kept[rule["code"]].most,
            "is_computed": kept[rule["code"]].kind == CriterionKind.COMPUTED and not judges_within(rule),
            "article": rule.get("article", ""),
            "levels": _levels(rule),
            "rule": None if rule.get("levels") else rules.criteria.get(rule["code"]),
        }
        for rule in document["rules"]["criteria"]
    ]


def _levels(rule: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The anchored levels, the highest first."""
    rows = [(Decimal(str(level["points"])), _said(level["name"])) for level in rule.get("levels", [])]
    return [{"points": points, "name": name} for points, name in reversed(rows)]


def _said(words: Mapping[str, str]) -> str:
    """A text of the document in the active language, or in the one that it has."""
    return words.get(written_in()) or next(iter(words.values()), "")
