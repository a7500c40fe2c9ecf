"""The scanner wapiti, bounded in pages and time, at the lowest of priorities."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.scan.bait import laid
from tools.scan.findings import Finding, read_report
from tools.scan.site import Site, SiteError

STARTER = Path(__file__).with_name("start_wapiti.py")
MODULES = (
    *("backup", "blindsql", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "http_headers"),
    *("methods", "permanentxss", "redirect", "sql", "ssrf", "xss"),
)
# Addresses that would end the session, or change how the persona signs in.
LEFT_OUT = ("logout", "password", "email", "2fa", "sessions", "reauthenticate")
# Of the time given: for looking around, and for each module at most.
CRAWLING, MODULE = 0.4, 0.075
PATIENCE = 5


@dataclass(frozen=True)
class Walk:
    """One persona's scan: where its files lie, and how long it may take."""

    var: Path
    persona: str
    minutes: float

    def file(self, name: str, suffix: str) -> Path:
        """A file of this walk."""
        return self.var / f"{name}-{self.persona}.{suffix}"


def installed() -> bool:
    """Whether the system has the scanner."""
    return shutil.which("wapiti") is not None


def scan(walk: Walk, site: Site) -> list[Finding]:
    """Let the scanner walk with the persona's cookies; returns what it found. Raises SiteError."""
    report = walk.file("report", "json")
    report.unlink(missing_ok=True)
    with laid() as bait, walk.file("wapiti", "log").open("wb") as output:
        subprocess.run(
            _command(walk, site, bait.address, report),
            stdout=output,
            stderr=output,
            timeout=walk.minutes * 60 * PATIENCE,
            check=False,
            # A program of the system: nothing of our own Python reaches it.
            env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        )
    if not report.exists():
        raise SiteError(f"The scanner gave no report; see {output.name}.")
    called = [
        Finding(walk.persona, "Call to a foreign address", "GET", path, "", "the product made it")
        for path in bait.taken
    ]
    return read_report(report, walk.persona) + called


def _command(walk: Walk, site: Site, bait: str, report: Path) -> list[str]:
    python = Path(shutil.which("wapiti") or "").read_text().partition("\n")[0].removeprefix("#!").strip()
    seconds = walk.minutes * 60
    excluded = [word for part in LEFT_OUT for word in ("--exclude", f"{site.address}/accounts/*{part}*")]
    return [
        *("nice", "-n", "15", python, str(STARTER), "--url", f"{site.address}/"),
        *("--cookie", str(walk.file("cookies", "json")), "--verify-ssl", "0", "--endpoint", bait),
        *("--module", ",".join(MODULES), "--level", "2", "--scope", "folder", "--depth", "6"),
        *("--max-links-per-page", "40", "--max-files-per-dir", "12", "--max-parameters", "40"),
        *("--max-scan-time", str(seconds * CRAWLING), "--max-attack-time", str(seconds * MODULE)),
        *("--timeout", "10", "--format", "json", "--output", str(report)),
        *("--flush-session", "--no-bugreport", *excluded),
        *("--store-session", str(walk.var / "session"), "--store-config", str(walk.var / "config")),
    ]
