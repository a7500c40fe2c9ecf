"""The confirmation of suitability (Annex 1) of Maja Novak’s mobility."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.papers.common import Context, Pair, paper, signature

SUITABILITY: Context = {
    "paper": paper(
        Pair(
            "Potrditev skladnosti mobilnosti z delovnim področjem zaposlene osebe",
            "Confirmation that the mobility fits the employee’s field of work",
        ),
    ),
    "suitability": {
        "action": "KA131",
        "call": Pair("Razpis za mobilnost osebja 2026", "Call for staff mobility 2026"),
        "academic_year": "2025/2026",
        "employee": {
            "name": "Maja Novak",
            "unit": Pair("Služba za mednarodno sodelovanje", "International Office"),
            "post": Pair("samostojna strokovna delavka VII/2", "senior officer VII/2"),
            "pay_group": "J",
            "share": 100,
            "contract": Pair("za nedoločen čas", "permanent"),
            "contract_ends_on": None,
        },
        "tasks": Pair(
            "Priprava razpisov za mobilnost študentov in osebja, svetovanje prijaviteljem, "
            "priprava sporazumov, "
            "poročanje nacionalni agenciji, sodelovanje s koordinatorji na oddelkih.",
            "Preparing calls for student and staff mobility, advising applicants, preparing "
            "agreements, reporting to the "
            "national agency, working with the coordinators of the departments.",
        ),
        "host": {
            "name": "Universität Wien",
            "kind": Pair("visokošolska ustanova", "higher education institution"),
            "city": Pair("Dunaj", "Vienna"),
            "country": Pair("Avstrija", "Austria"),
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
            Pair("spremljanje na delovnem mestu", "job shadowing"),
            Pair("delovni obisk visokošolske ustanove", "working visit"),
        ],
        "training": {
            "title": Pair(
                "Vodenje mobilnosti osebja od razpisa do priznanja",
                "Running staff mobility from call to recognition",
            ),
            "content": Pair(
                "Pet dni spremljanja dela v mednarodni pisarni gostiteljice: prihajajoče in "
                "odhajajoče osebje, točkovanje "
                "prijav, priprava sporazumov, sodelovanje s kadrovsko službo pri priznavanju.",
                "Five days of shadowing in the international office of the host: incoming and "
                "outgoing staff, scoring of "
                "applications, agreements, work with human resources on recognition.",
            ),
            "programme": "international.univie.example/staff-week",
        },
        "teaching": {
            "facts": [
                {"label": Pair("Ure poučevanja", "Hours of teaching"), "value": "6"},
                {"label": Pair("Število študentov", "Students who will benefit"), "value": "25"},
            ],
            "content": Pair("Tri vaje po dve uri.", "Three classes of two hours."),
        },
        "days": [
            {
                "on": date(2026, 6, 8),
                "activity": Pair("Predstavitev pisarne", "The office introduces itself"),
            },
            {"on": date(2026, 6, 9), "activity": Pair("Prihajajoče osebje", "Incoming staff")},
            {
                "on": date(2026, 6, 10),
                "activity": Pair("Odhajajoče osebje, točkovanje", "Outgoing staff, scoring"),
            },
            {
                "on": date(2026, 6, 11),
                "activity": Pair("Kadrovska služba, priznavanje", "Human resources, recognition"),
            },
            {"on": date(2026, 6, 12), "activity": Pair("Sklepni pogovor", "Closing talk")},
        ],
        "link_to_tasks": Pair(
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
                "source": Pair("Letni razgovor 2025", "Annual interview 2025"),
                "text": Pair("prevzem vodenja razpisov", "taking over the calls"),
            },
            {
                "source": Pair("Strategija fakultete, cilj 4.2", "Strategy of the faculty, goal 4.2"),
                "text": Pair("redni stiki strokovnih služb s tujino", "regular contacts of services abroad"),
            },
        ],
        "skills": [
            Pair("oblikovanje meril in točkovanje", "designing and scoring criteria"),
            Pair("priprava udeležencev pred odhodom", "preparing participants before departure"),
            Pair("spremljanje učinkov", "following effects"),
        ],
        "effects": [
            {
                "level": Pair("delo", "work"),
                "effect": Pair("novo merilo za točkovanje prijav", "new scoring of applications"),
                "indicator": Pair("sprejeto na kolegiju", "adopted by the collegium"),
                "due_on": date(2026, 10, 15),
            },
            {
                "level": Pair("enota", "unit"),
                "effect": Pair(
                    "seznam priprav pred odhodom za vse udeležence",
                    "checklist before departure for everybody",
                ),
                "indicator": Pair("uporabljen pri vseh mobilnostih", "used in every mobility"),
                "due_on": date(2026, 12, 1),
            },
            {
                "level": Pair("fakulteta", "faculty"),
                "effect": Pair("skupni teden usposabljanja", "a joint training week"),
                "indicator": Pair("izveden dogodek", "event held"),
                "due_on": date(2027, 5, 31),
            },
        ],
        "host_quality": {
            "reasons": Pair(
                "Ena največjih pisarn za mobilnost v regiji, vodi več kot 600 mobilnosti osebja na leto.",
                "One of the largest mobility offices of the region, more than 600 staff mobilities a year.",
            ),
            "agreement": Pair(
                "medinstitucionalni sporazum 2022–2029", "inter-institutional agreement 2022–2029"
            ),
            "cooperation": Pair(
                "dogovor o izmenjavi sodelavk in sodelavcev pisarn",
                "an exchange of colleagues is planned",
            ),
            "grade": 5,
        },
        "language": {"name": Pair("nemščina", "German"), "level": "B2"},
        "past": [
            {
                "period": "23.–27. 9. 2019",
                "host": "Univerzita Karlova",
                "content": Pair("teden usposabljanja", "staff week"),
            },
        ],
        "past_years": 7,
        "dissemination": [
            {
                "form": Pair("predstavitev na kolegiju", "presentation"),
                "audience": Pair("vodstvo in vodje služb", "management and heads of services"),
                "due_on": date(2026, 7, 1),
            },
            {
                "form": Pair("prispevek v e-glasilu", "article in the e-bulletin"),
                "audience": Pair("vsi zaposleni", "all employees"),
                "due_on": date(2026, 9, 30),
            },
        ],
        "cover": Pair(
            "Nadomešča Tina Kos, po dogovoru z vodjo službe.",
            "Covered by Tina Kos, agreed with the head of service.",
        ),
        "funding": {
            "source": "Erasmus+ KA131",
            "estimate": Decimal(1640),
            "grant": Decimal(1545),
            "surplus": Decimal(95),
            "surplus_paid_by": Pair("Služba za mednarodno sodelovanje", "International Office"),
        },
        "statements": [
            {
                "text": Pair("Navedeni podatki so resnični.", "The information given is true."),
                "given": True,
            },
            {
                "text": Pair(
                    "Po vrnitvi bom v 30 dneh oddala vsebinsko poročilo.",
                    "I will hand in the content report within 30 days after my return.",
                ),
                "given": True,
            },
            {
                "text": Pair(
                    "Pridobljena znanja bom delila, kot je načrtovano v točki 7.",
                    "I will share what I learned as planned in section 7.",
                ),
                "given": True,
            },
            {
                "text": Pair(
                    "Seznanjena sem z obvestilom o varstvu osebnih podatkov.",
                    "I have read the notice on data protection.",
                ),
                "given": True,
            },
        ],
        "stated_at": datetime(2026, 4, 10, 8, 12, tzinfo=UTC),
        "opinions": [
            {
                "capacity": Pair("Vodja službe", "Head of service"),
                "name": "mag. Barbara Žnidaršič",
                "verdict": Pair("skladno", "suitable"),
                "reasons": Pair(
                    "Vsebina je neposredno povezana z nalogami, ki jih kandidatka prevzema jeseni.",
                    "The content is directly linked to the tasks that she takes over in autumn.",
                ),
                "given_at": datetime(2026, 4, 14, 9, 30, tzinfo=UTC),
            },
            {
                "capacity": Pair("Vodja mednarodne pisarne", "Head of the international office"),
                "name": "Žiga Čuček",
                "verdict": Pair("skladno s pogojem", "suitable with a condition"),
                "reasons": Pair(
                    "Do 1. junija je treba predložiti podpisani program gostiteljice.",
                    "The host’s signed programme is to be handed in by 1 June.",
                ),
                "given_at": datetime(2026, 4, 15, 11, 2, tzinfo=UTC),
            },
            {
                "capacity": Pair("Tajnik fakultete", "Secretary of the faculty"),
                "name": "dr. Peter Đurić",
                "verdict": Pair("skladno", "suitable"),
                "reasons": "",
                "given_at": datetime(2026, 4, 16, 7, 45, tzinfo=UTC),
            },
        ],
        "decision": {
            "verdict": Pair("Potrjeno s pogojem", "Confirmed with a condition"),
            "conditions": Pair(
                "Podpisani program gostiteljice se predloži do 1. junija 2026.",
                "The host’s signed programme is handed in by 1 June 2026.",
            ),
            "reasons": "",
            "votes_for": 3,
            "votes_against": 0,
            "abstained": 0,
            "excluded": [Pair("mag. Irena Šuster (ista enota)", "mag. Irena Šuster (same unit)")],
            "decided_on": date(2026, 4, 22),
            "minutes": "4/2026",
        },
        "valid_for": Pair(
            "Universität Wien, 8.–12. junija 2026, vsebina različice 1",
            "Universität Wien, 8–12 June 2026, content of version 1",
        ),
    },
    "signatures": [
        signature(
            Pair("Za Filozofsko fakulteto", "For the Faculty of Arts"),
            "prof. dr. Marjeta Kralj Zupančič",
            Pair("dekanja", "dean"),
            20,
        ),
    ],
}
