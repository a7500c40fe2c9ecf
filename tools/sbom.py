"""`./run sbom`: every package of an installation with version and hashes, as CycloneDX 1.6, on standard output."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from tools import ROOT

PACKAGE = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;]+)(?P<rest>(?:.*\\\n\s+--hash=\S+)*)",
    re.MULTILINE,
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(requirements: Path) -> list[dict[str, Any]]:
    """The packages that a resolved file names. Raises ValueError for one without a hash."""
    found = []
    for match in PACKAGE.finditer(requirements.read_text()):
        name, version = match["name"].lower(), match["version"]
        digests = HASH.findall(match["rest"])
        if not digests:
            raise ValueError(f"{name} has no hash in {requirements.name}")
        found.append(
            {
                "type": "library",
                "bom-ref": f"{name}=={version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                # One for each file of the release; an installation takes one of them.
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in digests],
            }
        )
    return found


def bill(requirements: Path) -> dict[str, Any]:
    """The whole bill of materials."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "popotnik"}},
        "components": components(requirements),
    }


if __name__ == "__main__":
    json.dump(bill(ROOT / "requirements.txt"), sys.stdout, indent=2)
    print()
