"""What the scanner said, what the product answered meanwhile, and what people have judged of it."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SERVER_ERROR = "Server error"
OK = 200
ERROR = 500


@dataclass(frozen=True)
class Finding:
    """One thing the scanner holds against a page."""

    persona: str
    kind: str
    method: str
    path: str
    parameter: str
    words: str

    def __str__(self) -> str:
        at = f" ({self.parameter})" if self.parameter else ""
        return f"{self.persona}: {self.kind}: {self.method} {self.path}{at}: {self.words}"


@dataclass(frozen=True)
class Verdict:
    """What was judged of findings of a kind: patterns of path, parameter and words, and why it is no fault."""

    kind: str
    path: str
    parameter: str
    words: str
    reason: str

    def settles(self, finding: Finding) -> bool:
        """Whether the finding is one of those that were judged."""
        return (
            self.kind == finding.kind
            and re.fullmatch(self.path, finding.path) is not None
            and re.fullmatch(self.parameter, finding.parameter) is not None
            and re.search(self.words, finding.words) is not None
        )


def verdicts(path: Path) -> list[Verdict]:
    """The judged kinds of finding. Raises ValueError for one without a reason."""
    rows = tomllib.loads(path.read_text()).get("verdict", [])
    found = [
        Verdict(
            kind=row["kind"],
            path=row.get("path", ".*"),
            parameter=row.get("parameter", ".*"),
            words=row.get("words", ""),
            reason=row.get("reason", "").strip(),
        )
        for row in rows
    ]
    if any(not verdict.reason for verdict in found):
        raise ValueError(f"{path}: every verdict needs a reason.")
    return found


def read_report(path: Path, persona: str) -> list[Finding]:
    """The findings of one report of the scanner, each once."""
    report = json.loads(path.read_text())
    groups = {**report["vulnerabilities"], **report["anomalies"]}
    found = {
        Finding(
            persona=persona,
            kind=kind,
            method=row["method"],
            path=row["path"],
            parameter=row["parameter"] or "",
            words=row["info"],
        )
        for kind, rows in groups.items()
        for row in rows
    }
    return sorted(found, key=str)


def answers(asked: Path) -> Iterator[tuple[int, str, str]]:
    """Status, method and path of every answer in the product's own log of a scan."""
    for line in asked.read_text(errors="replace").splitlines():
        status, method, path = line.split(" ", 2)
        yield int(status), method, path


def pages_seen(asked: Path) -> int:
    """How many different addresses showed a page during the scan."""
    return len({path for status, method, path in answers(asked) if status == OK and method == "GET"})


def server_errors(asked: Path, persona: str) -> list[Finding]:
    """Every address at which the product failed, whatever the scanner thought of it."""
    failed = {(method, path, status) for status, method, path in answers(asked) if status >= ERROR}
    return [
        Finding(persona, SERVER_ERROR, method, path, "", f"answered {status}")
        for method, path, status in sorted(failed)
    ]
