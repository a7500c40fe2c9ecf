"""One page with every component, filled with a believable file; rendered by tests, read by eye."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from core import clock, face
from core.widgets import DayInput

KINDS = (("shadow", "Job shadowing"), ("week", "Staff training week"), ("course", "Workshop or course"))
HOSTS = (
    face.Option("1", "Universität Wien", "A WIEN01 · Vienna, Austria"),
    face.Option("2", "Wirtschaftsuniversität Wien", "A WIEN05 · Vienna, Austria"),
)


class PlanForm(forms.Form):
    """A section of an application, with each kind of field once."""

    title = forms.CharField(label="Title of the mobility", max_length=120)
    kind = forms.ChoiceField(label="Form", choices=KINDS, widget=forms.RadioSelect(attrs={"class": "cards"}))
    starts_on = forms.DateField(label="First day", widget=DayInput)
    languages = forms.MultipleChoiceField(
        label="Languages of the training",
        choices=[("de", "German"), ("en", "English"), ("fr", "French")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = forms.CharField(
        label="Link with your tasks",
        help_text="Say which of your tasks this serves and what will be different afterwards.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    programme = forms.FileField(label="Programme", help_text="PDF, at most 10 MB.", required=False)
    is_green = forms.BooleanField(label="I shall travel by train, bus or shared car", required=False)
    host = forms.CharField(label="Host", help_text="Name, city or Erasmus code.")


class DayForm(forms.Form):
    """One day of the programme."""

    day = forms.DateField(widget=DayInput)
    content = forms.CharField(max_length=200)
    hours = forms.DecimalField(max_digits=4, decimal_places=1, required=False)


DayFormSet = forms.formset_factory(DayForm, extra=1, can_delete=True)


def context() -> dict[str, Any]:
    """Everything that `gallery.html` shows; dates stand around today."""
    today = clock.today()
    monday = {"day": date(2026, 6, 8), "content": "Reception of guests", "hours": 7}
    return {
        **frame(),
        **file(today),
        **desk(today),
        **scoring(),
        "plan": PlanForm({"title": "", "reasons": "1,400 guests a year.", "kind": "shadow", "host": "1"}),
        "days": DayFormSet(prefix="days", initial=[monday]),
        "hosts": HOSTS,
        "sections": [
            face.FormSection("Your work", "#", "done", note="from the HR record"),
            face.FormSection("Host and dates", "#", "done"),
            face.FormSection("Content", "#", "wrong", note="two fields are empty", current=True),
            face.FormSection("Programme by days", "#"),
            face.FormSection("Attachments", "#"),
        ],
        "checks": [
            face.Check("ok", "Five working days within the call's dates."),
            face.Check("soon", "8 June is a public holiday at the host's.", "starts_on"),
        ],
    }


def frame() -> dict[str, Any]:
    """What the context processor gives to every page."""
    labels = ("My mobilities", "Calls", "Opportunities", "Stories")
    return {
        "university": {"name": "University of Ljubljana", "slug": "ul"},
        "acting": "participant · Faculty of Arts",
        "acting_url": "#",
        "nav": [{"label": label, "url": "#", "current": label == labels[0]} for label in labels],
    }


def file(today: date) -> dict[str, Any]:
    """The parts of a participant's page."""
    return {
        "crumbs": [("STT 2026/27", "#"), ("KA131", ""), ("No. 2026-0147", "")],
        "stations": stations(),
        "duties": duties(today),
        "happenings": happenings(today),
        "amounts": [
            face.Amount("Travel, green, 100–499 km", Decimal(285)),
            face.Amount("Individual support, 7 days × €180", Decimal(1260)),
            face.Amount("Together", Decimal(1545), is_total=True),
            face.Amount("Pre-financing of 80 %", Decimal(1236), note="after the signatures"),
        ],
        "facts": [
            face.Fact("Post", "professional associate VII/1", note="from the HR record"),
            face.Fact("Unit", "International office"),
            face.Fact("Employment", "permanent, 100 %"),
            face.Fact("Language certificate", ""),
        ],
        "documents": documents(today),
    }


def stations() -> list[face.Station]:
    done = (
        ("Application", "12 Feb"),
        ("Assessment", "26 Feb"),
        ("Selection", "14 Mar"),
        ("Suitability", "28 Mar"),
    )
    ahead = ("Mobility", "8 Jun"), ("Report", "by 12 Jul"), ("Recognition", "")
    return [
        *(face.Station(label, "done", when) for label, when in done),
        face.Station("Agreement", "here", "by 25 May"),
        *(face.Station(label, "ahead", when) for label, when in ahead),
    ]


def duties(today: date) -> list[face.DutyRow]:
    def in_days(days: int) -> date:
        return today + timedelta(days=days)

    law = "It must be signed before departure (instructions, chapter 5)."
    return [
        face.DutyRow("Sign the mobility agreement", "yours", "#", in_days(4), why=law),
        face.DutyRow(
            "Upload the proof of insurance", "yours", "#", in_days(-1), why="Health and accident cover."
        ),
        face.DutyRow("Signature of the dean", "others", due_on=in_days(20), why="We remind on 22 May."),
        face.DutyRow("Signature of the host: International Office", "others", note="after your signature"),
        face.DutyRow("Application submitted", "done", due_on=in_days(-60)),
        face.DutyRow("Place accepted", "done", due_on=in_days(-40)),
    ]


def happenings(today: date) -> list[face.Happening]:
    at = datetime(today.year, 2, 12, 10, 42, tzinfo=timezone.get_current_timezone())
    return [
        face.Happening("Suitability confirmed", today - timedelta(days=30), "working body of three"),
        face.Happening("Selected, place 3 of 11", today - timedelta(days=44), url="#"),
        face.Happening("Application submitted, receipt 2026-0147", at),
    ]


def documents(today: date) -> list[face.DocumentRow]:
    title, before = "Mobility agreement", today - timedelta(days=9)
    return [
        face.DocumentRow(title, "#", "agreement", "en", 2, 184_320, today, "signed by two of three"),
        face.DocumentRow(title, "#", "agreement", "sl", 2, 184_900, today, "signed by two of three"),
        face.DocumentRow(title, "#", "agreement", "en", 1, 181_000, before, superseded=True),
        face.DocumentRow("Proof of insurance", "#", "attachment", size=912_000, issued_on=before),
    ]


def desk(today: date) -> dict[str, Any]:
    """The parts of the office's list."""
    names = ("name", "member", "host", "period", "days", "stage", "holder", "due", "papers", "amount")
    rows = (
        ("Novak Maja", "FA", "Universität Wien", "8–12 Jun", 5, "Agreement", "participant", 4, 1, 1545),
        ("Horvat Luka", "FCIS", "KTH, Stockholm", "18–22 May", 5, "Report", "participant", -1, 4, 1821),
        ("Kovač Irena", "FA", "Latvijas Universitāte", "1–5 Sep", 5, "Suitability", "head", 13, 0, 1289),
        ("Zajc Peter", "FCIS", "Politecnico di Milano", "15–17 Jun", 3, "Agreement", "host", 6, 2, 1111),
        ("Krajnc Eva", "FA", "Univerzita Karlova", "4–8 May", 5, "Recognition", "HR", 16, 4, 1211),
    )  # fmt: skip
    files = [dict(zip(names, row, strict=True)) for row in rows]
    return {
        "files": [{**one, "due": today + timedelta(days=one["due"])} for one in files],
        "pills": [face.Pill("Member: FA, FCIS", "#"), face.Pill("KA131", "#")],
        "tabs": [
            face.Tab("My queue", "#", 18, current=True),
            face.Tab("Waiting for the participant", "#", 41),
            face.Tab("Waiting for the committee", "#", 12),
            face.Tab("Waiting for the host", "#", 9),
            face.Tab("Report late", "#", 4, tone="late"),
            face.Tab("All", "#", 1284),
        ],
    }


def scoring() -> dict[str, Any]:
    """The parts of an assessor's sheet."""
    links = ("no link with the work", "a general link", "clear tasks", "clear tasks and a documented need")
    reach = (0, "no contribution"), (10, "the unit"), (18, "the faculty"), (25, "the university, with a plan")
    relevance = face.Criterion(
        name="relevance",
        label="Professional relevance",
        most=30,
        levels=[face.Level(n * 10, text, str(n)) for n, text in enumerate(links)],
        chosen="3",
        comment_name="relevance_why",
        comment="The form solves the delay at reception named in the unit's plan.",
        comment_label="Reasons for the applicant",
        comment_required=True,
    )
    development = face.Criterion(
        name="development",
        label="Contribution to the institution",
        most=25,
        levels=[face.Level(points, text, str(points)) for points, text in reach],
        error="Choose a level.",
    )
    programme = face.Criterion(
        name="programme",
        label="Quality of the programme",
        most=10,
        step="0.5",
        chosen="7.5",
        hint="0 no programme, 5 an outline, 10 by days and hours.",
    )
    reason = "None in the last 5 years (record of 12 February). Article 4 of the call."
    return {
        "criteria": [relevance, development, programme],
        "computed": face.Computed("Past mobilities", 15, reason),
    }
