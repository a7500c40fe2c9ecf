"""What a participant is told of the points: by criterion, in the reader's language, and never who gave them."""

from collections import defaultdict
from typing import Any

from core.wording import points
from mobility.models import Call
from selection import queries
from selection.models import Assessment, Score
from selection.scale import scales_of
from selection.words import points_by_criterion, shown


def told_points(call: Call, assessment: Assessment) -> list[dict[str, Any]]:
    """Each criterion with the mean of its judged points and the sentences, or the computed points and why.

    A group in which people judge is followed by its members, `within` tells how many groups are around one.

    The sentences of the committee stand in the order of the alphabet: neither name nor place says whose they are.
    """
    computed = queries.computed_of(assessment)
    sentences = _sentences(assessment)
    return [
        {
            "name": scale.name,
            "most": scale.worth,
            "points": shown(value),
            "most_words": points(scale.worth) if scale.worth else "",
            "why": why,
            "within": depth,
            "sentences": sentences[scale.id] if scale.is_judged else [],
        }
        for scale, value, why, depth in points_by_criterion(scales_of(call), assessment, computed)
    ]


def _sentences(assessment: Assessment) -> dict[int, list[str]]:
    """The sentences of the sheets that count, by criterion, sorted; each once."""
    rows = Score.objects.filter(
        sheet__assessment=assessment, sheet__handed_in_at__isnull=False, sheet__left_out_at=None
    ).exclude(sentence="")
    found: dict[int, set[str]] = defaultdict(set)
    for criterion_id, sentence in rows.values_list("criterion_id", "sentence"):
        found[criterion_id].add(sentence.strip())
    return defaultdict(list, {key: sorted(words) for key, words in found.items()})
