"""`./run matrix`: every cell of the matrix, in two halves side by side, and the suites beside it, with their counts."""

import os
import re
import subprocess
import sys
from collections import Counter

from tools import ROOT

BESIDE = tuple(
    f"tests/matrix/test_{name}.py" for name in ("parameters", "lists", "canaries", "two_worlds", "mutants")
)
SAID = re.compile(r"(?:parameters|lists|canaries|worlds): .*")
HALVES = 2
FLOOR = 30_000
COUNTS = re.compile(r"^matrix: (.*)$", re.MULTILINE)


def main() -> int:
    """0 when every cell answered as the table says and there were enough of them."""
    suite = (sys.executable, "-m", "pytest", "-q", "-s", "tests/matrix/test_walls.py")
    started = [
        subprocess.Popen(
            suite,
            cwd=ROOT,
            env={**os.environ, "POPOTNIK_MATRIX": "whole", "POPOTNIK_HALF": f"{half}/{HALVES}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for half in range(HALVES)
    ]
    said = [half.communicate()[0] for half in started]
    total: Counter[str] = Counter()
    for text, half in zip(said, started, strict=True):
        if half.returncode:
            print(text[-6000:])
        counts = COUNTS.search(text)
        if counts:
            total.update({name: int(count) for name, count in (row.split("=") for row in counts[1].split())})
    print(" ".join(f"{name}={total[name]}" for name in ("cells", "denied", "opened", "leaks", "unlisted")))
    beside = subprocess.run(
        (sys.executable, "-m", "pytest", "-q", "-s", *BESIDE),
        cwd=ROOT,
        env={**os.environ, "POPOTNIK_MATRIX": "whole"},
        capture_output=True,
        text=True,
        check=False,
    )
    print("\n".join(SAID.findall(beside.stdout)))
    if beside.returncode:
        print(beside.stdout[-6000:])
        return 1
    is_whole = total["cells"] >= FLOOR and not any(half.returncode for half in started)
    return 0 if is_whole and not total["leaks"] and not total["unlisted"] else 1


if __name__ == "__main__":
    sys.exit(main())
