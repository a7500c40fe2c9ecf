"""Altered papers, each reported; honest ones, none. By the verifier, without a register.

Of every day two hundred and forty; `./run papers` takes a thousand and two hundred (`POPOTNIK_PAPERS=whole`).
"""

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from core.seal_look import SealState, look
from core.seals import Seal
from tests.seals import making
from tests.seals.alterations import ALTERATIONS
from tools.verify_document import INTACT, OVERLAID, STRIPPED, Pins, main, read_pins, verify

SEED = 20261121
TIMES, HONEST = (1000, 200) if os.environ.get("POPOTNIK_PAPERS") == "whole" else (200, 40)
EXPECTED = {
    "overlaid": {OVERLAID},
    "countersigned": {OVERLAID},
    "stripped": {STRIPPED},
    "resealed": {"FOREIGN SEAL"},
}


@pytest.fixture(scope="module")
def pins(seal: Seal) -> Pins:
    return read_pins([seal.published.encode()])


def test_every_alteration_is_reported(
    genuine: bytes, bare: bytes, seal: Seal, forger: Seal, pins: Pins
) -> None:
    chance, reported, results = random.Random(SEED), Counter[str](), Counter[str]()
    names = [name for name, (share, _alter) in ALTERATIONS.items() for _turn in range(share)]
    assert len(names) == 100
    for turn in range(TIMES):
        name = names[turn % len(names)]
        altered = ALTERATIONS[name][1](genuine, bare, chance, forger)
        assert altered != genuine, f"{name} changed nothing"
        report = verify(altered, pins)
        assert report.result != INTACT, f"turn {turn}: {name} was not reported"
        assert report.result in EXPECTED.get(name, {report.result}), (name, report)
        reported[name] += 1
        results[report.result] += 1
    print(f"altered: tried={TIMES} reported={reported.total()} kinds={len(reported)} {dict(results)}")
    assert reported.total() == TIMES
    assert len(reported) == len(ALTERATIONS)


def test_the_product_reports_a_slice_of_them_too(
    genuine: bytes, bare: bytes, seal: Seal, forger: Seal
) -> None:
    """By the seal alone; what the seal does not cover (a digit of its own room) is the register's to tell."""
    chance, states = random.Random(SEED), Counter[str]()
    for name, (_share, alter) in ALTERATIONS.items():
        for _turn in range(1 if name == "flipped in the seal" else 4):
            state = look(alter(genuine, bare, chance, forger), seal).state
            assert state != SealState.WHOLE or name == "flipped in the seal", name
            states[state] += 1
    print(f"looked: {states.total()} {dict(states)}")
    assert look(genuine, seal).state == SealState.WHOLE
    assert look(bare, seal).state == SealState.NONE
    assert look(b"%PDF-1.7 nothing", seal).state == SealState.UNREADABLE


def test_honest_papers_raise_no_alarm(seal: Seal, pins: Pins) -> None:
    sizes = set()
    for number in range(HONEST):
        content = making.a_small_paper(number, "sl" if number % 2 else "en")
        report = verify(making.sealed(content, seal), pins)
        assert report.result == INTACT, (number, report)
        assert [one.holds and one.is_pinned for one in report.signatures] == [True]
        assert report.code == making.CODE
        sizes.add(report.sha256)
    print(f"honest: papers={HONEST} alarms=0")
    assert len(sizes) == HONEST


@pytest.fixture
def certificates(seal: Seal, forger: Seal, tmp_path: Path) -> tuple[Path, Path]:
    """The published certificate and the forger's, as files."""
    own, foreign = tmp_path / "seal.pem", tmp_path / "foreign.pem"
    own.write_text(seal.published)
    foreign.write_text(forger.published)
    return own, foreign


def test_the_verifier_says_it_on_the_command_line(
    genuine: bytes,
    bare: bytes,
    certificates: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    certificate, foreign = certificates
    for content, pem, code, words in (
        (genuine, certificate, 0, "INTACT"),
        (genuine, foreign, 1, "FOREIGN SEAL"),
        (bare, certificate, 1, "STRIPPED"),
        (genuine + b"\n", certificate, 1, "OVERLAID"),
        (b"nothing", certificate, 2, "UNREADABLE"),
    ):
        file = tmp_path / "paper.pdf"
        file.write_bytes(content)
        assert main([str(file), "--certificate", str(pem)]) == code
        assert capsys.readouterr().out.startswith(words)
