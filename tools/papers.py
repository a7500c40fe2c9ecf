"""`./run papers [MEMBERS=1] [VAR=var/papers]`: every kind of paper of the demonstration, judged and drawn.

Loads the demonstration with so many member faculties (once; a second run needs no loading), then leaves the newest
paper of every kind in both languages, and each page as a picture, in VAR/pages. tests/papers/of_demo.py judges them.
Then a thousand altered copies must be told, and two hundred honest papers must raise no alarm (tests/seals).
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools import ROOT
from tools.arguments import read_arguments
from tools.product import CommandFailedError, prepare, product_environment
from tools.servers import running_servers

DEFAULTS = {"MEMBERS": "1", "VAR": "var/papers"}
PORT = 8000  # stands in the addresses on the papers; nothing listens


def main(words: list[str]) -> int:
    """0 when every kind was there in both languages and nothing was found wrong with any paper."""
    named = read_arguments(words, DEFAULTS).named
    var = Path(named["VAR"])
    with running_servers(var, share=False, durable=False) as servers:
        environment = {
            **product_environment(var, servers.environment(), PORT),
            "POPOTNIK_LOG_LEVEL": "ERROR",
        }
        try:
            prepare(environment, demo=False)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 1
        steps = (
            ("manage.py", "load_demo", "--members", named["MEMBERS"]),
            ("-m", "tests.papers.of_demo", str(var / "pages")),
        )
        done = [_run(step, environment) for step in steps]
    suite = ("-m", "pytest", "-q", "-s", "tests/seals/test_alterations.py")
    return max(*done, _run(suite, {**os.environ, "POPOTNIK_PAPERS": "whole"}))


def _run(step: tuple[str, ...], environment: Mapping[str, str]) -> int:
    return subprocess.run([sys.executable, *step], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
