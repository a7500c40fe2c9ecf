"""The sample file, in the reader's language: every column, a unit, a post, a role."""

import csv
import io

from members.people_import.columns import Column, title_of

C = Column
ROWS: tuple[dict[Column, str], ...] = (
    {C.UNIT: "Služba za mednarodno sodelovanje", C.UNIT_EN: "International Relations Service"},
    {
        C.EMAIL: "ana.primer@example.si", C.FIRST_NAME: "Ana", C.LAST_NAME: "Primer", C.LANGUAGE: "sl",
        C.UNIT: "Služba za mednarodno sodelovanje", C.POST: "strokovna sodelavka", C.POST_EN: "professional associate",
        C.STAFF_GROUP: "professional", C.PAY_GROUP: "J", C.SHARE: "100", C.CONTRACT: "open_ended",
        C.EMPLOYED_FROM: "2024-10-01", C.ROLE: "coordinator", C.ROLE_FROM: "2026-10-01", C.ROLE_UNTIL: "2028-09-30",
    },
    {
        C.EMAIL: "bor.vzorec@example.si", C.FIRST_NAME: "Bor", C.LAST_NAME: "Vzorec", C.LANGUAGE: "en",
        C.ROLE: "assessor",
    },
)  # fmt: skip


def sample(language: str, member: str) -> str:
    """The sample as CSV with semicolons and the mark of UTF-8, so that spreadsheets open it as it is."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([title_of(column, language) for column in Column])
    for row in ROWS:
        writer.writerow([{**row, C.MEMBER: member}.get(column, "") for column in Column])
    return "\ufeff" + target.getvalue()
