"""The bill of materials names every package that is installed, each with its hashes."""

import re
from pathlib import Path

import pytest

from tools import ROOT
from tools.sbom import bill, components


def test_every_resolved_package_is_named() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    wanted = {match[1].lower() for line in lines if (match := re.match(r"([\w.-]+)(?:\[.*\])?==", line))}
    named = bill(ROOT / "requirements.txt")["components"]
    print(f"packages={len(named)}")
    assert {each["name"] for each in named} == wanted
    assert len(named) >= 50
    assert all(each["hashes"] and each["purl"].startswith("pkg:") for each in named)


def test_a_package_without_a_hash_is_refused(tmp_path: Path) -> None:
    loose = tmp_path / "requirements.txt"
    loose.write_text("django==5.2.1\n")
    with pytest.raises(ValueError, match="django has no hash"):
        components(loose)
