"""`./run bench-selection [SIZES=…] [APPLICATIONS=20000] [ROUNDS=3]`: what ranking costs.

First the engine alone, at each of the sizes; then, on servers of its own, ranking out of the database beside plain
queries for the same rows. Both are in tests/bench.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT
from tools.arguments import read_arguments
from tools.servers import running_servers

VAR = Path("var/bench-selection")
DEFAULTS = {"SIZES": "1000,5000,20000,50000", "APPLICATIONS": "20000", "ROUNDS": "3"}


def main(words: list[str]) -> int:
    """Both measurements; APPLICATIONS=0 leaves the database out."""
    named = read_arguments(words, DEFAULTS).named
    alone = _run("tests.bench.selection_engine", named["SIZES"], named["ROUNDS"])
    if named["APPLICATIONS"] == "0":
        return alone
    with running_servers(VAR, share=False, durable=False) as servers:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "POPOTNIK_VAR": str(VAR.resolve())}
        environment = {**servers.environment(), **settings}
        beside = _run(
            "tests.bench.selection_database", named["APPLICATIONS"], named["ROUNDS"], environment=environment
        )
    return alone or beside


def _run(module: str, *words: str, environment: dict[str, str] | None = None) -> int:
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
