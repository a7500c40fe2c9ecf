"""The places everybody expects are there, and what is said of the repository is true."""

import ast
import os
import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

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
    assert [
        verb for verb in verbs if not re.search(rf"^  {verb.replace('_', '-')}\b", listed, re.MULTILINE)
    ] == []


def required(name: str) -> set[str]:
    """The packages that a requirements*.in file and those it builds on ask for."""
    lines = source(Path(name)).splitlines()
    found = {
        match.group(0).lower() for line in lines if (match := re.match(r"[\w.-]+", line)) and line[0] != "-"
    }
    return found.union(*(required(line.split()[1]) for line in lines if line.startswith("-r")))


@pytest.mark.parametrize(
    ("folders", "name"), [("product", "requirements.in"), ("all", "requirements-dev.in")]
)
def test_what_is_imported_is_required(folders: str, name: str) -> None:
    packages = packages_distributions()
    own = {"tests", "tools"} if folders == "product" else set()
    imported = {
        module.partition(".")[0]
        for path in python_files()
        if path.parts[0] not in own
        for node in ast.walk(ast.parse(source(path)))
        for module in modules(node)
    }
    wanted = {packages[module][0].lower() for module in imported if module in packages}
    assert wanted - required(name) == set()


def modules(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
