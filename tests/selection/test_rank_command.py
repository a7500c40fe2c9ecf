"""`manage.py rank`: explains every point, in both languages and three formats, and never asks for a database.

No test here may use the database: pytest-django refuses every connection, and one test starts the command with a
database that nobody can reach.
"""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.calls.worked import HERE, NAMES
from tests.tidiness.files import ROOT

LOTS = "o32-lots"
NOWHERE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/none",
    "DATABASE_OWNER_URL": "postgres://nobody:secret@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def ranked(name: str, **options: Any) -> str:
    """What the command prints for one of the worked calls."""
    return ranked_files(HERE / f"{name}.yaml", HERE / f"{name}.csv", **options)


def ranked_files(call: Path, applications: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("rank", str(call), str(applications), stdout=out, **options)
    return out.getvalue()


def as_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_it_runs_where_no_database_can_be_reached() -> None:
    files = [str(HERE / f"{LOTS}.{ending}") for ending in ("yaml", "csv")]
    done = subprocess.run(
        [sys.executable, "manage.py", "rank", *files, "--format", "json", "--seed", "s"],
        cwd=ROOT,
        env={**os.environ, **NOWHERE},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["call"] == LOTS


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_point_of_every_worked_call_has_its_reason(name: str, language: str) -> None:
    told = json.loads(ranked(name, format="json", seed="s", language=language))
    for one in told["applications"]:
        assert one["because"], one["application"]
        silent = [code for code, given in one["points"].items() if not given["because"]]
        assert silent == []


def test_the_table_is_read_from_top_to_bottom() -> None:
    lines = ranked(LOTS, language="en", seed="s").splitlines()
    assert lines[:2] == [f"Call {LOTS}, applications: 7.", "Seed of the lots: s"]
    assert lines[3].split()[:3] == ["Rank", "Application", "Points"]
    assert lines[4].startswith("1     A1           5")
    assert any(line.startswith("A1: a place. ") for line in lines)


def test_the_same_in_slovenian() -> None:
    lines = ranked(LOTS, language="sl", seed="s").splitlines()
    assert lines[3].split()[:3] == ["Uvrstitev", "Prijava", "Točke"]
    assert any(line.startswith("A1: mesto. ") for line in lines)


def test_the_lot_that_was_drawn_can_be_drawn_again() -> None:
    first = ranked(LOTS, format="csv")
    seed = as_rows(first)[0]["seed"]
    assert len(seed) == 16
    assert ranked(LOTS, format="csv", seed=seed) == first


def test_without_lots_there_is_no_seed() -> None:
    assert json.loads(ranked("o02-precedence", format="json"))["seed"] == ""


def test_the_key_that_set_a_line_apart_is_told_and_equals_share_a_rank() -> None:
    rows = {row["application"]: row for row in as_rows(ranked("o02-precedence", format="csv", language="en"))}
    assert [rows[code]["rank"] for code in ("A1", "A6", "A5", "A7")] == ["1", "2", "6", "6"]
    assert rows["A3"]["apart"].startswith("Mandatory precedence")
    assert (rows["A5"]["apart"], rows["A7"]["apart"]) == ("total points", "")
    assert (rows["A5"]["tied"], rows["A1"]["tied"]) == ("yes", "")


def test_no_application_is_taken_for_a_formula(tmp_path: Path) -> None:
    text = (HERE / f"{LOTS}.csv").read_text("utf-8").replace("\nA1,", "\n=1+1,")
    path = tmp_path / "applications.csv"
    path.write_text(text, "utf-8")
    rows = as_rows(ranked_files(HERE / f"{LOTS}.yaml", path, format="csv", seed="s"))
    assert rows[0]["application"] == "'=1+1"


def test_a_bad_cell_is_told_by_line_and_column_and_nothing_is_ranked(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text("application,home_country,table_points\nA1,AL,80\nA2,XX,1..2\n", "utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("rank", str(HERE / "o13-country-quota.yaml"), str(path), stdout=out, language="en")
    lines = str(raised.value).splitlines()
    assert lines == [
        f"{path}: line 3: home_country: “XX” is not among the choices. May stand here: AL, BA.",
        f"{path}: line 3: table_points: “1..2” is no number.",
        "Nothing was ranked.",
    ]
    assert out.getvalue() == ""


def test_a_mistake_in_the_call_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "call.yaml"
    text = (HERE / f"{LOTS}.yaml").read_text("utf-8")
    path.write_text(text.replace("  academic_year:", "  year:"), "utf-8")
    with pytest.raises(CommandError, match=rf"{path}: vrstica \d+: call.year: "):
        ranked_files(path, HERE / f"{LOTS}.csv")


@pytest.mark.parametrize("content", [None, b"\x00\x01\x00"], ids=["missing", "not a text"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "applications.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=str(path)):
        ranked_files(HERE / f"{LOTS}.yaml", path)


def test_facts_without_a_column_are_named(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    path.write_text("application,table_points\nA1,80\n", "utf-8")
    told = ranked_files(HERE / "o13-country-quota.yaml", path, language="en")
    assert "No column fills these facts, so that they are unknown: home_country, penalty" in told
