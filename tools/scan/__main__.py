"""`./run scan [MINUTES=5] [VAR=var/scan] [persona …]`: wapiti walks through the product as each persona.

For each one: a copy of the demonstration's database, the product with production settings behind TLS on the
loopback address, sign-in by the form, a scan bounded in pages and time. A finding that `verdicts.toml` does not
settle, an answer of 500, a call to a foreign address or too few pages seen fails.
"""

import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from demo.names import PASSWORD
from tools import ROOT
from tools.arguments import read_arguments
from tools.product import prepare, product_environment
from tools.scan.findings import Finding, pages_seen, server_errors, verdicts
from tools.scan.site import SiteError, copied_database, running_site
from tools.scan.wapiti import Walk, installed, scan
from tools.servers import Servers, running_servers

PERSONAS = {
    "participant": "zaposleni6@ff.emona.example",
    "coordinator": "koordinator@ff.emona.example",
    "chair": "predsednik@ff.emona.example",
    "hr": "kadrovska@ff.emona.example",
    "office": "usms@emona.example",
}
FEWEST_PAGES = 15
VERDICTS = Path(__file__).with_name("verdicts.toml")


def main(words: list[str]) -> int:
    """Scan as each persona named, or as all; 1 when anything is not settled."""
    named = read_arguments([word for word in words if "=" in word], {"MINUTES": "5", "VAR": "var/scan"}).named
    personas = [word for word in words if "=" not in word] or list(PERSONAS)
    unknown = set(personas) - set(PERSONAS)
    if unknown:
        sys.exit(f"No persona {', '.join(sorted(unknown))}. Known are {', '.join(PERSONAS)}.")
    if not installed():
        sys.exit("The scanner is missing; on Debian and Ubuntu: apt-get install wapiti")
    walks = [Walk(Path(named["VAR"]), persona, float(named["MINUTES"])) for persona in personas]
    pages, found = _all(Path(named["VAR"]), walks)
    judged = verdicts(VERDICTS)
    unsettled = [finding for finding in found if not any(verdict.settles(finding) for verdict in judged)]
    for finding in unsettled:
        print(f"  unsettled: {finding}")
    print(f"personas={len(personas)} pages={pages} findings={len(found)} unsettled={len(unsettled)}")
    return 1 if unsettled else 0


def _all(var: Path, walks: list[Walk]) -> tuple[int, list[Finding]]:
    """One walk after the other over the same loaded demonstration; pages and findings together."""
    pages, found = 0, []
    with running_servers(var, durable=False, share=False) as servers:
        environment = _with_keys(var, product_environment(var, servers.environment(), 0))
        prepare(environment, demo=False)
        load = [sys.executable, "manage.py", "load_demo", "--members", "1"]
        subprocess.run(load, cwd=ROOT, env=environment, check=True)
        for walk in walks:
            seen, said = _one(walk, servers, environment)
            pages += seen
            found += said
    return pages, found


def _with_keys(var: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Keys that production asks for: those with which the demonstration's data are written."""
    secret = sha256(environment["POPOTNIK_SECRET_KEY"].encode()).digest()
    return {
        **environment,
        "POPOTNIK_FIELD_KEYS": urlsafe_b64encode(secret).decode(),
        "POPOTNIK_JOURNAL_KEY_FILE": str(var.resolve() / "secrets" / "journal-key"),
    }


def _one(walk: Walk, servers: Servers, environment: Mapping[str, str]) -> tuple[int, list[Finding]]:
    """Walk as one persona; returns how many pages showed themselves, and everything found."""
    database = copied_database(servers, f"popotnik_scan_{walk.persona}")
    with running_site(walk.var, {**environment, **database}, walk.persona) as site:
        site.sign_in(PERSONAS[walk.persona], PASSWORD, walk.file("cookies", "json"))
        found = scan(walk, site)
        seen = pages_seen(site.asked)
        found += server_errors(site.asked, walk.persona)
    print(f"{walk.persona}: pages={seen} findings={len(found)}", flush=True)
    if seen < FEWEST_PAGES:
        raise SiteError(f"As {walk.persona} only {seen} pages were seen: too few to say anything.")
    return seen, found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
