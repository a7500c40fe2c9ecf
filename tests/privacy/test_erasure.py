"""Erasure: proposed by the rules, decided record by record, carried out everywhere, and remembered by the ledger."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from core import clock, files
from core.models import Entry, SentNotice, StoredFile
from core.policy import Refusal
from members.models import Appointment, Employment, Person
from mobility.enums import Stage
from mobility.models import Mobility, Signature
from protection import erasing, operations
from protection.enums import Ground, Verdict
from protection.models import Erasure, ErasureAnswer, ErasureRequest, Figure
from protection.records import records_of
from tests.outbox import deliver_all, send_all
from tests.privacy import scene
from tests.privacy.scene import OWN
from tests.world import House, make_call, make_mobility

# What is kept on purpose: that a request was answered and by whom, and the chain.
LEFT: set[str] = set()


@pytest.fixture(autouse=True)
def ledger(settings: Any, tmp_path: Path) -> Path:
    settings.POPOTNIK_ERASURES = tmp_path / "erasures"
    return tmp_path / "erasures"


def ask(house: House, who: str = "participant") -> ErasureRequest:
    with house.scope():
        actor = house.actor(who) if who != "gone" else None
        return operations.ask_for_erasure(person=house.people[who], actor=actor, reason=f"{OWN}reason")


def years_later(house: House, years: int = 6) -> Any:
    return clock.travel(clock.now() + timedelta(days=366 * years))


def leave(house: House, who: str = "participant") -> None:
    """The person's post ends; nothing is in force any more."""
    with house.scope():
        for table in (Employment, Appointment):
            table.objects.filter(person=house.people[who]).update(ends_on=clock.today() - timedelta(days=1))


def test_the_rules_propose_and_say_why(house: House) -> None:
    scene.whole_mobility(house)
    with house.scope():
        make_mobility(house, make_call(house, "other"), stage=Stage.DRAFT)
        records = {record.kind: record for record in records_of(house.people["participant"])}
        by_ground = {kind: record.ground for kind, record in records.items()}
        assert by_ground == {
            "file": Ground.NONE,
            "inclusion": Ground.NONE,
            "bank": Ground.AUDIT,
            "publication": Ground.NONE,
            "letters": Ground.NONE,
            "roles": Ground.IN_FORCE,
            "account": Ground.RESTS_ON,
        }
        ended = Mobility.objects.exclude(number="").get()
        kept = next(r for r in records_of(house.people["participant"]) if str(ended.public_id) in r.key)
        assert kept.ground == Ground.AUDIT
        assert kept.until == date(ended.ends_on.year + 5, ended.ends_on.month, ended.ends_on.day)
        assert "kept until" in kept.words


def test_the_officer_decides_and_what_is_erased_is_gone_while_the_rest_stays(house: House) -> None:
    scene.whole_mobility(house)
    request = ask(house)
    deliver_all()
    with house.scope():
        planted = scene.canaries(house, house.people["participant"])
        erased = {
            place: canary
            for place, canary in planted.items()
            if place.startswith(("mobility.Inclusion", "core.SentNotice"))
        }
        with pytest.raises(Refusal):
            operations.decide_erasure(
                request=request, actor=house.actor("participant"), verdicts={}, words=""
            )
        roles = {"roles": "erase"}
        with pytest.raises(Refusal, match="cannot be erased"):
            operations.decide_erasure(request=request, actor=house.actor("dpo"), verdicts=roles, words="x")
        operations.decide_erasure(request=request, actor=house.actor("dpo"), verdicts={}, words="")
        kept_for_a_time = ErasureAnswer.objects.filter(verdict=Verdict.KEEP, kept_until__isnull=False)
        assert {answer.record.partition(":")[0] for answer in kept_for_a_time} == {"file", "bank"}
        text = "\n".join(scene.dump().values())
        assert [place for place, canary in erased.items() if canary in text] == []
        kept = [
            place
            for place in planted
            if place not in erased and not place.startswith(("mobility.Incl", "protection.", "funding.Bank"))
        ]
        assert [place for place in kept if planted[place] not in text] == []
        assert not mobility_of(house).publication_consents.filter(withdrawn_at=None).exists()
        letter = SentNotice.objects.get(kind="erasure_answered")
        assert "kept until" in letter.text
        with pytest.raises(Refusal, match="already"):
            operations.decide_erasure(request=request, actor=house.actor("dpo"), verdicts={}, words="")


def mobility_of(house: House) -> Mobility:
    return Mobility.objects.exclude(number="").get(person=house.people["participant"])


def test_a_person_who_left_long_ago_leaves_no_trace(
    house: House, django_capture_on_commit_callbacks: Any, ledger: Path
) -> None:
    """Every erasable canary is gone from tables, files, sessions, cache and the mail queue; a figure remains."""
    mobility = scene.whole_mobility(house)
    person = house.people["participant"]
    client = house.client("participant")
    with house.scope():
        planted = scene.canaries(house, person)
        paths = [files.path_of(stored) for stored in StoredFile.objects.all()]
        mobilities = Mobility.objects.count()
    assert paths
    assert all(path.exists() for path in paths)
    leave(house)
    with years_later(house), house.scope():
        person.refresh_from_db()
        request = ErasureRequest.objects.create(person=person, reason=f"{OWN}reason", asked_at=clock.now())
        with django_capture_on_commit_callbacks(execute=True):
            operations.decide_erasure(request=request, actor=house.actor("dpo"), verdicts={}, words="")
        assert set(request.answers.values_list("verdict", flat=True)) == {Verdict.ERASE}
    send_all()
    assert person.email not in "".join(letter.body for letter in mail.outbox)
    with years_later(house):
        call_command("apply_retention", verbosity=0)
    with house.scope():
        tables = {name: text for name, text in scene.dump().items() if name not in LEFT}
        left = [
            (name, canary) for name, text in tables.items() for canary in planted.values() if canary in text
        ]
        assert left == []
        assert not [name for name, text in tables.items() if OWN in text or person.email in text]
        assert Figure.objects.count() == mobilities == 1
        assert Mobility.objects.filter(pk=mobility.pk).count() == 0
    print(f"erasure: canaries={len(planted)} left=0")
    assert len(planted) >= 60
    nothing_beside_the_tables(person, client, paths)
    lines = (ledger / f"{house.university.pk}.jsonl").read_text().splitlines()
    assert OWN not in "".join(lines)
    assert {json.loads(line)["table"] for line in lines} >= {"mobility_application", "mobility_signature"}


def nothing_beside_the_tables(person: Person, client: Client, paths: list[Path]) -> None:
    """No file, cache entry or session is left, and the account is an empty one."""
    assert not any(path.exists() for path in paths)
    assert OWN not in "".join(map(str, getattr(cache, "_cache", {}).values()))
    assert not Session.objects.filter(session_key=client.session.session_key).exists()
    assert_nameless(person)


def assert_nameless(person: Person) -> None:
    gone = Person.objects.get(pk=person.pk)
    assert (gone.get_full_name(), gone.is_active, gone.has_usable_password()) == ("N. N.", False, False)


@pytest.mark.papers
def test_what_the_personnel_file_rests_on_stays(
    house: House, django_capture_on_commit_callbacks: Any
) -> None:
    mobility = scene.whole_mobility(house)
    scene.recorded(house, mobility)
    with house.scope():
        scene.canaries(house, house.people["participant"])
    with years_later(house):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("apply_retention", verbosity=0)
        with house.scope():
            shell = Mobility.objects.get(pk=mobility.pk)
            assert shell.reduced_on == clock.today()
            assert shell.recognition_entries.get().remarks == "canarypersonnel"
            papers = shell.documents.all()
            assert {paper.kind for paper in papers} == {"recognition"}
            assert all(files.content_of(paper.file) for paper in papers)
            assert not shell.applications.exists()
            assert not shell.content_reports.exists()
            assert not Signature.objects.exists()
            grounds = {record.kind: record.ground for record in records_of(house.people["participant"])}
            assert grounds["personnel"] == Ground.PERSONNEL
            assert "file" not in grounds
        address = house.url(f"mobilities/{mobility.public_id}/")
        for who in ("participant", "hr", "office"):
            assert house.client(who).get(address).status_code == 200, who
        assert house.client("participant").get(f"{address}application/preview/").status_code == 404
        assert house.client("participant").get(f"{address}report/").status_code == 404


def test_append_only_rows_go_by_the_ledger_only(house: House) -> None:
    """The application's role can delete no signature, and the owner's function none that the ledger lacks."""
    scene.whole_mobility(house)
    with house.scope():
        key = Signature.objects.first().pk
        for attempt in (
            f"delete from mobility_signature where id = {key}",  # noqa: S608
            f"select popotnik_erase('mobility_signature', array[{key}]::bigint[])",
            f"select popotnik_erase('core_entry', array[{Entry.objects.first().pk}]::bigint[])",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                run(attempt)
        erasing.note(Entry, [Entry.objects.first().pk], "deleted", "test")
        with pytest.raises(DatabaseError), transaction.atomic():
            run(f"select popotnik_erase('core_entry', array[{Entry.objects.first().pk}]::bigint[])")
        with pytest.raises(DatabaseError), transaction.atomic():
            Erasure.objects.update(table="x")
        assert erasing.erase({Signature: [key]}, because="test") == 1


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local app.erasing = 'mobility_signature'")
        cursor.execute(sql)


def test_a_restored_database_forgets_again(house: House, django_capture_on_commit_callbacks: Any) -> None:
    """What was erased after the backup comes back with it, and goes when the ledger is applied."""
    with house.scope():
        mobility = make_mobility(house, make_call(house), stage=Stage.DRAFT)
        mobility.applications.update(motivation=f"{OWN}motivation")
    backup = transaction.savepoint()
    with house.scope(), django_capture_on_commit_callbacks(execute=True):
        operations.erase_file(mobility=mobility, actor=house.actor("dpo"), because="request:x")
    with house.scope():
        assert not Mobility.objects.exists()
    transaction.savepoint_rollback(backup)
    with house.scope():
        assert Mobility.objects.exists()
        assert not Erasure.objects.exists()
    call_command("reapply_erasures", verbosity=0)
    with house.scope():
        assert not Mobility.objects.exists()
        assert OWN not in "".join(text for name, text in scene.dump().items() if name not in LEFT)


def test_pages(house: House, stranger: House) -> None:
    address = f"/my-data/{house.university.slug}/"
    assert house.client("participant").get("/my-data/")["Location"] == address
    assert house.client("participant").get(address).status_code == 200
    assert stranger.client("participant").get(address).status_code == 404
    assert house.client("participant").post(f"{address}erasure/", {"reason": "I leave"}).status_code == 302
    desk = f"/{house.university.slug}/data-protection/"
    with house.scope():
        request = ErasureRequest.objects.get()
    page = f"{desk}requests/{request.public_id}/"
    assert page in house.client("dpo").get(desk).content.decode()
    assert "I leave" in house.client("dpo").get(page).content.decode()
    for who in ("coordinator", "dean", "hr", "participant", "rectorate", "auditor"):
        assert house.client(who).get(page).status_code == 403, who
    assert house.client("dpo").post(page, {"words": "done"}).status_code == 302
    assert "done" in house.client("participant").get(address).content.decode()
    deliver_all()
    with house.scope():
        assert SentNotice.objects.filter(kind="erasure_asked").count() == 0
    assert settings.POPOTNIK_CLOCK_SEAM


def test_the_title_of_a_draft_is_told_to_its_author_alone(house: House) -> None:
    with house.scope():
        draft = make_mobility(house, make_call(house, "draft"), stage=Stage.DRAFT)
        Mobility.objects.filter(pk=draft.pk).update(title="A week nobody knows of")
    request = ask(house)
    page = f"/{house.university.slug}/data-protection/requests/{request.public_id}/"
    answer = house.client("dpo").get(page).content.decode()
    assert 'name="record_0"' in answer
    assert "A week nobody knows of" not in answer
    own = house.client("participant").get(f"/my-data/{house.university.slug}/").content.decode()
    assert "A week nobody knows of" in own


def test_whoever_left_can_still_ask(house: House) -> None:
    leave(house)
    address = f"/my-data/{house.university.slug}/"
    client = house.client("participant")
    assert client.get(f"/{house.university.slug}/").status_code == 404
    assert client.get(address).status_code == 200
    assert client.post(f"{address}erasure/", {"reason": ""}).status_code == 302
