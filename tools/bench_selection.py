"""`./run bench-selection [SIZES=…] [APPLICATIONS=20000] [PAGES=…] [ROUNDS=3]`: what selection costs.

First the engine alone, at each of the sizes; then, on servers of its own, ranking out of the database beside plain
queries for the same rows, and the committee's pages in calls of so many applications. All three are in tests/bench.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT
from tools.arguments import read_arguments
from tools.servers import running_servers

VAR = Path("var/bench-selection")
DEFAULTS = {"SIZES": "1000,5000,20000,50000", "APPLICATIONS": "20000", "PAGES": "1000,10000", "ROUNDS": "3"}


def main(words: list[str]) -> int:
    """The measurements; SIZES=0, APPLICATIONS=0 and PAGES=0 each leave one out."""
    named = read_arguments(words, DEFAULTS).named
    rounds = named["ROUNDS"]
    failed = int(named["SIZES"] != "0" and _run("tests.bench.selection_engine", named["SIZES"], rounds))
    beside = {"tests.bench.selection_database": "APPLICATIONS", "tests.bench.selection_pages": "PAGES"}
    asked = {module: named[name] for module, name in beside.items() if named[name] != "0"}
    if not asked:
        return failed
    with running_servers(VAR, share=False, durable=False) as servers:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "POPOTNIK_VAR": str(VAR.resolve())}
        environment = {**servers.environment(), **settings}
        for module, sizes in asked.items():
            failed |= _run(module, sizes, rounds, environment=environment)
    return failed


def _run(module: str, *words: str, environment: dict[str, str] | None = None) -> int:
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
