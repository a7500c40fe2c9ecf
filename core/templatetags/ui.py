"""The components of the face as template tags, at hand in every template.

Tags that take data render one template of ``templates/components/``; tags that hold content are closed
with ``{% end… %}``. Tags used in table cells (``tag``, ``deadline``, ``ticks``, ``th``) build their few words
without a template.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock, face, wording
from core.charts import Chart
from core.spreadsheets import Problem
from core.words import language_words

register = template.Library()

SOON_DAYS = 7
"""A date this many days ahead or fewer is shown as near."""

Values = dict[str, Any]

for _filter in (
    "day",
    "day_and_year",
    "day_short",
    "weekday",
    "clock",
    "moment",
    "money",
    "number",
    "points",
):
    register.filter(_filter, getattr(wording, _filter))
register.filter(language_words)
register.simple_tag(wording.period, name="period")


# Words on a tint


@register.simple_tag
def tag(label: str, tone: face.Tone = "") -> SafeString:
    """A word on a tint. The word must say it all; the tone only repeats it."""
    return format_html('<span class="tag {}">{}</span>', tone, label)


@register.simple_tag
def deadline(due_on: date | None, note: str = "") -> SafeString:
    """A date, with the days left when near and the days past when late; `note` where there is no date."""
    if due_on is None:
        return tag(note) if note else SafeString("")
    left = (due_on - clock.today()).days
    tone = "late" if left < 0 else "soon" if left <= SOON_DAYS else ""
    words = wording.time_left(due_on, left) if tone else wording.day_short(due_on)
    return format_html(
        '<span class="tag {}"><time datetime="{}">{}</time></span>', tone, due_on.isoformat(), words
    )


@register.simple_tag
def ticks(done: int, most: int, noun: str) -> SafeString:
    """So many of so many papers as small ticks, said in words to those who listen."""
    words = _("%(done)d of %(most)d") % {"done": done, "most": most}
    signs = format_html("{}<i>{}</i>", "✓" * done, "·" * (most - done))
    return format_html('<span class="ticks" role="img" aria-label="{}: {}">{}</span>', noun, words, signs)


@register.simple_tag(takes_context=True)
def th(context: Context, label: str, *, key: str = "", css: str = "") -> SafeString:
    """A column header; with `key` it sorts by `?sort=key` and back by `?sort=-key`, keeping the filter."""
    if not key:
        return format_html('<th scope="col" class="{}">{}</th>', css, label)
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    query["sort"] = f"-{key}" if now == key else key
    query.pop("after", None)
    query.pop("page", None)
    order, arrow = {key: ("ascending", "↑"), f"-{key}": ("descending", "↓")}.get(now, ("", ""))
    sort = format_html(' aria-sort="{}"', order) if order else ""
    sign = format_html(' <span aria-hidden="true">{}</span>', arrow) if arrow else ""
    link = format_html('<a href="?{}">{}{}</a>', query.urlencode(), label, sign)
    return format_html('<th scope="col" class="{}"{}>{}</th>', css, sort, link)


# Components that hold content


def _holding(name: str, content: str, **values: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **values})


@register.simple_block_tag
def card(content: str, *, title: str = "", note: str = "", url: str = "", action: str = "") -> SafeString:
    return _holding("card", content, title=title, note=note, url=url, action=action)


@register.simple_block_tag
def fold(content: str, *, title: str, note: str = "", is_open: bool = False) -> SafeString:
    return _holding("fold", content, title=title, note=note, is_open=is_open)


@register.simple_block_tag
def notice(content: str, *, title: str = "", tone: face.Tone = "") -> SafeString:
    return _holding("notice", content, title=title, tone=tone)


@register.simple_block_tag
def empty(content: str, *, title: str, url: str = "", action: str = "") -> SafeString:
    return _holding("empty", content, title=title, url=url, action=action)


@register.simple_block_tag
def actions(content: str, *, note: str = "", is_sticky: bool = False) -> SafeString:
    return _holding("actions", content, note=note, is_sticky=is_sticky)


@register.simple_block_tag
def table(content: str, *, caption: str, css: str = "", shows_caption: bool = True) -> SafeString:
    return _holding("table", content, caption=caption, css=css, shows_caption=shows_caption)


# Components that take data


@register.inclusion_tag("components/page_header.html")
def page_header(
    title: str, *, crumbs: Iterable[Any] = (), lede: str = "", tag: str = "", tone: face.Tone = ""
) -> Values:
    return {"title": title, "crumbs": crumbs, "lede": lede, "tag": tag, "tone": tone}


@register.inclusion_tag("components/now.html")
def now(
    sentence: str,
    *,
    url: str = "",
    action: str = "",
    minutes: int = 0,
    about: str = "",
    then: str = "",
    heading: str = "",
) -> Values:
    return {
        "sentence": sentence,
        "url": url,
        "action": action,
        "minutes": minutes,
        "about": about,
        "then": then,
        "heading": heading,
    }


@register.inclusion_tag("components/way.html")
def way(stations: Iterable[face.Station]) -> Values:
    listed = list(stations)
    step = next((n for n, station in enumerate(listed, 1) if station.state == "here"), len(listed))
    return {
        "stations": listed,
        "step": step,
        "steps": len(listed),
        "here": listed[step - 1] if listed else None,
    }


@register.inclusion_tag("components/duties.html")
def duties(rows: Iterable[face.DutyRow]) -> Values:
    groups: dict[str, list[face.DutyRow]] = {"yours": [], "others": [], "done": []}
    for row in rows:
        groups[row.whose].append(row)
    return groups


@register.inclusion_tag("components/duty_list.html")
def duty_list(rows: Iterable[face.DutyRow]) -> Values:
    today = clock.today()
    return {
        "rows": [
            (row, row.whose == "yours" and row.due_on is not None and row.due_on < today) for row in rows
        ]
    }


@register.inclusion_tag("components/timeline.html")
def timeline(happenings: Iterable[face.Happening]) -> Values:
    return {"happenings": happenings}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[face.Fact]) -> Values:
    return {"rows": rows}


@register.inclusion_tag("components/sums.html")
def sums(lines: Iterable[face.Amount]) -> Values:
    return {"lines": lines}


@register.inclusion_tag("components/tabs.html")
def tabs(tabs: Iterable[face.Tab], *, label: str = "") -> Values:
    return {"tabs": tabs, "label": label or _("Views")}


@register.inclusion_tag("components/search.html", takes_context=True)
def search(context: Context, placeholder: str = "", name: str = "q") -> Values:
    """The search field of a list; every other parameter of the address is kept."""
    query = context["request"].GET
    kept = [
        (key, value) for key in query for value in query.getlist(key) if key not in {name, "page", "after"}
    ]
    return {"placeholder": placeholder, "name": name, "value": query.get(name, ""), "kept": kept}


@register.inclusion_tag("components/pills.html")
def pills(pills: Iterable[face.Pill], clear_url: str = "") -> Values:
    return {"pills": pills, "clear_url": clear_url}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: Context,
    *,
    page: "Page[Any] | None" = None,
    shown: str = "",
    after: str = "",
    is_first: bool = True,
) -> Values:
    """Numbered with `page`; else by key: `after` is the key of the last row, empty where the list ends."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.pop("after", None)
    base = f"{query.urlencode()}&" if query else ""
    numbers = (
        page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        if page is not None
        else ()
    )
    return {
        "page": page,
        "numbers": numbers,
        "shown": shown,
        "after": after,
        "is_first": is_first,
        "base": base,
    }


@register.inclusion_tag("components/documents.html")
def documents(rows: Iterable[face.DocumentRow]) -> Values:
    return {"papers": [list(same) for _paper, same in groupby(rows, key=_paper)]}


def _paper(row: face.DocumentRow) -> tuple[object, ...]:
    """What the editions of one paper in several languages have in common; a file without a language stands alone."""
    return (row.title, row.kind, row.version, row.state, row.superseded) if row.language else (row.url,)


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart, *, key: str) -> Values:
    return {"chart": chart, "key": key}


@register.inclusion_tag("components/problems.html")
def problems(problems: Iterable[Problem]) -> Values:
    return {"problems": list(problems)}


@register.inclusion_tag("components/person.html")
def person(name: str, *, role: str = "", email: str = "", note: str = "") -> Values:
    return {"name": name, "role": role, "email": email, "note": note}


@register.inclusion_tag("components/figure.html")
def figure(label: str, value: str, *, against: str = "", url: str = "", share: int | None = None) -> Values:
    return {"label": label, "value": value, "against": against, "url": url, "share": share}


@register.inclusion_tag("components/section_list.html")
def section_list(sections: Iterable[face.FormSection], *, label: str = "") -> Values:
    return {"sections": sections, "label": label or _("Sections of the form")}


@register.inclusion_tag("components/criterion.html")
def criterion(criterion: face.Criterion) -> Values:
    return {"criterion": criterion}


@register.inclusion_tag("components/computed.html")
def computed(computed: face.Computed) -> Values:
    return {"computed": computed}


@register.inclusion_tag("components/score_foot.html")
def score_foot(
    most: Decimal | int, *, action: str, given: Decimal | int = 0, is_reckoned: bool = False
) -> Values:
    return {"most": most, "action": action, "given": given, "is_reckoned": is_reckoned}


@register.inclusion_tag("components/autosave_status.html")
def autosave_status(*, saved_at: str = "", checks: Iterable[face.Check] = ()) -> Values:
    return {"saved_at": saved_at, "checks": checks}


@register.inclusion_tag("components/lookup.html")
def lookup(
    field: BoundField, *, url: str, shown: str = "", options: Iterable[face.Option] = (), query: str = ""
) -> Values:
    """Choosing from a register for `field`, a bound field whose value is the key of the chosen row."""
    chosen = str(field.value() or "")
    return {"field": field, "url": url, "chosen": chosen, "asked": query or shown, "options": list(options)}


@register.inclusion_tag("components/rows.html")
def rows(formset: "BaseFormSet[Any]", *, add: str, remove: str = "") -> Values:
    return {"formset": formset, "add": add, "remove": remove or pgettext("row of a table", "Remove")}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any] | None") -> Values:
    """Every error of the forms and formsets given, each as a link to its field."""
    return {"errors": [error for form in forms if form for error in _errors_of(form)]}


def _errors_of(form: "BaseForm | BaseFormSet[Any]") -> Iterable[tuple[str, str, str]]:
    """Anchor, label and message of each error; whatever is no form has none."""
    if isinstance(form, BaseFormSet):
        yield from (("", "", str(message)) for message in form.non_form_errors())
        for member in form.forms:
            yield from _errors_of(member)
    elif isinstance(form, BaseForm):
        yield from (("", "", str(message)) for message in form.non_field_errors())
        for bound in form:
            anchor = bound.id_for_label or bound.auto_id
            yield from ((anchor, str(bound.label), str(message)) for message in bound.errors)
