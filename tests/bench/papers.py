"""`python -m tests.bench.papers ROUNDS FORMS`: rendering and sealing in a warm child against WeasyPrint alone.

Prints `ratio=` (limit 1.3), the median time of a sealed two-page form through that of WeasyPrint for the same HTML in a
warm process with one set of faces; and, for so many forms, `scale=` of two processes against one (limit 1.8) and how
much the memory of the children grew.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

import weasyprint  # noqa: E402 (settings come first)
from django.conf import settings  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.utils import translation  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from core import pdf, sealing  # noqa: E402
from core.pdf_child import PAPER, OwnFiles  # noqa: E402
from core.seal_making import make_seal  # noqa: E402
from core.seals import Seal, seal_of  # noqa: E402
from tests.papers.agreement import AGREEMENT  # noqa: E402
from tests.papers.common import spoken  # noqa: E402

RATIO_LIMIT, SCALE_LIMIT, GROWTH_LIMIT = 1.3, 1.8, 0.25
MADE_AT = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)
TITLE = "Mobility Agreement"


def form() -> str:
    """The agreement of Maja Novak as HTML."""
    with translation.override("en"):
        return render_to_string("mobility/pdf/agreement.html", spoken(AGREEMENT))


def a_seal() -> Seal:
    folder = Path(tempfile.mkdtemp(prefix="popotnik-seal-"))
    make_seal(folder / "emona", name="Univerza v Emoni", country="SI", now=datetime.now(UTC))
    settings.POPOTNIK_SEALS = folder
    seal = seal_of("emona")
    assert seal is not None
    return seal


def sealed_form(html: str, seal: Seal) -> bytes:
    content = pdf.render(html=html, title=TITLE, language="en", made_at=MADE_AT, seal_words="Seal")
    return sealing.sealed(content, seal, reason=TITLE)


def compare(rounds: int) -> float:
    """The ratio of the medians, in turns so that a busy machine weighs on both alike."""
    html, seal, faces = form(), a_seal(), FontConfiguration()
    files = {name: path.read_text("utf-8") for name, path in pdf.PRINT_FILES.items()}

    def alone() -> bytes:
        source = weasyprint.HTML(string=html, base_url=PAPER, url_fetcher=OwnFiles(files))
        return bytes(source.write_pdf(font_config=faces, pdf_variant="pdf/a-3a"))

    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(rounds + 3):
        for times, make in ((theirs, alone), (ours, lambda: sealed_form(html, seal))):
            began = time.perf_counter()
            make()
            if turn >= 3:
                times.append(time.perf_counter() - began)
    ratio = statistics.median(ours) / statistics.median(theirs)
    took = {"sealed": statistics.median(ours), "alone": statistics.median(theirs)}
    print(*(f"{name}={seconds * 1000:.0f}ms" for name, seconds in took.items()), f"ratio={ratio:.2f}")
    return ratio


def make_many(forms: int) -> None:
    """So many sealed forms in this process; prints seconds and the growth of the child's memory."""
    html, seal = form(), a_seal()
    sealed_form(html, seal)
    began, early = time.perf_counter(), 0
    for turn in range(forms):
        sealed_form(html, seal)
        if turn == forms // 4:
            early = _resident()
    print(f"{time.perf_counter() - began:.3f} {_resident() / early - 1:.3f}", flush=True)


def _resident() -> int:
    """Pages of memory that this process and its child hold."""
    child = pdf._printer._child
    assert child is not None
    return sum(
        int(Path(f"/proc/{number}/statm").read_text().split()[1]) for number in ("self", str(child.pid))
    )


def scale(forms: int) -> tuple[float, float]:
    """How much faster two processes make the same forms than one, and the greatest growth of memory."""
    took: dict[int, float] = {}
    growth = 0.0
    for many in (1, 2):
        share = [sys.executable, "-m", __spec__.name if __spec__ else __name__, "share", str(forms // many)]
        running = [subprocess.Popen(share, stdout=subprocess.PIPE, text=True) for _one in range(many)]
        said = [process.communicate()[0].split() for process in running]
        took[many] = max(float(seconds) for seconds, _grown in said)
        growth = max(growth, *(float(grown) for _seconds, grown in said))
    print(
        f"forms={forms} one={took[1]:.1f}s two={took[2]:.1f}s scale={took[1] / took[2]:.2f} growth={growth:.2f}"
    )
    return took[1] / took[2], growth


def main(words: list[str]) -> int:
    """Measure, and fail over a limit."""
    if words[0] == "share":
        make_many(int(words[1]))
        return 0
    ratio = compare(int(words[0]))
    faster, growth = scale(int(words[1])) if int(words[1]) else (SCALE_LIMIT, 0.0)
    return int(ratio > RATIO_LIMIT or faster < SCALE_LIMIT or growth > GROWTH_LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
