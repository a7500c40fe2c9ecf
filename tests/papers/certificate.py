"""The certificate of attendance for Maja Novak, as reporting.documents gives it."""

from datetime import date

from tests.papers.common import Context, Pair, paper, signature

CERTIFICATE: Context = {
    "paper": paper(Pair("Potrdilo o udeležbi", "Certificate of attendance")),
    "certificate": {
        "action": "KA131",
        "participant": "Maja Novak",
        "sending": {
            "name": Pair("Univerza v Ljubljani", "University of Ljubljana"),
            "erasmus_code": "SI LJUBLJA01",
        },
        "receiving": {
            "name": "Universität Wien",
            "unit": "International Office",
            "address": "Universitätsring 1",
            "country": Pair("Avstrija", "Austria"),
            "erasmus_code": "A WIEN01",
        },
        "title": Pair("Vodenje mobilnosti osebja", "Running staff mobility"),
        "forms": [Pair("spremljanje na delovnem mestu", "job shadowing")],
        "first_on": date(2026, 6, 8),
        "last_on": date(2026, 6, 11),
        "hours": 28,
        "teaching": None,
        "content": Pair("Štirje dnevi v mednarodni pisarni.", "Four days in the international office."),
        "agreement_version": 2,
        "agreed": {"first_on": date(2026, 6, 8), "last_on": date(2026, 6, 12)},
    },
    "signatures": [
        signature(
            Pair("Ustanova gostiteljica", "Receiving institution"),
            "Anna Gruber",
            Pair("vodja pisarne", "Head of office"),
            12,
        )
    ],
}
