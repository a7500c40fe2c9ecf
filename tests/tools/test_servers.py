"""The embedded servers: two roles, data that last, and nothing left behind, not even by force."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest

from tools import ROOT
from tools.servers import ServersBusyError, ensure_servers, running_servers

OWNING = """
import sys, time
from pathlib import Path
from tools.servers import ensure_servers
print(ensure_servers(Path(sys.argv[1])).describe(), flush=True)
time.sleep(60)
"""
POWERS = """
select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user
"""


@pytest.fixture(autouse=True)
def no_servers_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


def ask(url: str, question: str) -> tuple[object, ...]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone() if cursor.description else ()
    connection.close()
    return answer


def test_data_last_and_the_application_owns_nothing(tmp_path: Path) -> None:
    with running_servers(tmp_path, durable=False) as servers:
        ask(servers.owner_url, "create table kept as select 7 as number")
        with pytest.raises(ServersBusyError):
            ensure_servers(tmp_path, share=False)
        assert ensure_servers(tmp_path).database_url == servers.database_url
    with running_servers(tmp_path, durable=False) as servers:
        assert ask(servers.owner_url, "select number from kept") == (7,)
        assert ask(servers.database_url, POWERS) == (False,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(servers.database_url, "select number from kept")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends orphans on Linux only")
def test_killed_by_force_nothing_stays_and_the_next_start_works(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNING, str(tmp_path)]
    parent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ)
    assert b"embedded" in parent.stdout.readline()
    children = psutil.Process(parent.pid).children(recursive=True)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert len(children) > 1
    with running_servers(tmp_path, durable=False) as servers:
        assert ask(servers.database_url, "select 1") == (1,)
    assert [
        child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE
    ] == []


def test_a_pid_file_that_names_another_program_is_no_obstacle(tmp_path: Path) -> None:
    running_servers_once(tmp_path)
    data = next((tmp_path / "postgres").iterdir())
    (data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{data}\n{int(time.time())}\n5432\n\n127.0.0.1\n\nready\n"
    )
    with running_servers(tmp_path, durable=False) as servers:
        assert urlsplit(servers.database_url).username == "popotnik_app"


def running_servers_once(var: Path) -> None:
    """Make the data and stop again."""
    ensure_servers(var, durable=False).stop()
