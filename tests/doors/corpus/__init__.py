"""Files as people and attackers send them, every one made by these scripts: what is to become of each.

`every()` gives them all. Honest ones guard against refusing too much, the rest against letting too much in.
"""

from collections.abc import Iterator

from tests.doors.corpus import documents, honest, lies, names, pictures
from tests.doors.corpus.sample import ANY, TAKEN, Sample

__all__ = ["ANY", "TAKEN", "Sample", "every"]


def every() -> Iterator[Sample]:
    """The whole corpus, family by family."""
    for family in (honest, lies, documents, pictures, names):
        yield from family.samples()
