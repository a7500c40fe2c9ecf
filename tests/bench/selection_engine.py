"""`python -m tests.bench.selection_engine SIZES ROUNDS`: scoring, ranking and allocation alone, and how they grow.

`growth=` is seconds over n·log n of the largest size, divided by those of the smallest: 1.00 is exactly n·log n.
Seconds are those of the processor, so that a busy machine changes little.
"""

import gc
import math
import statistics
import sys
import time
from collections.abc import Sequence

from selection.engine.allocate import allocate
from selection.engine.applications import Application
from selection.engine.distribution import Allocation
from selection.engine.order import rank
from selection.engine.score import score
from selection.engine.shape import Rules
from tests.bench.selection_call import DEADLINE, applications, rules

STEEPEST = 1.5


def decide(call: Rules, candidates: Sequence[Application]) -> Allocation:
    """Points, order and places of all of them."""
    scored = score(call, candidates, at=DEADLINE)
    return allocate(call, rank(call, scored, seed="bench"), scored)


def seconds(call: Rules, candidates: Sequence[Application], rounds: int) -> float:
    """The median of so many rounds."""
    taken = []
    for _round in range(rounds):
        gc.collect()
        begun = time.process_time()
        decide(call, candidates)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def main(sizes: Sequence[int], rounds: int) -> int:
    """Measure every size; 1 where the growth is too steep."""
    call = rules()
    over = []
    for size in sizes:
        taken = seconds(call, applications(size), rounds)
        over.append(taken / (size * math.log2(size)))
        print(f"applications={size} seconds={taken:.2f}", flush=True)
    growth = over[-1] / over[0]
    print(f"growth={growth:.2f} (over n·log n, highest allowed {STEEPEST})")
    return int(growth > STEEPEST)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1].split(",")], int(sys.argv[2])))
