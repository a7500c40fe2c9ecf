"""`./run manage [VAR=…] -- COMMAND …`: a management command with the servers of the data folder running."""

import signal
import subprocess
import sys
from pathlib import Path

from tools import ROOT
from tools.arguments import read_arguments
from tools.product import product_environment
from tools.servers import running_servers


def main(words: list[str]) -> int:
    """Run the command on the terminal and answer with its exit code."""
    arguments = read_arguments(words, {"VAR": "var/demo", "PORT": "8000"})
    var = Path(arguments.named["VAR"])
    with running_servers(var) as servers:
        environment = product_environment(var, servers.environment(), int(arguments.named["PORT"]))
        signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the command, not for us
        command = [sys.executable, "manage.py", *arguments.rest]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
