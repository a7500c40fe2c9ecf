"""No template that nothing names, no name of a template that does not exist."""

import re
from pathlib import Path

from tests.tidiness.files import ROOT, files, python_files, source

FOLDER = Path("templates")
# Found by Django and allauth themselves, by these names.
FOUND_BY_OTHERS = (
    "404.html",
    "403.html",
    "400.html",
    "500.html",
    "403_csrf.html",
    "account/",
    "allauth/",
    "django/",
    "mfa/",
)
NAME = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg|css))["']""")


def templates() -> dict[str, Path]:
    """Every template by the name under which it is loaded."""
    return {str(path.relative_to(FOLDER)): path for path in files() if path.is_relative_to(FOLDER)}


def named() -> set[str]:
    """Every template name that Python or another template writes out."""
    places = [path for path in python_files() if path.parts[0] not in {"tests", "tools"}]
    return {name for path in (*places, *templates().values()) for name in NAME.findall(source(path))}


def built() -> list[re.Pattern[str]]:
    """Names with a variable in them, such as f"mobility/mail/{verb}.txt", as patterns."""
    texts = [
        text for path in python_files() for text in re.findall(r'f"([\w./{}-]+\.(?:html|txt))"', source(path))
    ]
    return [re.compile(re.sub(r"\\{[^}]*\\}", r"[\\w./-]+", re.escape(text))) for text in texts]


def test_every_template_is_used() -> None:
    used, patterns = named(), built()
    unused = [
        name
        for name in templates()
        if name not in used
        and not name.startswith(FOUND_BY_OTHERS)
        and not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert unused == [], "\n".join(unused)


def test_every_named_template_exists() -> None:
    known = templates()
    own_folders = {path.name for path in (ROOT / FOLDER).iterdir() if path.is_dir()} - {"account", "django"}
    missing = sorted(name for name in named() if name.partition("/")[0] in own_folders and name not in known)
    assert missing == []
