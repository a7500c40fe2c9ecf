"""What the repository holds, for the tests of this folder: the files git knows or would take up."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    ".cfg",
    ".css",
    ".html",
    ".in",
    ".ini",
    ".js",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, by path from its root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    paths = (Path(line) for line in done.stdout.splitlines())
    return tuple(sorted(path for path in paths if (ROOT / path).is_file() and not (ROOT / path).is_symlink()))


@cache
def source(path: Path) -> str:
    """The text of one file."""
    return (ROOT / path).read_text()


def python_files() -> list[Path]:
    """Our own Python, without generated migrations."""
    return [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]


def text_files() -> list[Path]:
    """Everything people write and read."""
    return [path for path in files() if path.suffix in TEXT or path.name in {"run", ".importlinter"}]
