"""The places everybody expects are there, and what is said of the repository is true."""

import os
import re
import subprocess

import pytest

from tests.tidiness.files import ROOT, files, python_files, source

PRESCRIBED = (
    *("manage.py", "requirements.txt", "pytest.ini", "README.md", "CHANGELOG.md", "run", "ruff.toml"),
    *("mobility", "members", "selection", "reporting", "recognition", "templates", "static"),
    *("config", "core", "partners", "locale", "tests", "docs", ".importlinter", ".ci/run"),
    *("docs/architecture.md", "docs/lifecycle.md", "docs/operator.md", "docs/adr"),
)


@pytest.mark.parametrize("name", PRESCRIBED)
def test_prescribed_places_exist(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("name", ["run", ".ci/run", "manage.py"])
def test_programs_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def test_every_package_is_a_package() -> None:
    folders = {path.parent for path in python_files() if len(path.parts) > 1}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()] == []


def test_nothing_generated_or_foreign_is_committed() -> None:
    foreign = {".mo", ".pyc", ".min.js", ".woff", ".woff2", ".ttf", ".otf", ".sqlite3", ".log"}
    assert [
        str(path) for path in files() if set(path.suffixes[-2:]) & foreign or path.suffix in foreign
    ] == []


def test_links_in_documents_lead_somewhere() -> None:
    broken = [
        f"{path}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", source(path))
        if "://" not in target
        and not target.startswith("mailto:")
        and not (ROOT / path.parent / target).exists()
    ]
    assert broken == []


def test_every_verb_is_described() -> None:
    text = source(next(path for path in files() if str(path) == "run"))
    verbs = re.findall(r"^verb_(\w+)\(\)", text, re.MULTILINE)
    listed = subprocess.run([ROOT / "run"], check=True, capture_output=True, text=True).stdout
    assert verbs
    assert [verb for verb in verbs if not re.search(rf"^  {verb}\b", listed, re.MULTILINE)] == []
