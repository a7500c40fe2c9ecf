"""The kinds of criteria as the editor offers them: their names, and the boxes of each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Box:
    """One box: the key in the file, what it holds, its label. `options` of a choice; a default is left out."""

    key: str
    holds: str
    label: Any
    options: tuple[tuple[str, Any], ...] = ()
    needed: bool = False
    hint: Any = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind: its name, when to take it, its boxes, and the rows under them (key in the file, their boxes)."""

    code: str
    label: Any
    when: Any
    boxes: tuple[Box, ...] = ()
    rows: str = ""
    rows_label: Any = ""
    row: tuple[Box, ...] = ()
    is_judged: bool = False
    only_text: bool = False


NUMBERS = ("number",)
MEASURED = ("number", "date")
POINTS = Box("points", "number", pgettext_lazy("value", "Points"), needed=True)
OTHERWISE = Box("otherwise", "number", _("Otherwise, points"))
MARKS: tuple[tuple[str, Any], ...] = (
    ("mean", _("mean")),
    ("median", _("median")),
    ("sum", _("sum")),
    ("drop_extremes", _("mean without the highest and the lowest")),
    ("agreed", _("only the mark agreed at the meeting")),
    ("lowest", _("the lowest")),
    ("highest", _("the highest")),
)
SENTENCE: tuple[tuple[str, Any], ...] = (("required", _("required")), ("optional", _("optional")))
OVERLAPPING: tuple[tuple[str, Any], ...] = (
    ("", _("bands must not overlap")),
    ("first", _("the first of them counts")),
    ("highest", _("the highest of them counts")),
    ("lowest", _("the lowest of them counts")),
)
COUNTED: tuple[tuple[str, Any], ...] = (
    ("years", _("years")),
    ("calls", _("calls")),
    ("projects", _("projects")),
)
BEST: tuple[tuple[str, Any], ...] = (("highest", _("the highest")), ("lowest", _("the lowest")))

JUDGED = Kind(
    "judged",
    _("Judged by the committee"),
    _("People choose a level that a sentence anchors, and give their reasons."),
    (
        Box("marks", "choice", _("Several marks become one by"), MARKS),
        Box("sentence", "choice", _("A sentence of reasons is"), SENTENCE),
        Box("examined", "flag", _("given at an interview or examination")),
        Box("scale_from", "number", _("Scale from"), hint=_("Only where there are no levels.")),
        Box("scale_to", "number", _("Scale to")),
        Box("scale_step", "number", _("In steps of")),
    ),
    "levels",
    _("Levels"),
    (
        POINTS,
        Box("name_sl", "text", _("What it stands for, Slovenian")),
        Box("name_en", "text", _("What it stands for, English")),
    ),
    is_judged=True,
)
COMPUTED: tuple[Kind, ...] = (
    Kind(
        "flag",
        _("Yes or no"),
        _("A bonus, or points taken away, where something is true."),
        (Box("if", "condition", _("If"), needed=True), POINTS, OTHERWISE),
    ),
    Kind(
        "choice",
        _("By a value"),
        _("Points for each value of a fact: language level, title, kind of contract."),
        (Box("fact", "fact", _("Fact"), needed=True), OTHERWISE),
        "points",
        _("Points by value"),
        (Box("value", "text", _("Value"), needed=True), POINTS),
    ),
    Kind(
        "bands",
        _("By bands of a number"),
        _("From so much to so much, so many points: years of service, score of an examination."),
        (
            Box("fact", "fact", _("Fact"), needed=True, types=MEASURED),
            Box("per", "number", _("Divided by"), hint=_("12 turns months into years.")),
            Box("outside", "number", _("Points outside of every band")),
            Box("overlapping", "choice", _("Where two bands hold"), OVERLAPPING),
        ),
        "bands",
        _("Bands"),
        (
            Box("from", "edge", pgettext_lazy("edge", "From")),
            Box("under", "edge", pgettext_lazy("edge", "under")),
            Box("to", "edge", pgettext_lazy("edge", "or up to and including")),
            POINTS,
        ),
    ),
    Kind(
        "linear",
        _("So many points for each unit"),
        _("Points grow with a number: one for each year of service."),
        (
            Box("fact", "fact", _("Fact"), needed=True, types=NUMBERS),
            Box("per", "number", _("For each"), hint=_("12 for each year where the fact counts months.")),
            POINTS,
            Box("whole", "flag", _("only complete units count")),
        ),
    ),
    Kind(
        "share",
        _("Share of an outside score"),
        _("A per cent of the score of a language examination."),
        (
            Box("fact", "fact", _("Fact"), needed=True, types=NUMBERS),
            Box("percent", "number", _("Per cent")),
        ),
        "pieces",
        _("Other per cents for parts of the score"),
        (
            Box("from", "number", pgettext_lazy("edge", "From")),
            Box("under", "number", pgettext_lazy("edge", "under")),
            Box("percent", "number", _("Per cent")),
            Box("points", "number", _("or points")),
        ),
    ),
    Kind(
        "count",
        _("By how many"),
        _("So many points for each event, or by a table of how many: earlier mobilities."),
        (
            Box("fact", "fact", _("Fact"), needed=True, types=NUMBERS),
            Box("each", "number", _("Points for each"), hint=_("Empty where the table below counts.")),
            Box("beyond", "number", _("Points beyond the table")),
        ),
        "points",
        _("Points by how many"),
        (Box("value", "whole", _("How many"), needed=True), POINTS),
    ),
    Kind(
        "recency",
        _("How long ago"),
        _("Years, calls or projects since the last time; a missing fact means never."),
        (
            Box("fact", "fact", _("Fact"), needed=True, types=MEASURED),
            Box("counted_in", "choice", _("Counted in"), COUNTED),
            Box("inclusive", "flag", _("the very day so many years ago still counts as within")),
            Box("longer_ago", "number", _("Points where it is longer ago")),
            Box("never", "number", _("Points where it never was")),
        ),
        "windows",
        _("Times"),
        (Box("within", "number", _("Within"), needed=True), POINTS),
    ),
    Kind(
        "group",
        _("Several together"),
        _("The sum or the best of several criteria, capped as one; written as text."),
        only_text=True,
    ),
    Kind("base", _("The same for everybody"), _("Points that every application starts with."), (POINTS,)),
    Kind(
        "cohort",
        _("Measured by the best applicant"),
        _("The best value has all the points, the others their proportion."),
        (
            Box("fact", "fact", _("Fact"), needed=True, types=NUMBERS),
            Box("best", "choice", _("Best is"), BEST),
            POINTS,
        ),
    ),
    Kind(
        "arrival",
        _("By order of handing in"),
        _("The first has all the points, each later one a step less."),
        (
            POINTS,
            Box("step", "number", _("Less for each later one"), needed=True),
            Box("least", "number", _("Never less than")),
        ),
    ),
    Kind(
        "property",
        _("By a table of values"),
        _("Points that a table gives to a host, a country or a unit."),
        (
            Box("fact", "fact", _("Fact"), needed=True),
            Box("table", "table", _("Table"), needed=True),
        ),
    ),
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in (JUDGED, *COMPUTED)}
