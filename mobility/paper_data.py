"""What a paper carries in itself for machines: `paper.json`, the same facts and signatures that it shows to people.

The format is described in docs/formats.md.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

FORMAT = "popotnik-paper-1"
DATA_FILE = "paper.json"
NOT_DATA = ("paper", "signatures", "data")
SHOWN = ("party", "name", "capacity", "signed_at", "way", "mark")

Context = dict[str, Any]


def data_of(told: Context) -> Any:
    """The form in the paper: what the context names as its data, or all that the paper is printed from."""
    return told.get("data") or {key: value for key, value in told.items() if key not in NOT_DATA}


def plain(form: Any) -> Any:
    """A form as JSON has it, with its words in the active language."""
    return json.loads(json.dumps(form, cls=DjangoJSONEncoder))


def signatures_of(told: Context) -> list[dict[str, Any]]:
    """The signatures that the paper shows, in the active language: boxes left open for a pen are none."""
    boxes = [box for box in told.get("signatures", ()) if box["signed_at"]]
    return [{key: box[key] if key == "signed_at" else str(box[key] or "") for key in SHOWN} for box in boxes]


def in_one_line(words: Iterable[str]) -> str:
    """What a paper says in each of its languages, side by side: “Potrdilo / Certificate”; once where it is the same."""
    return " / ".join(dict.fromkeys(words))


def signatures_in_all(said: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The signatures of a paper as each of its languages shows them, with their words in one line."""
    return [
        {
            key: boxes[0][key] if key == "signed_at" else in_one_line(box[key] for box in boxes)
            for key in SHOWN
        }
        for boxes in zip(*said, strict=True)
    ]


def data_in_all(forms: Mapping[str, Any]) -> Any:
    """The form of a paper from that of each of its languages: by language, or once where it is the same in all."""
    first, *others = forms.values()
    return dict(forms) if any(form != first for form in others) else first


def written(fields: dict[str, Any]) -> bytes:
    """The data file: JSON in UTF-8, keys sorted, no spaces; days, instants and fractions as text."""
    whole = {"format": FORMAT, **fields}
    return json.dumps(
        whole, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def without_names(signature: dict[str, Any]) -> dict[str, str]:
    """A signature as the register keeps it: party, initials, when and how."""
    return {
        "party": str(signature["party"]),
        "initials": initials(str(signature["name"])),
        "at": signature["signed_at"].isoformat(),
        "way": str(signature["way"]),
    }


def initials(name: str) -> str:
    """The first letters of a name, as far as it is written with capitals: “dr. Ana Novak Žagar” → “A. N. Ž.”."""
    return " ".join(f"{word[0]}." for word in name.replace("-", " ").split() if word[0].isupper())
