"""`./run bench-papers [ROUNDS=40] [FORMS=500]`: a sealed paper beside WeasyPrint alone, and on two processes."""

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT
from tools.arguments import read_arguments

VAR = Path("var/bench-papers")
NOWHERE = {
    "DATABASE_URL": "postgres://nobody@localhost:1/none",
    "REDIS_URL": "redis://localhost:1/0",
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
}


def main(words: list[str]) -> int:
    """The measurement in a process of its own, without servers."""
    named = read_arguments(words, {"ROUNDS": "40", "FORMS": "500"}).named
    environment = os.environ | NOWHERE | {"POPOTNIK_VAR": str(VAR.resolve())}
    command = [sys.executable, "-m", "tests.bench.papers", named["ROUNDS"], named["FORMS"]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
