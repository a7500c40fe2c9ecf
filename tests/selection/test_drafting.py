"""From a blank page to a published call in the browser's way, by the people who write calls and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from core.models import SentNotice
from mobility.models import Call, CallVersion
from mobility.operations.application import start
from tests.mobility.drafts import published
from tests.outbox import deliver_all
from tests.selection.test_call_file import FILE
from tests.world import House

CountQueries = Callable[..., Any]
# Of which seven are savepoints and scope settings of the transactions that stand inside the test's own one.
LIST, PUBLIC = 12, 19
TEXTS = {
    f"{name}_{language}": f"{name} {language}"
    for name in ("title", "purpose", "audience", "documents", "basis")
    for language in ("sl", "en")
}


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The posted form of a formset."""
    posted: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(given):
        posted |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return posted


class Writer:
    """Somebody who writes a call in the browser."""

    def __init__(self, house: House, who: str = "coordinator") -> None:
        self.house, self.client = house, house.client(who)
        self.slug = ""

    def post(self, path: str, data: dict[str, Any], *, status: int = 302) -> Any:
        answer = self.client.post(self.house.url(f"drafts/{self.slug}/{path}"), data)
        assert answer.status_code == status, (path, answer.status_code, told(answer))
        return answer

    def begin(self, **more: Any) -> None:
        closes_on = clock.today() + timedelta(days=30)
        data = {
            "member": self.house.member.slug,
            "title_sl": "Razpis STT 2030",
            "action": "KA131",
            "academic_year": "2030/31",
            "closes_on": closes_on.isoformat(),
            "places": "4",
        }
        answer = self.client.post(f"/{self.house.university.slug}/drafts/new/", data | more)
        assert answer.status_code == 302, told(answer)
        self.slug = answer["Location"].split("/drafts/")[1].split("/")[0]

    def call(self) -> Call:
        with self.house.scope():
            return Call.objects.get(slug=self.slug)


def told(answer: Any) -> list[str]:
    """What the forms of a page complain about."""
    context = answer.context or {}
    found = []
    for name in ("form", "reason"):
        form = context.get(name)
        found += [f"{field}: {errors}" for field, errors in getattr(form, "errors", {}).items()]
    for formset in [*(context.get("sets") or {}).values(), context.get("rows")]:
        if hasattr(formset, "non_form_errors"):
            found += [str(formset.errors), str(formset.non_form_errors())]
    return [*found, str(context.get("why_not", ""))]


LEVELS = (
    {"points": "0", "name_sl": "ni ga", "name_en": "none"},
    {"points": "22,5", "name_sl": "dober", "name_en": "good"},
)
FACTS = (
    {
        "code": "service", "label_sl": "mesecev zaposlitve", "label_en": "months of service", "type": "number",
        "source": "register", "register": "employment.months", "unit": "months",
    },
    {"code": "gap", "label_sl": "stopnje", "label_en": "levels missing", "type": "number", "source": "register",
     "register": "application.language_gap"},
)  # fmt: skip


def test_from_a_blank_page_to_a_published_call(house: House) -> None:
    writer = Writer(house)
    writer.begin()
    overview = writer.client.get(house.url(f"drafts/{writer.slug}/"))
    assert overview.context["count"] >= 5
    writer.post("texts/", TEXTS)
    writer.post("facts/", rows("facts", *FACTS) | {"text": ""})
    writer.post("part/", rows("gates", {"code": "year", "must_fact": "service", "must_way": "at_least",
                                        "must_value": "12", "otherwise": "not_eligible"}))  # fmt: skip
    judged = {"code": "plan", "name_sl": "Načrt", "name_en": "Plan", "marks": "mean", "sentence": "required"}
    writer.post("criteria/add/judged/", judged | rows("rows", *LEVELS))
    bands = {"code": "years", "name_sl": "Doba", "name_en": "Service", "fact": "service", "per": "12"}
    writer.post(
        "criteria/add/bands/",
        bands | rows("rows", {"under": "5", "points": "2"}, {"from": "5", "points": "7,5"}),
    )
    flag = {"code": "language", "name_sl": "Jezik", "name_en": "Language", "points": "10"}
    condition = {"if_fact": "gap", "if_way": "at_most", "if_value": "0"}
    writer.post("criteria/add/flag/", flag | condition)
    writer.post("criteria/", {"act": "up:language"})
    writer.post("order/", {"total-printed": "40"} | rows("order", {"by": "total", "way": "descending"},
                {"by": "criterion", "criterion": "plan", "way": "descending"}, {"by": "lot"}, initial=2))  # fmt: skip
    writer.post("committee/", {"seats": "3", "quorum": "2", "shut_out": ["same_unit"]})
    call = writer.call()
    with house.scope():
        assert [row.code for row in call.criteria.order_by("position")] == ["plan", "language", "years"]
        assert call.committee_rules == {"members": 3, "quorum": 2, "shut_out": ["same_unit"]}
    page = writer.client.get(house.url(f"drafts/{writer.slug}/publish/"))
    assert [str(one["problem"]) for one in page.context["problems"]] == []
    assert Client().get(house.url(f"calls/{writer.slug}/")).status_code == 404
    writer.post("publish/", {})
    public = Client().get(house.url(f"calls/{writer.slug}/"), headers={"accept-language": "en"})
    assert public.status_code == 200
    words = public.content.decode()
    assert all(part in words for part in ("months of service", "7.5", "drawn lot", "at least 12"))
    with house.scope():
        assert CallVersion.objects.get(call=call).version == 1


def test_a_refused_publication_names_each_mistake_and_where_to_mend_it(house: House) -> None:
    writer = Writer(house)
    writer.begin()
    page = writer.client.get(house.url(f"drafts/{writer.slug}/publish/"))
    problems = page.context["problems"]
    assert {one["problem"].section for one in problems} >= {"texts", "criteria"}
    assert all(writer.client.get(one["url"]).status_code == 200 for one in problems)
    refused = writer.post("publish/", {}, status=409)
    for one in problems:
        assert str(one["problem"]) in refused.context["form"].non_field_errors()[0]
    assert writer.call().published_at is None


def test_publication_asks_for_a_proof_of_late(house: House) -> None:
    writer = Writer(house)
    writer.begin()
    writer.client = house.client("coordinator", signed_in=timedelta(hours=3))
    assert "reauthenticate" in writer.client.get(house.url(f"drafts/{writer.slug}/publish/"))["Location"]
    assert writer.client.get(house.url(f"drafts/{writer.slug}/texts/")).status_code == 200


def test_a_correction_on_the_screen_reaches_the_applicants(house: House) -> None:
    with house.scope():
        call = published(house)
        start(call=call, actor=house.actor("participant"))
    writer = Writer(house)
    writer.slug = call.slug
    change = {"places": "9", "suitability_at": call.suitability_at, "text": ""}
    without = writer.post("places/", change, status=422)
    assert without.context["reason"].errors
    writer.post("places/", change | {"why-reason_sl": "Več sredstev.", "why-reason_en": "More money."})
    deliver_all()
    with house.scope():
        assert SentNotice.objects.filter(kind="call_corrected").count() == 1
    words = Client().get(house.url(f"calls/{call.slug}/"), headers={"accept-language": "en"}).content.decode()
    assert "More money." in words
    stale = house.client("coordinator", signed_in=timedelta(hours=3))
    again = stale.post(house.url(f"drafts/{call.slug}/places/"), change | {"places": "10"})
    assert again.status_code == 409
    assert writer.call().places == 9


def test_a_criterion_of_a_published_call_keeps_its_points(house: House) -> None:
    with house.scope():
        call = published(house)
    writer = Writer(house)
    writer.slug = call.slug
    why = {"why-reason_sl": "Jezik.", "why-reason_en": "Language."}
    posted = {"name_sl": "Utemeljitev", "name_en": "Reasons", "code": "other"}
    levels = rows(
        "rows",
        {"points": "5", "name_sl": "nič", "name_en": "nothing"},
        {"points": "90", "name_sl": "vse", "name_en": "all"},
        initial=2,
    )
    writer.post("criteria/c1/", posted | levels | why)
    with house.scope():
        row = call.criteria.get(position=1)
        assert (row.name_en, row.name_in_rules, row.most) == ("Reasons", "c1", 30)
        assert [(level.points, level.name_en) for level in row.levels.all()] == [(0, "nothing"), (30, "all")]
    writer.post("criteria/", {"act": "remove:c1"}, status=409)
    writer.post(
        "criteria/add/base/", {"code": "x", "name_sl": "x", "name_en": "x", "points": "1"} | why, status=409
    )


def test_a_file_is_taken_in_or_every_mistake_is_shown(house: House) -> None:
    client = house.client("office")
    path = f"/{house.university.slug}/drafts/import/"
    wrong = client.post(path, {"member": house.member.slug, "text": FILE.replace("places: 12", "seats: 12")})
    assert wrong.status_code == 422
    (mistake,) = wrong.context["mistakes"]
    assert mistake["text"] == "seats: 12"
    good = client.post(path, {"member": house.member.slug, "text": FILE})
    assert good.status_code == 302, told(good)
    given_out = client.get(good["Location"] + "call.yaml")
    assert b"popotnik-call/1" in given_out.content
    again = client.post(path, {"member": house.member.slug, "text": given_out.content.decode()})
    assert again["Location"].endswith("/stt-2030-2/")


def test_every_part_of_an_imported_call_opens_and_saves_as_it_is(house: House) -> None:
    client = house.client("coordinator")
    sent = client.post(
        f"/{house.university.slug}/drafts/import/", {"member": house.member.slug, "text": FILE}
    )
    start_page = sent["Location"]
    before = client.get(start_page + "call.yaml").content
    parts = ("texts", "offer", "dates", "places", "papers", "facts", "part", "order", "committee", "after")
    for part in (*parts, "criteria/plan", "criteria/years", "criteria/first"):
        page = client.get(f"{start_page}{part}/")
        assert page.status_code == 200, part
        posted = filled(page)
        saved = client.post(f"{start_page}{part}/", posted | {"stay": "1"})
        assert saved.status_code == 302, (part, told(saved))
    assert client.get(start_page + "call.yaml").content.decode() == before.decode()
    trial = client.get(start_page + "try/")
    assert len(trial.context["results"]) == 5
    assert not trial.context["failure"]


def filled(page: Any) -> dict[str, Any]:
    """What a browser would send of a page's forms without a change."""
    editor = page.context.get("editor")
    forms = editor.all_forms if editor else [page.context["form"], *filter(None, [page.context.get("rows")])]
    members = [
        form
        for one in forms
        for form in ([one.management_form, *one.forms] if hasattr(one, "management_form") else [one])
    ]
    values = {field.html_name: field.value() for form in members for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


@pytest.mark.parametrize("text", ["", "?text"])
def test_a_criterion_as_text_tells_the_line_of_its_mistake(house: House, text: str) -> None:
    client = house.client("coordinator")
    sent = client.post(
        f"/{house.university.slug}/drafts/import/", {"member": house.member.slug, "text": FILE}
    )
    page = client.get(f"{sent['Location']}criteria/years/?text")
    typed = page.context["form"].initial["text"].replace("points: 0.75", "points: a lot")
    wrong = client.post(f"{sent['Location']}criteria/years/{text}", {"text": typed})
    assert wrong.status_code == 422
    line = next(n for n, row in enumerate(typed.splitlines(), 1) if "a lot" in row)
    assert str(line) in wrong.context["form"].errors["text"][0]


@pytest.mark.parametrize("who", ["participant", "dean", "chair", "hr", "auditor"])
def test_drafts_are_nowhere_for_everybody_else(house: House, who: str) -> None:
    writer = Writer(house)
    writer.begin()
    client = house.client(who)
    for part in ("", "texts/", "criteria/", "publish/", "call.yaml", "try/"):
        assert client.get(house.url(f"drafts/{writer.slug}/{part}")).status_code == 404


def test_the_list_costs_the_same_for_any_number_of_calls(
    house: House, django_assert_num_queries: CountQueries
) -> None:
    client, path = house.client("coordinator"), f"/{house.university.slug}/drafts/"
    with house.scope():
        published(house, "one")
    client.get(path)
    with django_assert_num_queries(LIST):
        assert client.get(path).status_code == 200
    with house.scope():
        for slug in ("two", "three", "four"):
            published(house, slug)
    with django_assert_num_queries(LIST):
        assert client.get(path).status_code == 200
