"""What a promise is about, in the reader's language."""

from mobility.enums import DisseminationKind, EffectOn
from mobility.models import Promise
from mobility.models.promise import PromiseKind


def subject_words(promise: Promise) -> str:
    """On whom an effect was expected, or in which way it was to be shared."""
    words = DisseminationKind if promise.kind == PromiseKind.DISSEMINATION else EffectOn
    return (
        str(words(promise.subject).label)
        if promise.subject in words.values
        else str(promise.get_kind_display())
    )
