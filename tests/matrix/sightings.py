"""Who is shown what: kinds of fields, and the table of the canary crawl (sightings.txt)."""

import re

KINDS = (
    ("call", re.compile(r"(title|purpose|audience|documents|basis)_(sl|en)|criterion_.*|level_.*")),
    ("sentences", re.compile(r"sentence_.*")),
    ("opinions", re.compile(r"opinion_.*")),
    ("signatures", re.compile(r"signed_.*|host_signature")),
    ("account", re.compile(r"account_.*")),
    ("host link", re.compile(r"link_(name|address)")),
    ("host", re.compile(r"host_(name|city|address)")),
    ("promise", re.compile(r"(promise|indicator)_.*")),
    ("name", re.compile(r"(first|last)_name")),
    ("entry", re.compile(r"reference|basis|remarks")),
    ("report", re.compile(
        r"activities|deviations|goal_comment_.*|knowledge|on_(work|unit)|practice.*|responsible|processes_words|"
        r"link_(partner|contact)|links_words|internationalisation|share.*|advice|summary"
    )),
)  # fmt: skip
WORDS = (
    "email decision conflict suitability remark sent_back file_name post_sl post_en inclusion erasure_reason greeting",
    "name_sl name_en address title appeal",
)
ALONE = frozenset(" ".join(WORDS).split())


def field_of(thing: str, name: str) -> str:
    """The kind of a field: fields of one kind are shown to the same people."""
    if thing.startswith("call_"):
        return "call"
    if name in ALONE:
        return name
    return next((kind for kind, pattern in KINDS if pattern.fullmatch(name)), "application")


def read(table: str) -> dict[str, set[str]]:
    """Text → audience, out of the table."""
    found: dict[str, set[str]] = {}
    audience: set[str] = set()
    for line in table.splitlines():
        if line and not line.startswith((" ", "#")):
            audience = set(line.removesuffix(":").split())
        elif line.strip() and not line.startswith("#"):
            tenant, _colon, texts = line.strip().partition(": ")
            found |= {f"{tenant} {text}": set(audience) for text in texts.split(", ")}
    return found


def written(seen: dict[str, set[str]]) -> str:
    """The table of what was seen, grouped by audience."""
    groups: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for text, audience in sorted(seen.items()):
        tenant, _space, rest = text.partition(" ")
        groups.setdefault(tuple(sorted(audience)), {}).setdefault(tenant, []).append(rest)
    lines = ["# Who is shown which marked texts: an audience, then faculty: thing and kind of field."]
    for audience, tenants in sorted(groups.items(), key=lambda item: (len(item[0]), item[0])):
        lines += ["", " ".join(audience) + ":"]
        lines += [f"  {tenant}: {', '.join(texts)}" for tenant, texts in tenants.items()]
    return "\n".join(lines) + "\n"
