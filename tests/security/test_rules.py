"""Our own rules of security are all tried on code, and their exceptions are still needed and explained."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.tidiness.files import ROOT

RULES = sorted((ROOT / "tools" / "rules").glob("*.yml"))
TRIED = sorted((ROOT / "tools" / "rules_tried").glob("*.yml"))
FEWEST_RULES = 28
FEWEST_SAMPLES = 130
# Left out as a whole: code that never meets a stranger.
AREAS = {"tests/**", "tools/**", "demo/**", "**/migrations/**"}


@dataclass
class Sample:
    """How many pieces of code a rule must let pass, and must find."""

    valid: int = 0
    invalid: int = 0


@dataclass
class Rule:
    """What the tests ask of a rule: its name, the single files it leaves out, and what is said beside them."""

    name: str
    single: list[str]
    words: str


def documents(paths: list[Path]) -> list[str]:
    """The parts of these files, one rule or one set of samples each."""
    return [part for path in paths for part in path.read_text().split("\n---\n") if "id:" in part]


def rules() -> list[Rule]:
    """The rules as they are written."""
    return [
        Rule(
            name=re.search(r"^id: (\S+)$", part, re.MULTILINE).group(1),
            single=[name for name in exceptions(part) if name not in AREAS],
            words=" ".join(re.findall(r"^(?:# |message: )(.*)$", part, re.MULTILINE)),
        )
        for part in documents(RULES)
    ]


def exceptions(part: str) -> list[str]:
    """What the rule leaves out."""
    listed = re.search(r"^ignores: \[(.*)\]$", part, re.MULTILINE)
    return re.findall(r"[\w./*]+", listed.group(1)) if listed else []


def samples() -> dict[str, Sample]:
    """The samples by the name of their rule."""
    found = {}
    for part in documents(TRIED):
        name = re.search(r"^id: (\S+)$", part, re.MULTILINE).group(1)
        valid, _, invalid = part.partition("\ninvalid:\n")
        found[name] = Sample(valid.count("\n  - "), f"\n{invalid}".count("\n  - "))
    return found


def test_every_rule_is_tried_both_ways() -> None:
    tried = samples()
    names = [rule.name for rule in rules()]
    total = sum(sample.valid + sample.invalid for sample in tried.values())
    print(f"rules={len(names)} samples={total}")
    assert len(names) == len(set(names)) >= FEWEST_RULES
    assert total >= FEWEST_SAMPLES
    assert set(tried) == set(names)
    assert [name for name, sample in tried.items() if not (sample.valid and sample.invalid)] == []


def test_exceptions_are_explained() -> None:
    unexplained = [
        f"{rule.name}: {name}"
        for rule in rules()
        for name in rule.single
        if Path(name).with_suffix("").as_posix() not in rule.words.replace(".", "/")
    ]
    assert unexplained == []


def test_exceptions_are_still_needed() -> None:
    """Without its exceptions a rule finds something in each of those files."""
    bare = "\n---\n".join(
        re.sub(r"^ignores: .*\n", "", part, flags=re.MULTILINE) for part in documents(RULES)
    )
    program = Path(sys.executable).with_name("ast-grep")
    command = [program, "scan", "--inline-rules", bare, "--json=compact"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = {(match["ruleId"], match["file"]) for match in json.loads(done.stdout)}
    needless = [
        (rule.name, name) for rule in rules() for name in rule.single if (rule.name, name) not in found
    ]
    assert needless == []
