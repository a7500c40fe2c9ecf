"""The record of recognition for Maja Novak's personnel file, as recognition.documents gives it."""

from datetime import date

from tests.papers.common import Context, paper, says


def recognition() -> Context:
    title = says("Zapis o priznanju mobilnosti", "Record of the recognition of a mobility")
    return {"paper": paper(title, "Maja Novak", version=None), "record": {**_mobility(), **_recognition()}}


def _mobility() -> Context:
    return {
        "person": {
            "name": "Maja Novak",
            "post": says("samostojna strokovna delavka VII/2", "senior officer VII/2"),
            "unit": says("Služba za mednarodno sodelovanje", "International Office"),
            "pay_group": "J",
        },
        "mobility": {
            "action": "KA131",
            "call": says("Razpis za mobilnost osebja 2026", "Call for staff mobility 2026"),
            "academic_year": "2025/2026",
            "title": says(
                "Vodenje mobilnosti osebja od razpisa do priznanja",
                "Running staff mobility from call to recognition",
            ),
            "forms": [says("spremljanje na delovnem mestu", "job shadowing")],
            "language": says("nemščina", "German"),
        },
        "host": {
            "name": "Universität Wien",
            "city": says("Dunaj", "Vienna"),
            "country": says("Avstrija", "Austria"),
            "erasmus_code": "A  WIEN01",
        },
        "stay": {"first_on": date(2026, 6, 8), "last_on": date(2026, 6, 12), "days": 5},
        "goals": [
            says("Spoznati točkovanje prijav", "Learn how applications are scored"),
            says("Primerjati spremljanje učinkov", "Compare how effects are followed"),
        ],
        "evidence": [
            {
                "label": says("Potrdilo o udeležbi", "Certificate of attendance"),
                "words": says(
                    "8.–12. junija 2026, sprejeto 15. junija 2026", "8–12 June 2026, accepted on 15 June 2026"
                ),
            },
            {
                "label": says("Vsebinsko poročilo (Priloga 2)", "Content report (Annex 2)"),
                "words": says("sprejeto 6. julija 2026", "accepted on 6 July 2026"),
            },
        ],
    }


def _recognition() -> Context:
    return {
        "kinds": [
            says("strokovni razvoj", "professional development"),
            says("letni razgovor", "annual interview"),
        ],
        "basis": says(
            "Pravilnik o priznavanju mobilnosti, 7. člen", "Rules on recognition of mobility, article 7"
        ),
        "remarks": says(
            "Cilj za leto 2027: vodenje skupnega tedna usposabljanja.",
            "Goal for 2027: leading the joint training week.",
        ),
        "entry": {
            "entered_by": "Nataša Hočevar",
            "capacity": says("kadrovska služba", "human resources"),
            "entered_on": date(2026, 7, 10),
            "number": "OM-2026/88",
        },
    }
