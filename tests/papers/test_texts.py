"""The texts that a faculty adds to its papers: who changes them, what cannot stand in them, where they come out."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from core.models import Entry
from core.policy import Refusal
from mobility import documents
from mobility.activity import Activity
from mobility.enums import DocumentKind, Stage, TextPlace
from mobility.models import Mobility, PaperText
from mobility.operations.paper_texts import change_text
from mobility.paper_texts import KINDS, filled, in_force
from tests.world import House, make_call, make_mobility

pytestmark = pytest.mark.django_db

BASIS = {
    "sl": "Na podlagi 7. člena pravilnika članice {member}.",
    "en": "By article 7 of the rules of {member}.",
}
PATH = "texts-of-papers/suitability/"


def put(
    house: House, words: dict[str, str], *, who: str = "coordinator", kind: str = "suitability"
) -> PaperText | None:
    with house.scope():
        return change_text(
            member=house.member, kind=kind, place=TextPlace.OPENING, words=words, actor=house.actor(who)
        )


def test_each_change_is_a_version_and_saying_the_same_is_none(house: House) -> None:
    first = put(house, BASIS)
    assert first is not None
    assert put(house, BASIS) is None
    second = put(house, {"sl": "Drugo.", "en": "Other."}, who="office")
    gone = put(house, {})
    assert second is not None
    assert gone is not None
    assert [first.version, second.version, gone.version] == [1, 2, 3]
    with house.scope():
        assert in_force(house.member.pk, "suitability")["opening"] == gone
        told = [entry.facts for entry in Entry.objects.filter(verb="paper.text_changed").order_by("number")]
    assert [row["version"] for row in told] == [1, 2, 3]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"sl": "Samo slovensko."}, "in both, or in none"),
        ({"sl": "Za {ime}.", "en": "For {name}."}, "“{ime}” is not known"),
        ({"sl": "Za {name", "en": "For {name}."}, "A brace has no partner"),
        ({"sl": "Za {name}.", "en": "For {name.__class__}."}, "is not known"),
        ({"sl": "Za {name}.", "en": "For {name!r}."}, "is not known"),
        ({"sl": "Za {}.", "en": "For {name:>9999}."}, "A brace|is not known"),
        ({"sl": "Ž" * 3001, "en": "Long."}, "at most 3000"),
    ],
)
def test_what_cannot_be_printed_is_refused(house: House, words: dict[str, str], said: str) -> None:
    with override("en"), pytest.raises(Refusal, match=said):
        put(house, words)


@pytest.mark.parametrize("who", ["participant", "chair", "hr", "dean"])
def test_others_change_nothing(house: House, who: str) -> None:
    with pytest.raises(Refusal):
        put(house, BASIS, who=who)
    assert house.client(who).get(house.url(PATH)).status_code == 403


def test_a_name_is_filled_in_and_nothing_else(house: House) -> None:
    assert filled("{{a}} {name} {unknown}!", {"name": "{member} <b>"}) == "{a} {member} <b> !"


def test_the_paper_carries_it_in_its_language_and_only_that_paper(house: House) -> None:
    put(
        house,
        {
            "sl": "Gost: {host}, od {first_day}. <b>{name}</b>",
            "en": "Host: {host}, from {first_day}. <b>{name}</b>",
        },
    )
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.SUBMITTED)
        Mobility.objects.filter(pk=mobility.pk).update(starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 5))
        mobility.refresh_from_db()
        for language, day in (("sl", "1.\xa0marca 2027"), ("en", "1 March 2027")):
            with override(language):
                paper = documents.with_texts(
                    documents.sheet(mobility, activity=Activity(is_combined=False), title="T"),
                    mobility,
                    DocumentKind.SUITABILITY,
                )
                html = render_to_string("pdf/base.html", {"paper": paper})
                other = documents.with_texts(paper, mobility, DocumentKind.RECOGNITION)
            assert day in paper["opening"]
            assert "&lt;b&gt;" in html
            assert "<b>" not in html.partition("own-text")[2].partition("</div>")[0]
            assert (paper["closing"], other["opening"]) == ("", "")


def test_the_page_previews_keeps_what_was_typed_and_saves(house: House) -> None:
    client = house.client("coordinator")
    client.cookies["django_language"] = "en"
    typed = {"opening_sl": BASIS["sl"], "opening_en": BASIS["en"], "closing_sl": "", "closing_en": ""}
    preview = client.post(house.url(PATH), {**typed, "preview": "1"}).content.decode()
    assert f"pravilnika članice {house.member.name_sl}" in preview
    wrong = client.post(house.url(PATH), {**typed, "opening_en": "By {article}."})
    assert wrong.status_code == 422
    assert "By {article}." in wrong.content.decode()
    with house.scope():
        assert not PaperText.objects.exists()
    assert client.post(house.url(PATH), typed).status_code == 302
    listed = client.get(f"/{house.university.slug}/texts-of-papers/").content.decode()
    assert "version 1" in listed
    assert listed.count("no text") == 2 * len(KINDS) - 1
