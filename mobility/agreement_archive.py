"""The signed agreements of a task in one file (ZIP), kept for a week; never more than one paper of it in memory."""

import logging
import zipfile
from datetime import timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import get_valid_filename

from core import clock, files
from mobility.models import AgreementRun, IssuedDocument

log = logging.getLogger(__name__)

DAYS = 7
# So many of one person's archives lie there at a time; a new one takes the place of the oldest.
KEPT = 3


def path_of(run: AgreementRun) -> Path:
    """Where the archive lies: among the tenant's files, under a name that says nothing."""
    return Path(settings.POPOTNIK_FILES) / str(run.university_id) / "collected" / f"{run.public_id}.zip"


def name_of(paper: IssuedDocument) -> str:
    """The name of a paper within the archive: number, family name, version, language."""
    name = get_valid_filename(f"{paper.mobility.person.last_name or 'x'}")
    return f"{paper.mobility.number}-{name}-agreement-v{paper.version}-{paper.language}.pdf"


def make(run: AgreementRun, papers: list[IssuedDocument]) -> set[int]:
    """Write the archive, to be fetched for a week; returns the mobilities of which a paper could not be read.

    Those are left out with all of their papers. Sets the run's fields, saves nothing.
    """
    with files.draft_of(path_of(run)) as draft:
        written, unread = _fill(draft, papers)
        run.size, run.sha256 = draft.tell(), files.digest_of(draft)
    run.collected = len(written)
    run.expires_on = clock.today() + timedelta(days=DAYS)
    return unread


def _fill(draft: BinaryIO, papers: list[IssuedDocument]) -> tuple[set[int], set[int]]:
    """Put the papers into an archive; returns the mobilities whose papers are in it, and those left out."""
    done: dict[bool, set[int]] = {True: set(), False: set()}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for mobility_id, group in groupby(papers, key=lambda paper: paper.mobility_id):
            done[_written(archive, list(group))].add(mobility_id)
    return done[True], done[False]


def _written(archive: zipfile.ZipFile, papers: list[IssuedDocument]) -> bool:
    """Put one mobility's papers into the archive; False, and none of them, where one cannot be read."""
    try:
        contents = [files.content_of(paper.file) for paper in papers]
    except (files.FileDamaged, files.FileWaits):
        log.exception("The papers of mobility %s are left out of a collection", papers[0].mobility_id)
        return False
    for paper, content in zip(papers, contents, strict=True):
        made_at = timezone.localtime(paper.issued_at).timetuple()[:6]
        archive.writestr(zipfile.ZipInfo(name_of(paper), made_at), content)
    return True


def response_of(run: AgreementRun, filename: str) -> FileResponse:
    """The archive piece by piece. Raises core.files.FileDamaged when it is gone or changed."""
    return files.large_response(path_of(run), run.sha256, filename, content_type="application/zip")


def forget(rows: "QuerySet[AgreementRun]") -> int:
    """Take archives away, the file after the commit; the tasks stay. Returns how many."""
    found = list(rows.exclude(expires_on=None))
    for run in found:
        run.expires_on, run.sha256, run.size = None, "", 0
        run.save(update_fields=["expires_on", "sha256", "size"])
        transaction.on_commit(partial(path_of(run).unlink, missing_ok=True), robust=True)
    return len(found)


def forget_old() -> int:
    """Take the archives away whose week is over; returns how many."""
    return forget(AgreementRun.objects.filter(expires_on__lt=clock.today()))


def make_room(run: AgreementRun) -> int:
    """Take the asker's oldest archives away, so that there is room for another one."""
    own = AgreementRun.objects.filter(asked_by_id=run.asked_by_id).exclude(expires_on=None)
    kept = list(own.order_by("-pk").values_list("pk", flat=True)[: KEPT - 1])
    return forget(own.exclude(pk__in=kept))
