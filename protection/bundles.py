"""The archive of a person's own copy: JSON, a paper to read, and the files; kept for a week."""

import hashlib
import json
import zipfile
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core import clock, files, pdf
from core.models import StoredFile
from core.tenancy import current_reach
from core.wording import day_and_year, moment
from core.words import localized
from members.models import Person, University
from protection.copying import Copy, copy_of, lines_of
from protection.enums import BUNDLE_DAYS
from protection.models import Bundle
from protection.words import FIELD_WORDS, UNREAD

FORMAT = "popotnik.my-data/1"


def path_of(bundle: Bundle) -> Path:
    """Where the archive lies: among the tenant's files, under a name that says nothing."""
    return Path(settings.POPOTNIK_FILES) / str(bundle.university_id) / "bundles" / f"{bundle.public_id}.zip"


def make(bundle: Bundle) -> Bundle:
    """Build the archive in the person's language and let it be fetched for a week."""
    person = bundle.person
    with translation.override(person.language):
        content = archive_of(person, at=clock.now())
    path = path_of(bundle)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(content)
    bundle.ready_at, bundle.size = clock.now(), len(content)
    bundle.sha256 = hashlib.sha256(content).hexdigest()
    bundle.expires_on = clock.today() + timedelta(days=BUNDLE_DAYS)
    bundle.save()
    return bundle


def content_of(bundle: Bundle) -> bytes:
    """The archive as it was made. Raises core.files.FileDamaged when it is gone or changed."""
    try:
        content = path_of(bundle).read_bytes()
    except FileNotFoundError as missing:
        raise files.FileDamaged(f"bundle {bundle.public_id} is missing") from missing
    if hashlib.sha256(content).hexdigest() != bundle.sha256:
        raise files.FileDamaged(f"bundle {bundle.public_id} was changed")
    return content


def archive_of(person: Person, *, at: datetime) -> bytes:
    """The archive's bytes: `data.json`, `my-data.pdf` and `files/…` (docs/formats.md)."""
    copy = copy_of(person)
    university = University.objects.get(pk=current_reach().university_id)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json_of(copy, person, university, at))
        archive.writestr("my-data.pdf", paper_of(copy, person, university, at))
        for stored in {stored.pk: stored for stored in copy.files}.values():
            # A file that waits for the virus check is named in data.json and given when it has passed.
            if not (stored.quarantined_at or stored.finding):
                archive.writestr(name_of(stored), files.content_of(stored))
    return out.getvalue()


def name_of(stored: StoredFile) -> str:
    """The name of a file within the archive."""
    return f"files/{str(stored.public_id)[:8]}-{stored.original_name}"


def json_of(copy: Copy, person: Person, university: University, at: datetime) -> str:
    """The machine-readable part."""
    data = {
        "format": FORMAT,
        "made_at": at,
        "university": university.slug,
        "person": str(person.public_id),
        "tables": {table.label: table.rows for table in copy.tables},
        "files": [
            {"name": name_of(stored), "sha256": stored.sha256, "original_name": stored.original_name}
            for stored in copy.files
        ],
    }
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def paper_of(copy: Copy, person: Person, university: University, at: datetime) -> bytes:
    """The readable part, in the active language."""
    title = _("What %(university)s holds about you") % {"university": localized(university, "name")}
    name = localized(university, "name")
    context = {
        "paper": {
            "title": title,
            "subtitle": person.get_full_name(),
            "language": (translation.get_language() or "sl")[:2],
            "reference": person.email,
            "version": None,
            "is_draft": False,
            "frame": "",
            "made_on": timezone.localdate(at),
            "university": {"name": name},
            "member": {"name": name, "address": f"{university.address}, {university.city}", "logo": ""},
            "verify": None,
        },
        "tables": [
            {"title": table.title, "rows": [_facts(row) for row in table.shown]} for table in copy.tables
        ],
        "files": [stored.original_name for stored in copy.files],
    }
    html = render_to_string("protection/pdf/my_data.html", context)
    return pdf.render(html=html, title=title, language=context["paper"]["language"], made_at=at)  # type: ignore[index]


def _facts(row: dict[str, Any]) -> list[tuple[Any, str]]:
    said = ((FIELD_WORDS.get(name, name), _text(value)) for name, value in row.items() if name not in UNREAD)
    return [(label, text) for label, text in said if text]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day_and_year(value)
    return "\n".join(lines_of(value))


def forget_bundles(rows: "QuerySet[Bundle] | None" = None) -> int:
    """Delete archives whose week is over (or the given ones), the file with the row; returns how many."""
    if rows is None:
        rows = Bundle.objects.filter(expires_on__lt=clock.today())
    found = list(rows)
    for bundle in found:
        forget = partial(path_of(bundle).unlink, missing_ok=True)
        bundle.delete()
        transaction.on_commit(forget, robust=True)
    return len(found)
