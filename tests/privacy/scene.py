"""A person with a whole mobility, a canary in every text that is about them, and others' canaries all around."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, models

from core import clock
from core.datamap import Category, Description, described
from core.models import Entry
from core.tenancy import UniversityOwned
from funding.models import BankDetails, Grant, GrantAgreement, GrantTerms
from members.enums import Capacity
from members.models import Person
from mobility.models import Call, HostLink, InclusionNeed, Mobility
from recognition.operations import record_entry
from selection.models import Assessment, Decision, Opinion, Score, Sheet
from selection.models import Confirmation as SuitabilityConfirmation
from tests.outbox import deliver_all
from tests.reporting.scene import again, completed
from tests.world import House

OWN, THEIRS = "canaryown", "canarytheirs"
SHORTEST = 30
ADDRESSED = {"core.SentNotice"}


# An abstention has no scores, and the sheets of the scene have some; the others are read by the machine.
NEVER_PLANTED = {"abstention", "part", "text_hash", "sha256", "content_type"} | {
    "password", "verb", "capacity", "key",
}  # fmt: skip


def texts_of(entry: Description) -> list[str]:
    """The columns of a table that hold words about somebody."""
    found = []
    for name, traits in entry.traits.items():
        column = entry.model._meta.get_field(name)
        is_text = isinstance(column, models.CharField | models.TextField) and not column.choices
        if traits.category == Category.STRUCTURE or not (is_text or isinstance(column, models.JSONField)):
            continue
        if isinstance(column, models.CharField) and (column.max_length or 200) < SHORTEST:
            continue
        if name not in NEVER_PLANTED:
            found.append(name)
    return found


def plant(entry: Description, rows: Any, mark: str) -> dict[str, str]:
    """Put a canary into every text column of the rows; returns `table.column` → canary."""
    planted = {}
    if getattr(entry.model, "append_only", False) or entry.model in {Person, Entry}:
        return {}
    for name in texts_of(entry):
        column = entry.model._meta.get_field(name)
        canary = f"{mark}{entry.model.__name__}{name}".replace("_", "").lower()
        value: Any = f"{canary}@x.example" if isinstance(column, models.EmailField) else canary
        if isinstance(column, models.JSONField):
            value = {} if entry.label.endswith("Agreement") else [{"text": canary, "words": canary}]
            if entry.label.endswith("Agreement") or name == "forms":
                continue
        if rows.update(**{name: value}):
            planted[f"{entry.label}.{name}"] = canary
    return planted


def whole_mobility(house: House, *, who: str = "participant") -> Mobility:
    """Every paper there is about one person: scored, decided, confirmed, agreed, reported, recorded."""
    mobility = completed(house, who=who)
    with house.scope():
        person, assessor = mobility.person, house.people["assessor"]
        call = Call.objects.get(pk=mobility.call_id)
        Call.objects.filter(pk=call.pk).update(scoring_closed_at=clock.now(), released_at=clock.now())
        assessment = Assessment.objects.create(
            member=house.member, mobility=mobility, call=call, opened_at=clock.now(), asked=1
        )
        sheet = Sheet.asked_of(assessor.pk, assessment)
        sheet.left_out_reason = "x"
        sheet.save()
        criterion = call.criteria.get(kind="judged")
        Score.objects.create(member=house.member, sheet=sheet, criterion=criterion, points=5, sentence="x")
        Decision.objects.create(
            member=house.member, assessment=assessment, outcome="award", reasons="x", decided_by=assessor,
            decided_at=clock.now(), released_at=clock.now(), released_by=assessor,
        )  # fmt: skip
        application = mobility.applications.get()
        confirmation = SuitabilityConfirmation.objects.create(
            member=house.member, mobility=mobility, application=application, asked_at=clock.now(), outcome="changes",
            reasons="x", conditions="x", decided_by=assessor, decided_at=clock.now(),
        )  # fmt: skip
        Opinion.objects.create(
            member=house.member, confirmation=confirmation, part=Capacity.HEAD, capacity=Capacity.HEAD,
            person=house.people["head"], verdict="not", reasons="x", given_at=clock.now(),
        )  # fmt: skip
        _agree(house, mobility, application, person)
        _fund(house, mobility, person)
        InclusionNeed.objects.create(
            member=house.member, mobility=mobility, details="x", consent_version="1",
            consented_at=clock.now(), stated_at=clock.now(),
        )  # fmt: skip
    return again(house, mobility)


def _fund(house: House, mobility: Mobility, person: Person) -> None:
    terms, _made = GrantTerms.objects.get_or_create(
        member=house.member,
        version=1,
        defaults={"changed_by": house.people["office"], "changed_at": clock.now()},
    )
    Grant.objects.create(
        member=house.member, mobility=mobility, terms=terms, kind="granted", funded_days=5, travel_support=Decimal(5),
        other_support=Decimal(5), other_name="x", entered_at=clock.now(),
    )  # fmt: skip
    BankDetails.objects.create(
        member=house.member,
        mobility=mobility,
        holder="x",
        iban="x",
        bic="x",
        bank="x",
        salt="x",
        given_at=clock.now(),
    )
    agreement = GrantAgreement.objects.create(
        member=house.member, mobility=mobility, text={}, text_hash="0", made_at=clock.now(), refused_by="home",
        refused_reason="x", refused_at=clock.now(),
    )  # fmt: skip
    agreement.signatures.create(
        university=house.university, member=house.member, party="participant", person=person, name=f"{OWN}signature",
        capacity=Capacity.PARTICIPANT, way="signed_in", signed_at=clock.now(), text_hash="0",
    )  # fmt: skip


def _agree(house: House, mobility: Mobility, application: Any, person: Person) -> None:
    agreement = mobility.agreements.create(
        university=house.university, member=house.member, application=application, text={}, text_hash="0",
        made_at=clock.now(), refused_by="host", refused_reason="x", refused_at=clock.now(),
    )  # fmt: skip
    for party, signer, name in (
        ("participant", person, f"{OWN}signature"),
        ("home", house.people["dean"], f"{THEIRS}signature"),
    ):
        agreement.signatures.create(
            university=house.university, member=house.member, party=party, person=signer, name=name,
            capacity=Capacity.DEAN, way="signed_in", signed_at=clock.now(), text_hash="0",
        )  # fmt: skip
    HostLink.objects.create(
        member=house.member, agreement=agreement, nonce="n", name="x", address="x@x.example",
        made_at=clock.now(), valid_until=clock.now() + timedelta(days=30),
    )  # fmt: skip


def recorded(house: House, mobility: Mobility) -> None:
    """Enter the mobility into the personnel file."""
    with house.scope():
        record_entry(
            mobility=mobility, actor=house.actor("hr"), kinds=["professional_development"], entered_on=clock.today(),
            reference="H-1", basis="", remarks="canarypersonnel",
        )  # fmt: skip
    deliver_all()


def canaries(house: House, person: Person) -> dict[str, str]:
    """Plant the person's canaries in everything of theirs; call it in scope."""
    planted: dict[str, str] = {}
    for entry in described():
        rows = _rows_about(entry, person)
        if rows is not None:
            planted |= plant(entry, rows, OWN)
    Person.objects.filter(pk=person.pk).update(first_name=f"{OWN}first", last_name=f"{OWN}last")
    return planted | {"members.Person.first_name": f"{OWN}first", "members.Person.last_name": f"{OWN}last"}


def _rows_about(entry: Description, person: Person) -> Any:
    manager = entry.model._default_manager
    if entry.file:
        path = "person" if entry.file == "pk" else f"{entry.file}__person"
        keys = list(manager.filter(**{path: person.pk}).values_list("pk", flat=True))
        return manager.filter(pk__in=keys)
    if entry.label in ADDRESSED or entry.whose:
        keys = [
            pk
            for way in entry.whose
            if issubclass(entry.model, UniversityOwned)
            for pk in manager.filter(way.only, **{way.path: person.pk}).values_list("pk", flat=True)
        ]
        return manager.filter(pk__in=keys)
    return None


def dump() -> dict[str, str]:
    """Every table of the database as text, as the present connection sees it in scope."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{name}" t')  # noqa: S608 (names from the catalogue)
            found[name] = "\n".join(row[0] for row in cursor.fetchall())
    return found
