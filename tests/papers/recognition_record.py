"""The record of recognition for Maja Novak’s personnel file."""

from datetime import date

from tests.papers.common import Context, paper, says


def recognition_record() -> Context:
    return {
        "paper": paper(
            says("Zapis o priznanju mobilnosti", "Record of recognition of a mobility"),
            "Maja Novak",
            version=None,
        ),
        "record": {
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
                "language": says("nemščina, angleščina", "German, English"),
            },
            "host": {
                "name": "Universität Wien",
                "city": says("Dunaj", "Vienna"),
                "country": says("Avstrija", "Austria"),
                "erasmus_code": "A  WIEN01",
            },
            "stay": {
                "first_on": date(2026, 6, 8),
                "last_on": date(2026, 6, 12),
                "days": 5,
                "hours": 30,
                "virtual_first_on": date(2026, 5, 28),
                "virtual_last_on": date(2026, 5, 29),
            },
            "goals": [
                {
                    "text": says("Spoznati točkovanje prijav", "Learn how applications are scored"),
                    "outcome": says("v celoti", "fully"),
                    "comment": "",
                },
                {
                    "text": says("Primerjati spremljanje učinkov", "Compare how effects are followed"),
                    "outcome": says("delno", "partly"),
                    "comment": says(
                        "Gostiteljica učinke spremlja šele od letos.",
                        "The host has followed effects only since this year.",
                    ),
                },
            ],
            "skills": [
                says("oblikovanje meril in točkovanje", "designing and scoring criteria"),
                says("spremljanje učinkov", "following effects"),
            ],
            "certificate": {
                "signed_by": "Mag.a Katharina Grünwald",
                "signed_on": date(2026, 6, 12),
                "received_on": date(2026, 6, 15),
            },
            "report": {"accepted_on": date(2026, 7, 6), "accepted_by": "Žiga Čuček"},
            "recognitions": [
                {
                    "kind": says("Strokovni razvoj", "Professional development"),
                    "decided_by": says(
                        "vodja službe, mag. Barbara Žnidaršič", "head of service, mag. Barbara Žnidaršič"
                    ),
                    "decided_on": date(2026, 7, 8),
                    "number": "",
                    "remark": "",
                },
                {
                    "kind": says("Letni razgovor 2026", "Annual interview 2026"),
                    "decided_by": says(
                        "vodja službe, mag. Barbara Žnidaršič", "head of service, mag. Barbara Žnidaršič"
                    ),
                    "decided_on": date(2026, 7, 8),
                    "number": "LR-31/2026",
                    "remark": says(
                        "Cilj za leto 2027: vodenje skupnega tedna usposabljanja.",
                        "Goal for 2027: leading the joint training week.",
                    ),
                },
            ],
            "entry": {
                "entered_by": "Nataša Hočevar",
                "capacity": says("kadrovska služba", "human resources"),
                "entered_on": date(2026, 7, 10),
                "number": "OM-2026/88",
            },
        },
    }
