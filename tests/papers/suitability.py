"""The confirmation of suitability (Annex 1) of Maja Novak’s mobility."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.papers.common import Context, paper, says, signature


def suitability() -> Context:
    return {
        "paper": paper(
            says(
                "Potrditev skladnosti mobilnosti z delovnim področjem zaposlene osebe",
                "Confirmation that the mobility fits the employee’s field of work",
            ),
            "Maja Novak",
        ),
        "suitability": {
            "action": "KA131",
            "call": says("Razpis za mobilnost osebja 2026", "Call for staff mobility 2026"),
            "academic_year": "2025/2026",
            "employee": {
                "name": "Maja Novak",
                "unit": says("Služba za mednarodno sodelovanje", "International Office"),
                "post": says("samostojna strokovna delavka VII/2", "senior officer VII/2"),
                "pay_group": "J",
                "share": 100,
                "contract": says("za nedoločen čas", "permanent"),
                "contract_ends_on": None,
            },
            "tasks": says(
                "Priprava razpisov za mobilnost študentov in osebja, svetovanje prijaviteljem, "
                "priprava sporazumov, "
                "poročanje nacionalni agenciji, sodelovanje s koordinatorji na oddelkih.",
                "Preparing calls for student and staff mobility, advising applicants, preparing "
                "agreements, reporting to the "
                "national agency, working with the coordinators of the departments.",
            ),
            "host": {
                "name": "Universität Wien",
                "kind": says("visokošolska ustanova", "higher education institution"),
                "city": says("Dunaj", "Vienna"),
                "country": says("Avstrija", "Austria"),
                "codes": "A  WIEN01 · PIC 999866883 · OID E10208815",
                "website": "www.univie.ac.at",
                "contact": "Mag.a Katharina Grünwald, staff.mobility@univie.example",
            },
            "stay": {
                "first_on": date(2026, 6, 8),
                "last_on": date(2026, 6, 12),
                "days": 5,
                "virtual_first_on": None,
                "virtual_last_on": None,
                "travel_days": 2,
            },
            "forms": [
                says("spremljanje na delovnem mestu", "job shadowing"),
                says("delovni obisk visokošolske ustanove", "working visit"),
            ],
            "training": {
                "title": says(
                    "Vodenje mobilnosti osebja od razpisa do priznanja",
                    "Running staff mobility from call to recognition",
                ),
                "content": says(
                    "Pet dni spremljanja dela v mednarodni pisarni gostiteljice: prihajajoče in "
                    "odhajajoče osebje, točkovanje "
                    "prijav, priprava sporazumov, sodelovanje s kadrovsko službo pri priznavanju.",
                    "Five days of shadowing in the international office of the host: incoming and "
                    "outgoing staff, scoring of "
                    "applications, agreements, work with human resources on recognition.",
                ),
                "programme": "international.univie.example/staff-week",
            },
            "days": [
                {
                    "on": date(2026, 6, 8),
                    "activity": says("Predstavitev pisarne", "The office introduces itself"),
                },
                {"on": date(2026, 6, 9), "activity": says("Prihajajoče osebje", "Incoming staff")},
                {
                    "on": date(2026, 6, 10),
                    "activity": says("Odhajajoče osebje, točkovanje", "Outgoing staff, scoring"),
                },
                {
                    "on": date(2026, 6, 11),
                    "activity": says("Kadrovska služba, priznavanje", "Human resources, recognition"),
                },
                {"on": date(2026, 6, 12), "activity": says("Sklepni pogovor", "Closing talk")},
            ],
            "link_to_tasks": says(
                "Od septembra 2026 prevzemam vodenje razpisov za mobilnost osebja. Znanje o "
                "točkovanju in spremljanju učinkov "
                "bom uporabila že pri naslednjem razpisu.",
                "From September 2026 I take over the calls for staff mobility. I will use what I "
                "learn about scoring and "
                "following effects in the next call.",
            ),
            "used_from": date(2026, 9, 1),
            "needs": [
                {
                    "source": says("Letni razgovor 2025", "Annual interview 2025"),
                    "text": says("prevzem vodenja razpisov", "taking over the calls"),
                },
                {
                    "source": says("Strategija fakultete, cilj 4.2", "Strategy of the faculty, goal 4.2"),
                    "text": says(
                        "redni stiki strokovnih služb s tujino", "regular contacts of services abroad"
                    ),
                },
            ],
            "skills": [
                says("oblikovanje meril in točkovanje", "designing and scoring criteria"),
                says("priprava udeležencev pred odhodom", "preparing participants before departure"),
                says("spremljanje učinkov", "following effects"),
            ],
            "effects": [
                {
                    "level": says("delo", "work"),
                    "effect": says("novo merilo za točkovanje prijav", "new scoring of applications"),
                    "indicator": says("sprejeto na kolegiju", "adopted by the collegium"),
                    "due_on": date(2026, 10, 15),
                },
                {
                    "level": says("enota", "unit"),
                    "effect": says(
                        "seznam priprav pred odhodom za vse udeležence",
                        "checklist before departure for everybody",
                    ),
                    "indicator": says("uporabljen pri vseh mobilnostih", "used in every mobility"),
                    "due_on": date(2026, 12, 1),
                },
                {
                    "level": says("fakulteta", "faculty"),
                    "effect": says("skupni teden usposabljanja", "a joint training week"),
                    "indicator": says("izveden dogodek", "event held"),
                    "due_on": date(2027, 5, 31),
                },
            ],
            "host_quality": {
                "reasons": says(
                    "Ena največjih pisarn za mobilnost v regiji, vodi več kot 600 mobilnosti osebja na leto.",
                    "One of the largest mobility offices of the region, more than 600 staff "
                    "mobilities a year.",
                ),
                "agreement": says(
                    "medinstitucionalni sporazum 2022–2029", "inter-institutional agreement 2022–2029"
                ),
                "cooperation": says(
                    "dogovor o izmenjavi sodelavk in sodelavcev pisarn",
                    "an exchange of colleagues is planned",
                ),
                "grade": 5,
            },
            "language": {"name": says("nemščina", "German"), "level": "B2"},
            "past": [
                {
                    "period": "23.–27. 9. 2019",
                    "host": "Univerzita Karlova",
                    "content": says("teden usposabljanja", "staff week"),
                },
            ],
            "past_years": 7,
            "dissemination": [
                {
                    "form": says("predstavitev na kolegiju", "presentation"),
                    "audience": says("vodstvo in vodje služb", "management and heads of services"),
                    "due_on": date(2026, 7, 1),
                },
                {
                    "form": says("prispevek v e-glasilu", "article in the e-bulletin"),
                    "audience": says("vsi zaposleni", "all employees"),
                    "due_on": date(2026, 9, 30),
                },
            ],
            "cover": says(
                "Nadomešča Tina Kos, po dogovoru z vodjo službe.",
                "Covered by Tina Kos, agreed with the head of service.",
            ),
            "funding": {
                "source": "Erasmus+ KA131",
                "estimate": Decimal(1640),
                "grant": Decimal(1545),
                "surplus": Decimal(95),
                "surplus_paid_by": says("Služba za mednarodno sodelovanje", "International Office"),
            },
            "statements": [
                {
                    "text": says("Navedeni podatki so resnični.", "The information given is true."),
                    "given": True,
                },
                {
                    "text": says(
                        "Po vrnitvi bom v 30 dneh oddala vsebinsko poročilo.",
                        "I will hand in the content report within 30 days after my return.",
                    ),
                    "given": True,
                },
                {
                    "text": says(
                        "Pridobljena znanja bom delila, kot je načrtovano v točki 7.",
                        "I will share what I learned as planned in section 7.",
                    ),
                    "given": True,
                },
                {
                    "text": says(
                        "Seznanjena sem z obvestilom o varstvu osebnih podatkov.",
                        "I have read the notice on data protection.",
                    ),
                    "given": True,
                },
            ],
            "stated_at": datetime(2026, 4, 10, 8, 12, tzinfo=UTC),
            "opinions": [
                {
                    "capacity": says("Vodja službe", "Head of service"),
                    "name": "mag. Barbara Žnidaršič",
                    "verdict": says("skladno", "suitable"),
                    "reasons": says(
                        "Vsebina je neposredno povezana z nalogami, ki jih kandidatka prevzema jeseni.",
                        "The content is directly linked to the tasks that she takes over in autumn.",
                    ),
                    "given_at": datetime(2026, 4, 14, 9, 30, tzinfo=UTC),
                },
                {
                    "capacity": says("Vodja mednarodne pisarne", "Head of the international office"),
                    "name": "Žiga Čuček",
                    "verdict": says("skladno s pogojem", "suitable with a condition"),
                    "reasons": says(
                        "Do 1. junija je treba predložiti podpisani program gostiteljice.",
                        "The host’s signed programme is to be handed in by 1 June.",
                    ),
                    "given_at": datetime(2026, 4, 15, 11, 2, tzinfo=UTC),
                },
                {
                    "capacity": says("Tajnik fakultete", "Secretary of the faculty"),
                    "name": "dr. Peter Đurić",
                    "verdict": says("skladno", "suitable"),
                    "reasons": "",
                    "given_at": datetime(2026, 4, 16, 7, 45, tzinfo=UTC),
                },
            ],
            "decision": {
                "verdict": says("Potrjeno s pogojem", "Confirmed with a condition"),
                "conditions": says(
                    "Podpisani program gostiteljice se predloži do 1. junija 2026.",
                    "The host’s signed programme is handed in by 1 June 2026.",
                ),
                "reasons": "",
                "votes_for": 3,
                "votes_against": 0,
                "abstained": 0,
                "excluded": [says("mag. Irena Šuster (ista enota)", "mag. Irena Šuster (same unit)")],
                "decided_on": date(2026, 4, 22),
                "minutes": "4/2026",
            },
            "valid_for": says(
                "Universität Wien, 8.–12. junija 2026, vsebina različice 1",
                "Universität Wien, 8–12 June 2026, content of version 1",
            ),
        },
        "signatures": [
            signature(
                says("Za Filozofsko fakulteto", "For the Faculty of Arts"),
                "prof. dr. Marjeta Kralj Zupančič",
                says("dekanja", "dean"),
                20,
            ),
        ],
    }
