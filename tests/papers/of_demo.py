"""`python -m tests.papers.of_demo FOLDER`, in the environment that tools.papers makes.

The newest paper of every kind in both languages, out of the register: whether it conforms to PDF/A-3a and PDF/UA-1,
whether the product, the stand-alone verifier and poppler (where it is there) find its seal whole, and whether a copy
with one byte changed is told. The files and their pages as pictures are left in the folder.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.db.models import Q

django.setup()

import page  # noqa: E402 (models are known only after the setup)
import pypdfium2  # noqa: E402

from core.files import content_of  # noqa: E402
from core.models import StoredFile  # noqa: E402
from core.seals import Seal, seal_of  # noqa: E402
from core.tenancy import tenant_scope  # noqa: E402
from core.words import TOGETHER  # noqa: E402
from members.models import University  # noqa: E402
from mobility import verification  # noqa: E402
from mobility.agreement_text import LANGUAGES  # noqa: E402
from mobility.documents import UNSEALED  # noqa: E402
from mobility.enums import DocumentKind  # noqa: E402
from mobility.models import RegisteredPaper  # noqa: E402
from mobility.paper_texts import CALL_TEXT  # noqa: E402
from selection.paper_kinds import MINUTES, RESULTS_LIST  # noqa: E402
from tests.outbox import deliver_all  # noqa: E402
from tools import ROOT  # noqa: E402

KINDS = (*DocumentKind.values, MINUTES, RESULTS_LIST, CALL_TEXT)
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
VERIFIER = ROOT / "tools" / "verify_document.py"
DOTS_A_POINT = 1.6


@dataclass(frozen=True)
class Sample:
    """One paper to be judged, with the seal of its university."""

    name: str
    content: bytes
    seal: Seal | None
    is_sealed: bool = True


def samples() -> Iterator[tuple[University, Sample]]:
    """The newest paper of each kind and language of each university."""
    for university in University.objects.order_by("pk"):
        seal = seal_of(university.slug)
        with tenant_scope(university_id=university.pk):
            issued = Q(is_draft=False) | Q(kind__in=UNSEALED)
            rows = RegisteredPaper.objects.filter(issued).order_by("kind", "language", "-pk")
            for row in rows.distinct("kind", "language"):
                content = content_of(StoredFile.objects.filter(sha256=row.sha256).latest("pk"))
                yield university, Sample(f"{row.kind}-{row.language}", content, seal, bool(row.seal))


def faults(sample: Sample, file: Path, certificate: Path) -> Iterator[str]:
    """What is wrong with a paper; nothing where it is as it should be."""
    for profile in PROFILES:
        for failure in page.validate_pdf(str(file), profile=profile).failures:
            yield f"{profile.name}: {failure.rule_id}"
    wanted = verification.State.GENUINE if sample.is_sealed else verification.State.UNSEALED
    if verification.by_file(sample.content, sample.seal).state != wanted:
        yield "not genuine to the product"
    if sample.is_sealed and not _is_whole(file, certificate):
        yield "not intact to the stand-alone verifier"
    if sample.is_sealed and shutil.which("pdfsig"):
        said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
        if "Signature is Valid" not in said.stdout or "Total document signed" not in said.stdout:
            yield "not valid to poppler"
    with tempfile.TemporaryDirectory() as folder:
        altered = bytearray(sample.content)
        altered[len(altered) // 2] ^= 1
        copy = Path(folder) / "altered.pdf"
        copy.write_bytes(altered)
        if verification.by_file(bytes(altered), sample.seal).is_ours or _is_whole(copy, certificate):
            yield "an altered copy is not told"


def _is_whole(file: Path, certificate: Path) -> bool:
    command = [sys.executable, str(VERIFIER), str(file), "--certificate", str(certificate)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def drawn(file: Path) -> int:
    """Each page as a picture beside the file; how many there are."""
    with pypdfium2.PdfDocument(file) as document:
        for number, sheet in enumerate(document, 1):
            sheet.render(scale=DOTS_A_POINT).to_pil().save(file.with_name(f"{file.stem}-{number}.png"))
        return len(document)


def main(folder: Path) -> int:
    """1 where a kind or a language is missing, or something is wrong with a paper."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    certificate = folder / "seal.pem"
    seen: dict[str, int] = {}
    wrong = 0
    print(f"{deliver_all(papers=True)} deliveries, papers among them", flush=True)
    for university, sample in samples():
        if sample.name in seen or sample.seal is None:
            continue
        file = folder / f"{sample.name}.pdf"
        file.write_bytes(sample.content)
        certificate.write_text(sample.seal.published)
        with tenant_scope(university_id=university.pk):
            found = list(faults(sample, file, certificate))
        seen[sample.name] = drawn(file)
        wrong += bool(found)
        print(f"{sample.name:28} pages={seen[sample.name]} {'; '.join(found) or 'in order'}", flush=True)
    missing = [
        f"{kind}-{language}"
        for kind in KINDS
        for language in LANGUAGES
        if not {f"{kind}-{language}", f"{kind}-{TOGETHER}"} & seen.keys()
    ]
    for name in missing:
        print(f"{name:28} missing")
    print(
        f"papers={len(seen)} kinds={len(KINDS)} pages={sum(seen.values())} wrong={wrong} missing={len(missing)}"
    )
    return int(bool(wrong or missing))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
