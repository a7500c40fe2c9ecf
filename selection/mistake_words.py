"""The sentences of `selection.mistakes`: by the code of the mistake, with the values it carries."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

READING: dict[str, Promise] = {
    "not_yaml": gettext_lazy("This is no YAML: the text cannot be read from here on. %(problem)s"),
    "too_long": gettext_lazy("The text is longer than %(most)s characters."),
    "too_deep": gettext_lazy("Too many brackets or levels stand within one another."),
    "anchor": gettext_lazy("Anchors and references of YAML are not used in call files."),
    "tag": gettext_lazy("Tags of YAML (%(value)s) are not used in call files."),
    "key_not_plain": gettext_lazy("A field must be named by a plain word."),
    "doubled_key": gettext_lazy("The field “%(field)s” stands here twice."),
    "unknown_format": gettext_lazy("The format “%(value)s” is not known."),
    "unknown_field": gettext_lazy("The field “%(field)s” is not known here."),
    "missing_field": gettext_lazy("The field “%(field)s” is missing."),
    "empty": gettext_lazy("Nothing stands here; leave the field out or fill it in."),
    "not_a_mapping": gettext_lazy("Fields with values belong here."),
    "not_a_list": gettext_lazy("A list belongs here."),
    "not_a_text": gettext_lazy("A text belongs here."),
    "not_a_value": gettext_lazy("A single value belongs here."),
    "not_a_condition": gettext_lazy(
        "A condition belongs here: fact, criterion, several_with_same, all, any or not."
    ),
    "not_a_code": gettext_lazy("“%(value)s” is no code: letters without accents, digits, “.”, “-” and “_”."),
    "not_a_number": gettext_lazy("“%(value)s” is no number."),
    "not_plain_number": gettext_lazy("“%(value)s” is no plain number: digits, with a point before decimals."),
    "not_whole": gettext_lazy("“%(value)s” is no whole number."),
    "not_a_flag": gettext_lazy("“%(value)s” is neither yes nor no."),
    "not_a_day": gettext_lazy("“%(value)s” is no day: year-month-day, for instance 2026-10-01."),
    "not_a_moment": gettext_lazy("“%(value)s” is no moment: for instance 2026-10-01T23:59."),
    "not_an_edge": gettext_lazy("“%(value)s” is neither a number nor a day."),
    "unknown_choice": gettext_lazy("“%(value)s” may not stand here."),
    "unknown_fact": gettext_lazy("The fact “%(fact)s” is not declared."),
    "wrong_type": gettext_lazy("The fact “%(fact)s” is of type %(type)s; this rule needs: %(types)s."),
}
NAMES: dict[str, Promise] = {
    "doubled_code": gettext_lazy("The code “%(code)s%(value)s” is used twice."),
    "unknown_code": gettext_lazy("“%(value)s” is declared nowhere."),
    "unknown_table": gettext_lazy("The table “%(table)s” is not declared."),
    "circle": gettext_lazy("These wait for one another in a circle: %(codes)s."),
    "no_choices": gettext_lazy("The fact “%(fact)s” is a choice, but lists no choices."),
    "no_default": gettext_lazy("Without evidence the default of “%(fact)s” counts, but there is none."),
    "wrong_value": gettext_lazy("“%(value)s” cannot be a value of the fact “%(fact)s”."),
    "unknown_value": gettext_lazy("“%(value)s” is not among the choices of the fact “%(fact)s”."),
    "uncovered_value": gettext_lazy(
        "The table has no line for “%(value)s” of the fact “%(fact)s”, and no “else”."
    ),
    "choice_uncovered": gettext_lazy(
        "No points are set for “%(value)s” of the fact “%(fact)s”: it earns “otherwise”."
    ),
    "unused_fact": gettext_lazy("No rule reads the fact “%(fact)s”."),
    "paper_not_asked": gettext_lazy(
        "The fact “%(fact)s” rests on a paper (%(paper)s) that the call does not ask for."
    ),
    "not_ordered": gettext_lazy("The values of the fact “%(fact)s” have no order: nothing is more or less."),
    "no_comparison": gettext_lazy("It is not said what the fact “%(fact)s” is compared with."),
    "gate_asks_points": gettext_lazy(
        "A condition of taking part cannot ask for points or for other applicants."
    ),
    "table_without_points": gettext_lazy("The table “%(table)s” must give points: numbers only."),
    "table_shape": gettext_lazy(
        "With “by”, each of its values needs a table of points; without it, points alone."
    ),
}
POINTS: dict[str, Promise] = {
    "band_overlap": gettext_lazy(
        "Two bands hold the same values, from %(from)s to %(to)s: say which counts."
    ),
    "band_empty": gettext_lazy("No value lies in this band."),
    "doubled_edge": gettext_lazy("A band has one edge on each side: “from” or “over”, “to” or “under”."),
    "edge_of_wrong_type": gettext_lazy("The edges must be of the type of the fact: numbers or days."),
    "never_reached": gettext_lazy(
        "The window before it already holds all of this: list the shorter one first."
    ),
    "not_positive": gettext_lazy("%(value)s: it must be more than zero."),
    "percent_or_pieces": gettext_lazy("Say which per cent counts, or list pieces."),
    "percent_or_points": gettext_lazy("A piece gives either a per cent or points."),
    "each_or_points": gettext_lazy("Say either the points for each one, or a table of points by how many."),
    "count_gap": gettext_lazy("No points are set for %(number)s: it earns %(points)s."),
    "levels_or_scale": gettext_lazy("What people judge needs either levels or a scale."),
    "scale_backwards": gettext_lazy("The scale ends at %(to)s, which is not above its beginning, %(from)s."),
    "step_misses_end": gettext_lazy("In steps of %(step)s the scale never reaches %(to)s."),
    "least_over_most": gettext_lazy("The least, %(least)s, is above the most, %(most)s."),
    "limits_backwards": gettext_lazy("“at_least” (%(least)s) is above “at_most” (%(most)s)."),
    "same_points": gettext_lazy("Several give the same points, %(points)s: is that meant?"),
    "weight_zero": gettext_lazy("With weight 0 the criterion counts for nothing."),
    "over_most": gettext_lazy("Up to %(reach)s points can come out, but the call prints at most %(most)s."),
    "under_most": gettext_lazy(
        "The call prints at most %(most)s points, but no more than %(reach)s can come out."
    ),
    "most_without_cap": gettext_lazy(
        "The call prints at most %(most)s points, but nothing caps them: add “at_most”."
    ),
    "printed_total": gettext_lazy(
        "The call promises %(printed)s points in all, but the criteria add up to %(sum)s."
    ),
    "printed_without_cap": gettext_lazy(
        "The call promises %(printed)s points in all, but nothing caps these criteria: %(codes)s."
    ),
    "threshold_over_maximum": gettext_lazy("The threshold of %(threshold)s is above the maximum, %(most)s."),
    "stage_without_end": gettext_lazy(
        "The stage “%(stage)s” keeps nobody back: no threshold, no first so many."
    ),
    "never_true": gettext_lazy("This can never be true: the values asked of “%(fact)s” exclude each other."),
    "excludes_itself": gettext_lazy(
        "Nobody can earn this: “only_if” and “if” exclude each other over “%(fact)s”."
    ),
    "shut_by_gate": gettext_lazy("Nobody who may take part can reach this, because of “%(fact)s”."),
}
OFFERED: dict[str, Promise] = {
    "missing_language": gettext_lazy("The text is missing in one language: %(language)s."),
    "texts_disagree": gettext_lazy(
        "The two languages name other numbers: only in Slovenian %(sl)s, only in English %(en)s."
    ),
    "rounds_or_rolling": gettext_lazy("A call needs either rounds or a rolling deadline."),
    "rounds_overlap": gettext_lazy("This round opens before the round “%(other)s” is closed."),
    "deadline_before_opening": gettext_lazy(
        "The deadline (%(closes)s) is not after the opening (%(opens)s)."
    ),
    "results_before_deadline": gettext_lazy(
        "The results (%(results_by)s) are due before the deadline (%(closes)s)."
    ),
    "no_such_day": gettext_lazy("A monthly batch needs a day from 1 to %(most)s."),
    "no_batches": gettext_lazy("Say either on which day of each month, or on which days."),
    "after_the_end": gettext_lazy("%(day)s is after the end of the call, %(end)s."),
    "stays_backwards": gettext_lazy("The mobilities end (%(until)s) before they begin (%(start)s)."),
    "stays_before_deadline": gettext_lazy(
        "The mobilities end (%(until)s) before the deadline (%(deadline)s)."
    ),
    "taken_after_deadline": gettext_lazy("The fact is taken on %(on)s, after the deadline (%(deadline)s)."),
    "before_deadline": gettext_lazy("%(day)s is before the deadline (%(deadline)s)."),
    "told_twice": gettext_lazy("Here it says %(here)s, but %(there)s under %(where)s."),
    "quorum_over_members": gettext_lazy(
        "The quorum (%(quorum)s) must be from 1 to the number of members (%(members)s)."
    ),
    "unknown_time_zone": gettext_lazy("The time zone “%(value)s” is not known."),
    "chain_without_end": gettext_lazy(
        "Ties may remain after the last key: end with the decision of the committee or with a lot."
    ),
    "after_the_lot": gettext_lazy("The lot before it leaves no ties: this key is never asked."),
    "doubled_key_of_order": gettext_lazy("The same key stands before it: it decides nothing more."),
    "total_of_nothing": gettext_lazy("There are no criteria: the total is the same for everybody."),
    "quota_over_places": gettext_lazy("The quota of %(quota)s is above the %(places)s places."),
    "quotas_over_places": gettext_lazy("The quotas add up to %(quotas)s, but there are %(places)s places."),
    "budget_without_cost": gettext_lazy(
        "A budget needs “cost”: the fact that tells what an application costs."
    ),
    "zero_grant_without_budget": gettext_lazy("Without a budget no place is ever left without a grant."),
    "freed_grant_of_nobody": gettext_lazy("Without “zero_grant” nobody holds a place without a grant."),
    "wishes_without_fact": gettext_lazy(
        "Wishes need “wish_fact”, the fact that each of them stands for, and it needs them."
    ),
}
TABLE: dict[str, Promise] = {
    "no_lines": gettext_lazy("The table has no lines."),
    "unreadable_line": gettext_lazy("The line cannot be read as a table."),
    "unknown_column": gettext_lazy("The column is not known."),
    "doubled_column": gettext_lazy("The column stands in the table twice."),
    "missing_column": gettext_lazy("The column is missing."),
    "missing_code": gettext_lazy("The code of the application is missing."),
    "too_many_cells": gettext_lazy("The line has %(cells)s cells, the header %(columns)s."),
    "doubled_decision": gettext_lazy("The place %(value)s is given to the application “%(code)s” already."),
    "not_a_name": gettext_lazy("“%(value)s” is too long or holds signs that do not belong there."),
    "not_a_choice": gettext_lazy("“%(value)s” is not among the choices."),
    "off_scale": gettext_lazy("“%(value)s” is none of the levels."),
    "off_range": gettext_lazy("“%(value)s” is off the scale: from %(from_)s to %(to)s in steps of %(step)s."),
}
SENTENCES: dict[str, Promise] = READING | NAMES | POINTS | OFFERED | TABLE


def band_gap(values: Mapping[str, Any], shown: Callable[[Any], str]) -> str:
    """A stretch that no band holds: below the first, above the last, or between two."""
    told = {"from": shown(values["from"]), "to": shown(values["to"])}
    if values["from"] is None:
        return _("No band holds values below %(to)s: add one, or say what counts “outside”.") % told
    if values["to"] is None:
        return _("No band holds values from %(from)s upwards: add one, or say what counts “outside”.") % told
    return (
        _("No band holds values between %(from)s and %(to)s: add one, or say what counts “outside”.") % told
    )


def nothing_but(known: str) -> str:
    """The closed list of what may stand there."""
    return _("May stand here: %(known)s.") % {"known": known}
