"""A thousand forgeries, each noticed at the right entry; a thousand honest journals without alarm."""

import random
from collections import Counter

from tests.evidence.logs import honest
from tests.evidence.mutations import MUTATIONS
from tools.verify_journal import Unreadable, verify

TIMES = 1000
SEED = 20260531
KINDS = 20


def test_a_thousand_honest_journals_raise_no_alarm() -> None:
    rng, entries, erased = random.Random(SEED), 0, 0
    for turn in range(TIMES):
        log = honest(rng)
        known = rng.randint(1, log.length)
        trusted = [line["id"] for line in log.key_lines()]
        report = verify(log.lines(), [log.witness_at(known)], trusted)
        assert report.first is None, (turn, report.problems[:3])
        entries, erased = entries + report.entries, erased + report.erased
    print(f"honest: journals={TIMES} entries={entries} erased={erased} alarms=0")
    assert entries > TIMES * 25
    assert erased > TIMES


def test_a_thousand_forgeries_are_noticed_where_they_begin() -> None:
    rng, noticed, named = random.Random(SEED), Counter[str](), 0
    for turn in range(TIMES):
        name = list(MUTATIONS)[turn % len(MUTATIONS)]
        erasing = 0.1 if turn % 4 == 0 else 0.0
        log = honest(rng, texts=True if "text" in name else None, erasing=erasing)
        before = log.lines()
        forged = MUTATIONS[name](log.copy(), rng)
        assert forged.lines != before or forged.witnessed, f"{name} changed nothing"
        try:
            first = verify(forged.lines, forged.witnessed, forged.trusted).first
        except Unreadable:
            first = (0, "unreadable")
        assert first is not None, f"turn {turn}: {name} was not noticed"
        # Where texts were erased, a forgery of the announcement is noticed at what it had erased.
        if forged.expected and not erasing:
            assert first[0] in forged.expected, f"turn {turn}: {name} at {forged.expected}, noticed: {first}"
            named += 1
        noticed[name] += 1
    print(f"forgeries: tried={TIMES} noticed={noticed.total()} kinds={len(noticed)} named={named}")
    assert noticed.total() == TIMES
    assert len(noticed) >= KINDS
    assert named >= TIMES * 3 // 5
