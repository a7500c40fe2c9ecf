"""Who is shown what: the reviewed table of the canary crawl, by kind of thing and kind of field."""

import re

KINDS = (
    ("call", re.compile(r"(title|purpose|audience|documents|basis)_(sl|en)|criterion_.*|level_.*")),
    ("sentences", re.compile(r"sentence_.*")),
    ("opinions", re.compile(r"opinion_.*")),
    ("signatures", re.compile(r"signed_.*|host_signature")),
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
ALONE = frozenset({"email", "decision", "conflict", "suitability", "remark", "sent_back", "file_name", "post_sl",
                   "post_en", "name_sl", "name_en", "address", "title"})  # fmt: skip


def field_of(thing: str, name: str) -> str:
    """The kind of a field: fields of one kind are shown to the same people."""
    if thing.startswith("call_"):
        return "call"
    if name in ALONE:
        return name
    return next((kind for kind, pattern in KINDS if pattern.fullmatch(name)), "application")
