"""`./run mutants [words]`: take one check out of the product at a time; some suite must fail. Survivors are named.

Each mutant is a patch of the source in a copy of the tree, with a copy of a prepared database. The same suites
run without a patch too: they must pass, or a failure would prove nothing.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from tests.matrix.mutants import MUTANTS, Mutant
from tools import ROOT
from tools.locales import compile_all
from tools.servers import ensure_servers

VAR = ROOT / "var" / "mutants"
FLOOR = 49
LEFT_OUT = shutil.ignore_patterns("var", ".git", ".venv", ".mypy_cache", ".ruff_cache")
PREPARED = "walls"
AT_ONCE = 2
# Seconds for the suites of one mutant, and for all of them without one.
PATIENCE, PATIENCE_WITH_ALL = 1200, 3600


def main(words: list[str]) -> int:
    """Run the mutants whose names hold one of the words, or all; 0 when enough were killed."""
    chosen = [mutant for mutant in MUTANTS if not words or any(word in mutant.name for word in words)]
    servers = ensure_servers(VAR, durable=False)
    try:
        compile_all()
        os.environ |= servers.environment() | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "POPOTNIK_VAR": str(VAR),
        }
        _prepare()
        control = Mutant("nothing", "", "", "", _sum(chosen, "routes"), _sum(chosen, "tests"))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            unharmed = pool.submit(_outcome, 0, control, tree=ROOT)
            killed = list(pool.map(_killed, range(1, len(chosen) + 1), chosen))
    finally:
        servers.stop()
    if unharmed.result() != "passed":
        print("The suites do not pass without a mutant; nothing is proved.")
        return 1
    survivors = [mutant.name for mutant, is_dead in zip(chosen, killed, strict=True) if not is_dead]
    print(f"killed={sum(killed)}/{len(chosen)}" + "".join(f"\nsurvived: {name}" for name in survivors))
    return 0 if len(survivors) <= len(MUTANTS) - FLOOR and not (words and survivors) else 1


def _sum(mutants: list[Mutant], part: str) -> tuple[str, ...]:
    return tuple(sorted({name for mutant in mutants for name in getattr(mutant, part)}))


def _prepare() -> None:
    """One database and one store with the estates, to be copied for each mutant."""
    shutil.rmtree(VAR / "files", ignore_errors=True)
    environment = {**os.environ, **_database(PREPARED)}
    environment["POPOTNIK_VAR"] = str(VAR)
    target = VAR / "estates.pickle"
    script = f"from tests.matrix.prepare import main; main({str(target)!r})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _killed(number: int, mutant: Mutant) -> bool:
    started = time.monotonic()
    tree = VAR / f"tree-{number}"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(ROOT, tree, ignore=LEFT_OUT, copy_function=os.link)
    place = tree / mutant.path
    text = place.read_text()
    place.unlink()
    place.write_text(text.replace(mutant.old, mutant.new))
    is_dead = _outcome(number, mutant, tree=tree) == "failed"
    shutil.rmtree(tree, ignore_errors=True)
    words = "killed" if is_dead else "SURVIVED"
    print(f"{number:3} {words}: {mutant.name} ({time.monotonic() - started:.0f} s)", flush=True)
    return is_dead


def _outcome(number: int, mutant: Mutant, *, tree: Path) -> str:
    """`failed` when some test of the mutant's suites fails in this tree, `passed`, or `broken`: no proof."""
    name = f"{PREPARED}_{number}"
    store = VAR / f"store-{number}"
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(VAR / "files", store)
    environment = {
        **os.environ,
        **_database(name, template=PREPARED),
        "POPOTNIK_ESTATES": str(VAR / "estates.pickle"),
        "POPOTNIK_STORE": str(store),
        "POPOTNIK_MATRIX": "plain",
        "POPOTNIK_ROUTES": " ".join(mutant.routes),
    }
    suites = [*mutant.tests, *(["tests/matrix/test_walls.py"] if mutant.routes else [])]
    command = [sys.executable, "-m", "pytest", "-x", "-q", *suites]
    patience = PATIENCE if number else PATIENCE_WITH_ALL
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        print(f"{mutant.name}: no answer in {patience} s", flush=True)
        return "broken"
    finally:
        _drop(name)
        shutil.rmtree(store, ignore_errors=True)
    if done.returncode == 0:
        return "passed"
    failed = done.returncode == 1 and re.search(r"^FAILED ", done.stdout, re.MULTILINE)
    if not failed or not number:
        print(f"{mutant.name}:\n{done.stdout[-3000:]}{done.stderr[-1500:]}", flush=True)
    return "failed" if failed else "broken"


def _database(name: str, template: str = "template1") -> dict[str, str]:
    """A fresh database of this name, and the variables that point there."""
    _drop(name)
    _as_owner(
        sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
    )
    return {
        key: urlsplit(os.environ[key])._replace(path=f"/{name}").geturl()
        for key in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }


def _drop(name: str) -> None:
    _as_owner(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _as_owner(statement: sql.Composed) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
