"""`./run check [names]`: every check of the repository, with its time and, when it fails, what it said."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT

PYTHON = sys.executable
AST_GREP = str(Path(PYTHON).with_name("ast-grep"))
# Settings are read, nothing is connected to.
NOWHERE = {
    "DATABASE_URL": "postgres://popotnik_app@127.0.0.1:9/none",
    "DATABASE_OWNER_URL": "postgres://popotnik_owner@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "POPOTNIK_VAR": str(ROOT / "var" / "check"),
    "POPOTNIK_SECRET_KEY": "only-for-checks-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "POPOTNIK_FIELD_KEYS": "b25seS1mb3ItY2hlY2tzLW5ldmVyLWZvci1wZW9wbGU=",
    "POPOTNIK_BASE_URL": "https://popotnik.example.org",
    "POPOTNIK_HOSTS": "popotnik.example.org",
    "POPOTNIK_JOURNAL_KEY": "42" * 32,
}
MANAGE = (PYTHON, "-W", "ignore:Got an error checking:RuntimeWarning", "manage.py")


@dataclass(frozen=True)
class Check:
    """A command that must end well; `settings` names the product's settings it reads, if any."""

    command: tuple[str, ...]
    settings: str = "config.settings.test"
    nowhere: bool = True


CHECKS = {
    "lint": Check((PYTHON, "-m", "ruff", "check", ".")),
    "format": Check((PYTHON, "-m", "ruff", "format", "--check", ".")),
    "bandit": Check(
        (PYTHON, "-m", "bandit", "--quiet", "--configfile", "tools/bandit.yml", "--recursive", ".")
    ),
    "rules": Check((AST_GREP, "scan", "--error")),
    "rules-tried": Check((AST_GREP, "test", "--skip-snapshot-tests")),
    "types": Check((PYTHON, "-m", "mypy")),
    "imports": Check((str(Path(PYTHON).with_name("lint-imports")), "--no-cache")),
    "migrations": Check((*MANAGE, "makemigrations", "--check", "--dry-run")),
    "deployment": Check((*MANAGE, "check", "--deploy", "--fail-level=WARNING"), "config.settings.production"),
    "templates": Check((PYTHON, "-m", "djlint", "--lint", "--quiet", "templates")),
    "translations": Check((PYTHON, "-m", "tools.untranslated")),
    "tidiness": Check((PYTHON, "-m", "pytest", "-q", "tests/tidiness"), nowhere=False),
}


def main(names: list[str]) -> int:
    """Run the named checks, or all, two at a time; 1 when any fails."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        sys.exit(f"No check of that name: {', '.join(unknown)}. Known are {', '.join(CHECKS)}.")
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(_report, names or CHECKS))
    failed = [name for name, passed in zip(names or CHECKS, results, strict=True) if not passed]
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def _report(name: str) -> bool:
    check = CHECKS[name]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": check.settings, **(NOWHERE if check.nowhere else {})}
    started = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    passed = done.returncode == 0
    verdict = "passed" if passed else "FAILED"
    output = "" if passed else f"\n{done.stdout}{done.stderr}"
    print(f"{name}: {verdict} ({time.monotonic() - started:.1f} s){output}", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
