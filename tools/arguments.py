"""Arguments of the verbs: `NAME=value` words, as in `./run demo PORT=8010`, and the rest after `--`."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Arguments:
    """The words given, by name, and the command that follows them."""

    named: dict[str, str]
    rest: list[str]


def read_arguments(words: list[str], allowed: dict[str, str]) -> Arguments:
    """Read `NAME=value` words over the defaults in `allowed`; ends the program on any other word."""
    named = dict(allowed)
    for position, word in enumerate(words):
        if word == "--":
            return Arguments(named, words[position + 1 :])
        name, equals, value = word.partition("=")
        if not equals or name not in allowed:
            known = ", ".join(f"{name}=…" for name in allowed)
            sys.exit(f"Not understood: {word}. Known are {known}.")
        named[name] = value
    return Arguments(named, [])
