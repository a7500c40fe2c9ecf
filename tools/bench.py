"""`./run bench [MOBILITIES=20000] [ROUNDS=9]`: what the walls cost, on servers of their own (tests/bench)."""

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT
from tools.arguments import read_arguments
from tools.servers import running_servers

VAR = Path("var/bench")
DEFAULTS = {"MOBILITIES": "20000", "ROUNDS": "9"}


def main(words: list[str]) -> int:
    """Start the servers, let tests.bench load and measure, stop them."""
    named = read_arguments(words, DEFAULTS).named
    with running_servers(VAR, share=False, durable=False) as servers:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "POPOTNIK_VAR": str(VAR.resolve())}
        command = [sys.executable, "-m", "tests.bench", named["MOBILITIES"], named["ROUNDS"]]
        environment = {**os.environ, **servers.environment(), **settings}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
