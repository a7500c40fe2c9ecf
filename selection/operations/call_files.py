"""A call as a file: taken in as a draft, all or nothing, and given out."""

from django.db import transaction

from core.policy import require
from members.actor import Actor
from mobility.models import Call
from mobility.operations.calls import change_draft, draft_call, free_slug
from selection.authoring.call_file import read, text_of


@transaction.atomic
def import_call(*, text: str, member_id: int, actor: Actor) -> Call:
    """A draft out of a call file. Raises `Mistakes`, each with its line, and then nothing was written.

    Where the member has a call of that address already, the draft gets the next free one.
    """
    sound = read(text)
    fields = {**sound.fields, "slug": free_slug(member_id, sound.fields["slug"])}
    return draft_call(actor=actor, member_id=member_id, criteria=sound.criteria, **fields)


@transaction.atomic
def replace_draft(*, call: Call, text: str, actor: Actor) -> Call:
    """Put a call file in the place of everything that a draft says; its address stays. Raises `Mistakes`."""
    sound = read(text)
    fields = {**sound.fields, "slug": call.slug}
    return change_draft(call=call, actor=actor, criteria=sound.criteria, **fields)


def export_call(*, call: Call, actor: Actor) -> str:
    """The canonical call file of a call, drafts included. Raises `Mistakes` where its rules cannot be read."""
    require(actor, "draft_call", call)
    return text_of(call)
