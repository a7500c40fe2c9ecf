"""The letter about a corrected call, to everybody who applies in it."""

from typing import Any

from django.utils import translation

from core.letters import Letter, queue
from core.models import Entry
from mobility.call_changes import Change, changes_between, in_words
from mobility.enums import Stage
from mobility.links import to_call
from mobility.models import Call, CallVersion, Mobility
from mobility.readers import reader_of

# Whom the call does not concern any more.
LEFT = frozenset({Stage.WITHDRAWN, Stage.INELIGIBLE, Stage.DECLINED, Stage.CANCELLED})


def tell_of_correction(entry: Entry, call: Call) -> None:
    """One letter for each applicant, drafts included: what was corrected, from what to what, and why."""
    number = entry.facts["version"]
    versions = list(
        CallVersion.objects.filter(call=call, version__in=(number - 1, number)).order_by("version")
    )
    changes = changes_between(versions[0].document, versions[-1].document)
    applicants = Mobility.objects.filter(call=call).exclude(stage__in=sorted(LEFT)).select_related("person")
    for mobility in applicants.order_by("pk"):
        reader = reader_of(mobility.person)
        letter = Letter(
            kind="call_corrected",
            template="mobility/mail/call_corrected",
            key=f"call_corrected:{entry.pk}:{mobility.person_id}",
            link=to_call(call),
            file_id=str(mobility.public_id),
            member_id=call.member_id,
        )
        queue(letter, to=reader, context=_context(call, versions[-1], changes, reader.language))


def _context(call: Call, version: CallVersion, changes: list[Change], language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "call": call,
            "title": call.title,
            "version": version.version,
            "reason": version.in_words("reason"),
            "changes": [in_words(change) for change in changes],
        }
