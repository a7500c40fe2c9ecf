"""One typed way to read the environment. Every variable is listed in docs/operator.md."""

import os


class MissingVariable(RuntimeError):
    """A variable that this mode of running cannot do without is not set."""


def text(name: str, default: str | None = None) -> str:
    """The variable as text. Raises MissingVariable when it is unset and there is no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise MissingVariable(f"Set {name}; docs/operator.md says how.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """The variable as yes or no: 1, true, yes and on are yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
