"""An application as its readers see it: committee, coordinator, the file's page, the participant's preview.

`face_of` makes the context of templates/mobility/application_body.html from rows that are loaded already.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.face import DocumentRow, Fact
from core.wording import period, weekday
from members.models import Employment
from mobility import programme, teaching
from mobility.enums import DisseminationKind, EffectOn, TrainingForm
from mobility.models import Application, Mobility
from mobility.papers import paper_rows, papers_of
from mobility.questions import Question, asking_of, is_answered
from mobility.sections import LABELS, Section


@dataclass(frozen=True)
class Line:
    """A row of the application: what, and what is known of it besides."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One section: facts, then texts under their headings, then rows, then papers."""

    section: Section
    facts: tuple[Fact, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    papers: tuple[DocumentRow, ...] = ()

    @property
    def anchor(self) -> str:
        return f"part-{self.section}"

    @property
    def title(self) -> str:
        return _("Answers to the call") if self.section == Section.ASKED else str(self.section.label)


@dataclass(frozen=True)
class ApplicationFace:
    """The whole application; `days` is the programme as (day, hours, content, kind)."""

    parts: tuple[Part, ...]
    days: tuple[dict[str, Any], ...] = ()
    past: tuple[dict[str, Any], ...] = field(default=())


def face_of(
    application: Application,
    employment: Employment,
    *,
    past: Iterable[dict[str, Any]] | None = None,
    asked: Part | None = None,
) -> ApplicationFace:
    """The application for its readers. `past`: earlier mobilities, those noted at submission unless given.

    `asked`: the answers to what the call asks (`asked_part`), for those who judge by them.

    The application comes with host, its country and language, the employment with its unit; nothing more is
    asked of the database then.
    """
    return ApplicationFace(
        parts=(
            _work(application, employment),
            _host(application),
            _stay(application),
            *([_teaching(application)] if application.teaching else []),
            _goals(application),
            _effects(application),
            _language(application),
            *([asked] if asked else []),
        ),
        days=tuple(_days(application)),
        past=tuple(past_rows(application.past if past is None else past)),
    )


def judged_face(mobility: Mobility, application: Application | None) -> ApplicationFace | None:
    """The application for those who judge it, with its answers to the call; None where nothing was handed in."""
    if application is None:
        return None
    return face_of(application, mobility.employment, asked=asked_part(mobility, application))


def asked_part(mobility: Mobility, application: Application) -> Part | None:
    """The answers to what the call asks, with their papers; None where it asks nothing.

    One statement where it asks for papers. The mobility comes with its call.
    """
    asking = asking_of(mobility.call)
    if not asking:
        return None
    papers = papers_of(application) if asking.slots else {}
    return Part(
        Section.ASKED,
        facts=tuple(
            Fact(question.label, answer_words(application, question), note=question.article)
            for question in asking.questions
        ),
        papers=paper_rows(mobility, papers, asking.slots.values()),
    )


def answer_words(application: Application, question: Question) -> str:
    """An answer in words; empty where nothing was answered."""
    if not is_answered(application, question):
        return ""
    answer = application.answers[question.code]
    return _("none") if answer is None else question.words(answer)


def past_rows(past: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Earlier mobilities with their period in words."""
    for row in past:
        first, last = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
        yield {**row, "period": period(first, last)}


def days_words(application: Application) -> str:
    """5 training days and 2 travel days; where the stay combines both, 5 days of teaching and training."""
    count = application.training_days
    words = ngettext("%(count)d training day", "%(count)d training days", count) % {"count": count}
    if application.teaching:
        words = ngettext(
            "%(count)d day of teaching and training", "%(count)d days of teaching and training", count
        ) % {"count": count}
    travel = application.travel_days
    if not travel:
        return words
    travelling = ngettext("%(count)d travel day", "%(count)d travel days", travel) % {"count": travel}
    return _("%(training)s and %(travel)s") % {"training": words, "travel": travelling}


def _label(name: str) -> str:
    return str(LABELS[name])


def _texts(application: Application, *fields: str) -> tuple[tuple[str, str], ...]:
    return tuple((_label(name), getattr(application, name)) for name in fields)


def _work(application: Application, employment: Employment) -> Part:
    return Part(
        Section.WORK,
        facts=(
            Fact(_("Post"), employment.post, note=employment.unit.name),
            Fact(_label("need"), application.get_need_display(), note=application.need_words),
        ),
        texts=_texts(application, "work_tasks", "task_link"),
    )


def _host(application: Application) -> Part:
    host = application.host
    contact = ", ".join(filter(None, [application.contact_name, application.contact_position]))
    return Part(
        Section.HOST,
        facts=(
            Fact(_label("host"), host.name if host else "", note=application.host_unit),
            Fact(
                _("Place"),
                f"{host.city}, {host.country.name}" if host else "",
                note=host.erasmus_code if host else "",
            ),
            Fact(_label("contact_name"), contact, note=application.contact_email),
        ),
        texts=_texts(application, "host_quality"),
    )


def _stay(application: Application) -> Part:
    forms = [str(TrainingForm(name).label) for name in application.forms]
    first, last = application.starts_on, application.ends_on
    return Part(
        Section.STAY,
        facts=(
            Fact(_label("title"), application.title, broad=True),
            Fact(_label("forms"), ", ".join(forms)),
            Fact(_("Period"), period(first, last), note=days_words(application)),
            Fact(
                _("Travel"), _("green travel") if application.green_travel else _("other than green travel")
            ),
        ),
    )


def _teaching(application: Application) -> Part:
    return Part(
        Section.TEACHING,
        facts=teaching.facts_of(application),
        texts=_texts(application, "teaching_content"),
    )


def _goals(application: Application) -> Part:
    lines = tuple(Line(row["text"]) for row in application.goals)
    return Part(
        Section.GOALS,
        texts=_texts(application, "added_value", "motivation"),
        rows=((_label("goals"), lines),),
    )


def _effects(application: Application) -> Part:
    effects = tuple(
        Line(
            row["text"],
            _joined(_choice(EffectOn, row.get("on")), row.get("indicator"), _by(row.get("due_on"))),
        )
        for row in application.effects
    )
    sharing = tuple(
        Line(
            _choice(DisseminationKind, row.get("kind")), _joined(row.get("audience"), _by(row.get("due_on")))
        )
        for row in application.dissemination
    )
    return Part(Section.EFFECTS, rows=((_label("effects"), effects), (_label("dissemination"), sharing)))


def _language(application: Application) -> Part:
    return Part(
        Section.LANGUAGE,
        facts=(
            Fact(_label("language"), application.language.name if application.language else ""),
            Fact(_label("own_level"), application.own_level),
            Fact(_label("needed_level"), application.needed_level),
        ),
    )


def _days(application: Application) -> Iterable[dict[str, Any]]:
    travel = programme.travel_rows(application)
    written = [row for row in application.programme if row.get("kind") != programme.TRAVEL]
    for row in programme.in_order([*written, *travel]):
        yield {**row, "name": weekday(date.fromisoformat(row["day"]))}


def _choice(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else ""


def _by(day: Any) -> str:
    return _("by %(day)s") % {"day": period(date.fromisoformat(day), None)} if day else ""


def _joined(*words: Any) -> str:
    return " · ".join(str(word) for word in words if word)
