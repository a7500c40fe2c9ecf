"""The record of recognition for Maja Novak's personnel file, as recognition.documents gives it."""

from datetime import date

from tests.papers.common import Context, Pair, paper

MOBILITY: Context = {
    "person": {
        "name": "Maja Novak",
        "post": Pair("samostojna strokovna delavka VII/2", "senior officer VII/2"),
        "unit": Pair("Služba za mednarodno sodelovanje", "International Office"),
        "pay_group": "J",
    },
    "mobility": {
        "action": "KA131",
        "call": Pair("Razpis za mobilnost osebja 2026", "Call for staff mobility 2026"),
        "academic_year": "2025/2026",
        "title": Pair(
            "Vodenje mobilnosti osebja od razpisa do priznanja",
            "Running staff mobility from call to recognition",
        ),
        "forms": [Pair("spremljanje na delovnem mestu", "job shadowing")],
        "language": Pair("nemščina", "German"),
    },
    "host": {
        "name": "Universität Wien",
        "city": Pair("Dunaj", "Vienna"),
        "country": Pair("Avstrija", "Austria"),
        "erasmus_code": "A  WIEN01",
    },
    "stay": {"first_on": date(2026, 6, 8), "last_on": date(2026, 6, 12), "days": 5},
    "goals": [
        Pair("Spoznati točkovanje prijav", "Learn how applications are scored"),
        Pair("Primerjati spremljanje učinkov", "Compare how effects are followed"),
    ],
    "evidence": [
        {
            "label": Pair("Potrdilo o udeležbi", "Certificate of attendance"),
            "words": Pair(
                "8.–12. junija 2026, sprejeto 15. junija 2026", "8–12 June 2026, accepted on 15 June 2026"
            ),
        },
        {
            "label": Pair("Vsebinsko poročilo (Priloga 2)", "Content report (Annex 2)"),
            "words": Pair("sprejeto 6. julija 2026", "accepted on 6 July 2026"),
        },
    ],
}

ENTRY: Context = {
    "kinds": [
        Pair("strokovni razvoj", "professional development"),
        Pair("letni razgovor", "annual interview"),
    ],
    "basis": Pair(
        "Pravilnik o priznavanju mobilnosti, 7. člen", "Rules on recognition of mobility, article 7"
    ),
    "remarks": Pair(
        "Cilj za leto 2027: vodenje skupnega tedna usposabljanja.",
        "Goal for 2027: leading the joint training week.",
    ),
    "entry": {
        "entered_by": "Nataša Hočevar",
        "capacity": Pair("kadrovska služba", "human resources"),
        "entered_on": date(2026, 7, 10),
        "number": "OM-2026/88",
    },
}

RECOGNITION: Context = {
    "paper": paper(
        Pair("Zapis o priznanju mobilnosti", "Record of the recognition of a mobility"), version=None
    ),
    "record": {**MOBILITY, **ENTRY},
}
