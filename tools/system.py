"""What the operating system must have: `python -m tools.system pango|gettext|chromium|clamav`.

As root on Debian and Ubuntu the packages are installed. Without root they are fetched with everything they
need, unpacked below `var/system`, and found through its `environment.sh`, which `./run` reads. Elsewhere one
sentence says what is missing; nothing stops, since the rest of the product works without.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import ROOT

SYSTEM = ROOT / "var" / "system"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", str(SYSTEM / "usr/share/fonts"))
PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
GETTEXT_PROGRAMS = ("xgettext", "msguniq", "msgmerge", "msgattrib", "msgcat")


@dataclass(frozen=True)
class Part:
    """One thing the system must have: how to see it, its Debian packages, and what to say without it."""

    present: Callable[[], bool]
    packages: tuple[str, ...]
    sentence: str


def pango_present() -> bool:
    """Whether WeasyPrint will find its libraries and at least one font."""
    return all(map(_library_loads, PANGO_LIBRARIES)) and any(
        next(Path(folder).rglob("*.[to]tf"), None) is not None for folder in FONT_FOLDERS
    )


def gettext_present() -> bool:
    """Whether the messages can be read out of the sources."""
    return all(shutil.which(program, path=_path()) for program in GETTEXT_PROGRAMS)


def clamav_present() -> bool:
    """Whether the tests of the virus check can start a scanner of their own."""
    return shutil.which("clamd", path=_path()) is not None


def chromium_present() -> bool:
    """Whether there is a browser that starts (Ubuntu has a package of that name without one)."""
    found = next(filter(None, (shutil.which(name, path=_path()) for name in CHROMIUM_NAMES)), None)
    return found is not None and _runs([found, "--version"])


PARTS = {
    "pango": Part(
        pango_present,
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"),
        "Papers (PDF) need Pango 1.50 or newer and one font; without them every page still works.",
    ),
    "gettext": Part(
        gettext_present,
        ("gettext",),
        "The check for untranslated texts needs GNU gettext.",
    ),
    "chromium": Part(
        chromium_present,
        ("chromium",),
        "The journey in the browser needs Chromium, and fails without it.",
    ),
    "clamav": Part(
        clamav_present,
        ("clamav-daemon",),
        "The tests of the virus check start a clamd of their own, and fail without it.",
    ),
}


def ensure(name: str) -> bool:
    """Install the part when it is missing and that is possible here; say so when it is not."""
    part = PARTS[name]
    if part.present():
        return True
    if shutil.which("apt-get"):
        print(f"Installing from the system's packages: {', '.join(part.packages)}.")
        done = _install(part.packages) if os.geteuid() == 0 else _unpack(part.packages)
        if done and part.present():
            return True
    advice = f"On Debian and Ubuntu: apt-get install {' '.join(part.packages)}"
    print(f"{part.sentence} {advice}", file=sys.stderr)
    return False


def _install(packages: tuple[str, ...]) -> bool:
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return _runs(command, env=quiet) or (_runs(["apt-get", "update", "-qq"]) and _runs(command, env=quiet))


def _unpack(packages: tuple[str, ...]) -> bool:
    """Without root: fetch what the system lacks for these packages and unpack it below var/system."""
    folder = SYSTEM / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    for options in ([], _own_package_lists()):
        names = _missing(packages, options)
        if names and _runs(["apt-get", *options, "download", "-qq", *names], cwd=folder):
            break
    else:
        return False
    archives = sorted(folder.glob("*.deb"))
    done = all(_runs(["dpkg", "-x", str(archive), str(SYSTEM)]) for archive in archives)
    for used in (folder, SYSTEM / "lists", SYSTEM / "cache"):
        shutil.rmtree(used, ignore_errors=True)
    _write_environment()
    return done


def _own_package_lists() -> list[str]:
    """apt options for package lists of our own, fetched now: the system's may be missing."""
    lists, cache = SYSTEM / "lists", SYSTEM / "cache"
    for path in (lists / "partial", cache / "archives" / "partial"):
        path.mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={cache}"]
    _runs(["apt-get", *options, "update", "-qq"])
    return options


def _missing(packages: tuple[str, ...], options: list[str]) -> list[str]:
    """The packages that a real installation would add, from a simulated one."""
    command = ["apt-get", *options, "--simulate", "--no-install-recommends", "install", *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line.split()[1] for line in done.stdout.splitlines() if line.startswith("Inst ")]


def _write_environment() -> None:
    """What a shell must know to find the unpacked libraries, programs and fonts."""
    libraries = sorted(str(folder) for folder in SYSTEM.glob("**/lib/*-linux-gnu*") if folder.is_dir())
    browser = SYSTEM / "usr/lib/chromium/chromium"
    if browser.exists():
        starter = SYSTEM / "usr/bin/chromium"
        starter.unlink(missing_ok=True)
        starter.write_text(f'#!/bin/sh\nexec "{browser}" "$@"\n')
        starter.chmod(0o755)
    fonts = SYSTEM / "fonts.conf"
    folders = "".join(f"<dir>{folder}</dir>" for folder in FONT_FOLDERS)
    fonts.write_text(f"<fontconfig>{folders}<cachedir>{SYSTEM / 'fontcache'}</cachedir></fontconfig>\n")
    lines = [
        f'export LD_LIBRARY_PATH="{":".join(libraries)}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"',
        f'export PATH="$PATH:{SYSTEM / "usr/bin"}:{SYSTEM / "usr/sbin"}"',
        *([] if Path("/etc/fonts/fonts.conf").exists() else [f'export FONTCONFIG_FILE="{fonts}"']),
    ]
    (SYSTEM / "environment.sh").write_text("\n".join(lines) + "\n")


def _library_loads(name: str) -> bool:
    if sys.platform == "darwin":
        name = name.replace(".so.0", ".0.dylib")
    candidates = [name, *map(str, SYSTEM.glob(f"usr/lib/*/{name}"))]
    return any(map(_loads, candidates))


def _loads(candidate: str) -> bool:
    if Path(candidate).is_absolute():
        return True
    try:
        ctypes.CDLL(candidate)
    except OSError:
        return False
    return True


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:{SYSTEM / 'usr/bin'}:{SYSTEM / 'usr/sbin'}"


def _runs(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        ensure(argument)
