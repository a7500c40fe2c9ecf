"""Names as people write them, and as attackers do. The content is honest each time."""

from collections.abc import Iterator

from tests.core import samples as some
from tests.doors.corpus.sample import TAKEN, Sample

HONEST = {
    "Potrdilo o udeležbi – Žiga Čuček-Đorđević (Univerza na Dunaju).pdf":
        "Potrdilo o udeležbi – Žiga Čuček-Đorđević (Univerza na Dunaju).pdf",
    "POTRDILO ŠČĆŽĐ.PDF": "POTRDILO ŠČĆŽĐ.pdf",
    "Bescheinigung_Größe_2026.pdf": "Bescheinigung_Größe_2026.pdf",
    "Πιστοποιητικό.pdf": "Πιστοποιητικό.pdf",
    "Справка.pdf": "Справка.pdf",
    "證明書.pdf": "證明書.pdf",
    "O'Neill & Söhne, 100 %.pdf": "O'Neill & Söhne, 100 %.pdf",
    "potrdilo.v2.končno.pdf": "potrdilo.v2.končno.pdf",
    "potrdilo": "potrdilo.pdf",
    "z\u030caba.pdf": "žaba.pdf",
}  # fmt: skip
HOSTILE = {
    "../../../etc/passwd": "passwd.pdf",
    "..\\..\\windows\\system32\\x.pdf": "x.pdf",
    "/etc/passwd": "passwd.pdf",
    "C:\\temp\\a.pdf": "a.pdf",
    "cod\u202efdp.exe": "codfdp.exe.pdf",
    "a\u200b\u200d\ufeffb.pdf": "ab.pdf",
    "a\u2066b\u2069.pdf": "ab.pdf",
    "CON": "CON.pdf",
    "a.pdf.exe": "a.pdf.exe.pdf",
    "a.html": "a.html.pdf",
    ".htaccess": "htaccess.pdf",
    "...": "file.pdf",
    "   .pdf": "file.pdf",
    "a;b=c.pdf": "a;b=c.pdf",
    "<img src=x onerror=alert(1)>.pdf": "",
    "=HYPERLINK(1).pdf": "=HYPERLINK(1).pdf",
    "{{7*7}}{% include 'x' %}.pdf": "{{7*7}}{% include 'x' %}.pdf",
    "a" * 255 + ".pdf": "a" * 120 + ".pdf",
    "ž" * 200 + ".pdf": "ž" * 120 + ".pdf",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467.pdf": "\U0001f468\U0001f469\U0001f467.pdf",
    "e" + "\u0301" * 60 + ".pdf": "",
    "%2e%2e%2fa.pdf": "%2e%2e%2fa.pdf",
    "a\u0085b\u2028c.pdf": "",
}  # fmt: skip


def samples() -> Iterator[Sample]:
    """Both kinds."""
    for name, shown in HONEST.items():
        yield Sample(f"name: {name}", some.pdf(), TAKEN, name=name, shown=shown, is_honest=True)
    for name, shown in HOSTILE.items():
        yield Sample(f"name: {name!r:.60}", some.pdf(), TAKEN, name=name, shown=shown)
