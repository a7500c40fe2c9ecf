"""What the four papers are filled with in tests: Maja Novak goes to Vienna for a week of job shadowing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

Context = dict[str, Any]


def _says(slovenian: str, english: str) -> str:
    return slovenian if get_language() == "sl" else english


def paper(title: str, subtitle: str = "", *, version: int | None = 1) -> Context:
    return {
        "title": title,
        "subtitle": subtitle,
        "language": get_language(),
        "reference": "2026-0147",
        "version": version,
        "is_draft": False,
        "made_on": date(2026, 5, 18),
        "university": {
            "name": _says("Univerza v Ljubljani", "University of Ljubljana"),
            "address": "Kongresni trg 12, 1000 Ljubljana",
            "erasmus_code": "SI LJUBLJA01",
        },
        "member": {
            "name": _says("Filozofska fakulteta", "Faculty of Arts"),
            "address": "Aškerčeva cesta 2, 1000 Ljubljana",
            "logo": "",
        },
        "verify": {"url": "popotnik.example/ul/ff/preveri", "code": "7F3K-92QX-M4TD"},
    }


def _signature(party: str, name: str, capacity: str, day: int | None = None) -> Context:
    return {
        "party": party,
        "name": name,
        "capacity": capacity,
        "signed_at": datetime(2026, 5, day, 12, 5, tzinfo=UTC) if day else None,
        "way": _says("Podpisano elektronsko, z uporabniškim računom", "Signed electronically, with the account"),
        "mark": "SHA-256 9f2c 41d8 77ab 03e5",
    }


def agreement() -> Context:
    return {
        "paper": paper(
            _says("Sporazum o mobilnosti za usposabljanje", "Mobility Agreement for Training"),
            "Maja Novak",
            version=2,
        ),
        "agreement": {
            "action": "KA131",
            "project": "2025-1-SI01-KA131-HED-000318447",
            "academic_year": "2025/2026",
            "physical": {"first_on": date(2026, 6, 8), "last_on": date(2026, 6, 12), "days": 5},
            "virtual": {"first_on": date(2026, 5, 28), "last_on": date(2026, 5, 29)},
            "travel_days": {"before": 1, "after": 1},
            "staff": {
                "last_name": "Novak",
                "first_name": "Maja",
                "seniority": _says("srednja (10 do 20 let)", "intermediate (10 to 20 years)"),
                "nationality": _says("slovensko", "Slovenian"),
                "sex": _says("ženski", "female"),
                "email": "maja.novak@ff.uni-lj.example",
            },
            "sending": {
                "name": _says("Univerza v Ljubljani", "University of Ljubljana"),
                "unit": _says("Filozofska fakulteta, Služba za mednarodno sodelovanje", "Faculty of Arts, International Office"),
                "erasmus_code": "SI LJUBLJA01",
                "address": "Aškerčeva cesta 2, 1000 Ljubljana",
                "country": _says("Slovenija", "Slovenia"),
                "country_code": "SI",
                "contact": _says("Žiga Čuček, Erasmus koordinator", "Žiga Čuček, Erasmus coordinator"),
                "contact_reach": "erasmus@ff.uni-lj.example\n+386 1 000 00 00",
            },
            "receiving": {
                "name": "Universität Wien",
                "unit": "International Office, Dienstleistungseinrichtung Studienservice und Lehrwesen",
                "erasmus_code": "A  WIEN01",
                "address": "Universitätsring 1, 1010 Wien",
                "country": _says("Avstrija", "Austria"),
                "country_code": "AT",
                "contact": "Mag.a Katharina Grünwald, Erasmus+ Incoming Staff",
                "contact_reach": "staff.mobility@univie.example\n+43 1 4277 0",
                "size": "",
                "nace": "",
            },
            "programme": {
                "language": _says("nemščina, angleščina", "German, English"),
                "objectives": _says(
                    "Spoznati, kako gostiteljica vodi mobilnost osebja od razpisa do priznanja, in prenesti preizkušene "
                    "rešitve v delo Službe za mednarodno sodelovanje.\n\nPosebej želim primerjati način točkovanja prijav, "
                    "pripravo pred odhodom in spremljanje učinkov po vrnitvi.",
                    "To learn how the host runs staff mobility from the call to recognition, and to bring proven solutions "
                    "into the work of the international office.\n\nIn particular I want to compare how applications are "
                    "scored, how people are prepared before they leave and how effects are followed afterwards.",
                ),
                "pedagogical": False,
                "added_value": _says(
                    "Fakulteta je v strategiji internacionalizacije do leta 2027 zapisala cilj, da bo vsaj polovica strokovnih "
                    "služb imela redne stike s primerljivo službo v tujini. Obisk odpira tako povezavo z ustanovo, s katero "
                    "že izmenjujemo študente, in obema stranema prinaša primerjavo postopkov.",
                    "In its internationalisation strategy the faculty set the goal that by 2027 at least half of its services "
                    "will have regular contact with a comparable service abroad. The visit opens such a link with an "
                    "institution with which we already exchange students, and gives both sides a comparison of procedures.",
                ),
                "activities": _says(
                    "Spremljanje dela pisarne za prihajajoče in odhajajoče osebje; pregled informacijskega sistema za vodenje "
                    "mobilnosti; dve delovni srečanji s sodelavkami iz kadrovske službe; predstavitev naše fakultete in "
                    "pogovor o možnostih za skupni teden usposabljanja v letu 2027.",
                    "Shadowing the office for incoming and outgoing staff; a look at the information system for mobility; two "
                    "working meetings with the human resources service; a presentation of our faculty and a talk about a "
                    "joint training week in 2027.",
                ),
                "virtual_activities": _says(
                    "Uvodno srečanje in skupno branje obeh pravilnikov.", "Introductory meeting, reading both rule books together."
                ),
                "outcomes": _says(
                    "Osnutek prenovljenega merila za točkovanje prijav, seznam priprav pred odhodom in predlog za spremljanje "
                    "učinkov po treh, šestih in dvanajstih mesecih. Gostiteljica dobi opis našega postopka priznavanja.",
                    "A draft of renewed scoring criteria, a checklist of preparations before departure and a proposal for "
                    "following effects after three, six and twelve months. The host receives a description of our procedure "
                    "of recognition.",
                ),
            },
            "days": [
                {
                    "on": date(2026, 6, 8 + n),
                    "hours": "9.00–15.00",
                    "activity": activity,
                    "where": "Universitätsring 1, " + who,
                }
                for n, (activity, who) in enumerate(
                    [
                        (_says("Sprejem, predstavitev pisarne in programa tedna", "Welcome, the office and the week"), "Mag.a Grünwald"),
                        (_says("Spremljanje dela: prihajajoče osebje", "Shadowing: incoming staff"), "Dr. Huber"),
                        (_says("Spremljanje dela: odhajajoče osebje, točkovanje prijav", "Shadowing: outgoing staff, scoring"), "Dr. Huber"),
                        (_says("Delovno srečanje s kadrovsko službo, priznavanje", "Meeting with human resources, recognition"), "Mag. Leitner"),
                        (_says("Predstavitev Filozofske fakultete, sklepni pogovor", "Presentation of the Faculty of Arts, closing talk"), "Mag.a Grünwald"),
                    ]
                )
            ],
            "extras": [
                {"label": _says("Delovno mesto", "Post"), "value": _says("samostojna strokovna delavka VII/2", "senior officer VII/2")},
                {"label": _says("Povezava z delovnimi nalogami", "Link to work tasks"), "value": _says(
                    "Priprava razpisov za mobilnost osebja in svetovanje zaposlenim.", "Preparing calls for staff mobility and advising staff.")},
                {"label": _says("Zavarovanje", "Insurance"), "value": _says("evropska kartica, Coris", "European card, Coris")},
            ],
            "amendment": {
                "of_version": 1,
                "changed_on": date(2026, 5, 14),
                "changes": [_says("Obdobje: prej 1.–5. junija 2026", "Period: previously 1–5 June 2026")],
            },
        },
        "signatures": [
            _signature(_says("Zaposlena oseba", "The staff member"), "Maja Novak", _says("samostojna strokovna delavka", "senior officer"), 18),
            _signature(_says("Ustanova pošiljateljica", "The sending institution"), "prof. dr. Mojca Schlamberger Brezar", _says("dekanja", "dean"), 20),
            _signature(_says("Ustanova gostiteljica", "The receiving institution"), "Mag.a Katharina Grünwald", "Leiterin des International Office"),
        ],
    }


def suitability() -> Context:
    return {
        "paper": paper(
            _says(
                "Potrditev skladnosti mobilnosti z delovnim področjem zaposlene osebe",
                "Confirmation that the mobility fits the employee’s field of work",
            ),
            "Maja Novak",
        ),
        "suitability": {
            "action": "KA131",
            "call": _says("Razpis za mobilnost osebja 2026", "Call for staff mobility 2026"),
            "academic_year": "2025/2026",
            "employee": {
                "name": "Maja Novak",
                "unit": _says("Služba za mednarodno sodelovanje", "International Office"),
                "post": _says("samostojna strokovna delavka VII/2", "senior officer VII/2"),
                "pay_group": "J",
                "share": 100,
                "contract": _says("za nedoločen čas", "permanent"),
                "contract_ends_on": None,
            },
            "tasks": _says(
                "Priprava razpisov za mobilnost študentov in osebja, svetovanje prijaviteljem, priprava sporazumov, "
                "poročanje nacionalni agenciji, sodelovanje s koordinatorji na oddelkih.",
                "Preparing calls for student and staff mobility, advising applicants, preparing agreements, reporting to the "
                "national agency, working with the coordinators of the departments.",
            ),
            "host": {
                "name": "Universität Wien",
                "kind": _says("visokošolska ustanova", "higher education institution"),
                "city": _says("Dunaj", "Vienna"),
                "country": _says("Avstrija", "Austria"),
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
            "forms": [_says("spremljanje na delovnem mestu", "job shadowing"), _says("delovni obisk visokošolske ustanove", "working visit")],
            "training": {
                "title": _says("Vodenje mobilnosti osebja od razpisa do priznanja", "Running staff mobility from call to recognition"),
                "content": _says(
                    "Pet dni spremljanja dela v mednarodni pisarni gostiteljice: prihajajoče in odhajajoče osebje, točkovanje "
                    "prijav, priprava sporazumov, sodelovanje s kadrovsko službo pri priznavanju.",
                    "Five days of shadowing in the international office of the host: incoming and outgoing staff, scoring of "
                    "applications, agreements, work with human resources on recognition.",
                ),
                "programme": "international.univie.example/staff-week",
            },
            "days": [
                {"on": date(2026, 6, 8), "activity": _says("Predstavitev pisarne", "The office introduces itself")},
                {"on": date(2026, 6, 9), "activity": _says("Prihajajoče osebje", "Incoming staff")},
                {"on": date(2026, 6, 10), "activity": _says("Odhajajoče osebje, točkovanje", "Outgoing staff, scoring")},
                {"on": date(2026, 6, 11), "activity": _says("Kadrovska služba, priznavanje", "Human resources, recognition")},
                {"on": date(2026, 6, 12), "activity": _says("Sklepni pogovor", "Closing talk")},
            ],
            "link_to_tasks": _says(
                "Od septembra 2026 prevzemam vodenje razpisov za mobilnost osebja. Znanje o točkovanju in spremljanju učinkov "
                "bom uporabila že pri naslednjem razpisu.",
                "From September 2026 I take over the calls for staff mobility. I will use what I learn about scoring and "
                "following effects in the next call.",
            ),
            "used_from": date(2026, 9, 1),
            "needs": [
                {"source": _says("Letni razgovor 2025", "Annual interview 2025"), "text": _says("prevzem vodenja razpisov", "taking over the calls")},
                {"source": _says("Strategija fakultete, cilj 4.2", "Strategy of the faculty, goal 4.2"), "text": _says("redni stiki strokovnih služb s tujino", "regular contacts of services abroad")},
            ],
            "skills": [
                _says("oblikovanje meril in točkovanje", "designing and scoring criteria"),
                _says("priprava udeležencev pred odhodom", "preparing participants before departure"),
                _says("spremljanje učinkov", "following effects"),
            ],
            "effects": [
                {
                    "level": _says("delo", "work"),
                    "effect": _says("novo merilo za točkovanje prijav", "new scoring of applications"),
                    "indicator": _says("sprejeto na kolegiju", "adopted by the collegium"),
                    "due_on": date(2026, 10, 15),
                },
                {
                    "level": _says("enota", "unit"),
                    "effect": _says("seznam priprav pred odhodom za vse udeležence", "checklist before departure for everybody"),
                    "indicator": _says("uporabljen pri vseh mobilnostih", "used in every mobility"),
                    "due_on": date(2026, 12, 1),
                },
                {
                    "level": _says("fakulteta", "faculty"),
                    "effect": _says("skupni teden usposabljanja", "a joint training week"),
                    "indicator": _says("izveden dogodek", "event held"),
                    "due_on": date(2027, 5, 31),
                },
            ],
            "host_quality": {
                "reasons": _says("Ena največjih pisarn za mobilnost v regiji, vodi več kot 600 mobilnosti osebja na leto.", "One of the largest mobility offices of the region, more than 600 staff mobilities a year."),
                "agreement": _says("medinstitucionalni sporazum 2022–2029", "inter-institutional agreement 2022–2029"),
                "cooperation": _says("dogovor o izmenjavi sodelavk in sodelavcev pisarn", "an exchange of colleagues is planned"),
                "grade": 5,
            },
            "language": {"name": _says("nemščina", "German"), "level": "B2"},
            "past": [
                {"period": "23.–27. 9. 2019", "host": "Univerzita Karlova", "content": _says("teden usposabljanja", "staff week")},
            ],
            "past_years": 7,
            "dissemination": [
                {"form": _says("predstavitev na kolegiju", "presentation"), "audience": _says("vodstvo in vodje služb", "management and heads of services"), "due_on": date(2026, 7, 1)},
                {"form": _says("prispevek v e-glasilu", "article in the e-bulletin"), "audience": _says("vsi zaposleni", "all employees"), "due_on": date(2026, 9, 30)},
            ],
            "cover": _says("Nadomešča Tina Kos, po dogovoru z vodjo službe.", "Covered by Tina Kos, agreed with the head of service."),
            "funding": {
                "source": "Erasmus+ KA131",
                "estimate": Decimal("1640"),
                "grant": Decimal("1545"),
                "surplus": Decimal("95"),
                "surplus_paid_by": _says("Služba za mednarodno sodelovanje", "International Office"),
            },
            "statements": [
                {"text": _says("Navedeni podatki so resnični.", "The information given is true."), "given": True},
                {"text": _says("Po vrnitvi bom v 30 dneh oddala vsebinsko poročilo.", "I will hand in the content report within 30 days after my return."), "given": True},
                {"text": _says("Pridobljena znanja bom delila, kot je načrtovano v točki 7.", "I will share what I learned as planned in section 7."), "given": True},
                {"text": _says("Seznanjena sem z obvestilom o varstvu osebnih podatkov.", "I have read the notice on data protection."), "given": True},
            ],
            "stated_at": datetime(2026, 4, 10, 8, 12, tzinfo=UTC),
            "opinions": [
                {
                    "capacity": _says("Vodja službe", "Head of service"),
                    "name": "mag. Barbara Žnidaršič",
                    "verdict": _says("skladno", "suitable"),
                    "reasons": _says("Vsebina je neposredno povezana z nalogami, ki jih kandidatka prevzema jeseni.", "The content is directly linked to the tasks that she takes over in autumn."),
                    "given_at": datetime(2026, 4, 14, 9, 30, tzinfo=UTC),
                },
                {
                    "capacity": _says("Vodja mednarodne pisarne", "Head of the international office"),
                    "name": "Žiga Čuček",
                    "verdict": _says("skladno s pogojem", "suitable with a condition"),
                    "reasons": _says("Do 1. junija je treba predložiti podpisani program gostiteljice.", "The host’s signed programme is to be handed in by 1 June."),
                    "given_at": datetime(2026, 4, 15, 11, 2, tzinfo=UTC),
                },
                {
                    "capacity": _says("Tajnik fakultete", "Secretary of the faculty"),
                    "name": "dr. Peter Đurić",
                    "verdict": _says("skladno", "suitable"),
                    "reasons": "",
                    "given_at": datetime(2026, 4, 16, 7, 45, tzinfo=UTC),
                },
            ],
            "decision": {
                "verdict": _says("Potrjeno s pogojem", "Confirmed with a condition"),
                "conditions": _says("Podpisani program gostiteljice se predloži do 1. junija 2026.", "The host’s signed programme is handed in by 1 June 2026."),
                "reasons": "",
                "votes_for": 3,
                "votes_against": 0,
                "abstained": 0,
                "excluded": [_says("mag. Irena Šuster (ista enota)", "mag. Irena Šuster (same unit)")],
                "decided_on": date(2026, 4, 22),
                "minutes": "4/2026",
            },
            "valid_for": _says("Universität Wien, 8.–12. junija 2026, vsebina različice 1", "Universität Wien, 8–12 June 2026, content of version 1"),
        },
        "signatures": [
            _signature(_says("Za Filozofsko fakulteto", "For the Faculty of Arts"), "prof. dr. Mojca Schlamberger Brezar", _says("dekanja", "dean"), 20),
        ],
    }


def content_report() -> Context:
    change = {
        "what": _says("Seznam priprav pred odhodom", "Checklist before departure"),
        "where": _says("mednarodna pisarna", "international office"),
        "status": _says("uvedeno", "introduced"),
        "responsible": "Maja Novak",
        "due_on": date(2026, 9, 15),
    }
    return {
        "paper": paper(
            _says("Vsebinsko poročilo po izvedeni mobilnosti", "Content report after the mobility"), "Maja Novak"
        ),
        "report": {
            "person": {
                "name": "Maja Novak",
                "unit": _says("Služba za mednarodno sodelovanje", "International Office"),
                "post": _says("samostojna strokovna delavka VII/2", "senior officer VII/2"),
            },
            "action": "KA131",
            "forms": [_says("spremljanje na delovnem mestu", "job shadowing")],
            "language": _says("nemščina, angleščina", "German, English"),
            "title": _says("Vodenje mobilnosti osebja od razpisa do priznanja", "Running staff mobility from call to recognition"),
            "host": {"name": "Universität Wien", "city": _says("Dunaj", "Vienna"), "country": _says("Avstrija", "Austria")},
            "stay": {
                "first_on": date(2026, 6, 8),
                "last_on": date(2026, 6, 12),
                "days": 5,
                "virtual_first_on": date(2026, 5, 28),
                "virtual_last_on": date(2026, 5, 29),
            },
            "preparation": {
                "found": _says("Na srečanju Erasmus+ koordinatorjev novembra 2025; sodelovanje s to pisarno teče že pri študentskih izmenjavah.", "At the meeting of Erasmus+ coordinators in November 2025; we already work with this office in student exchanges."),
                "done": _says("Obnovila sem strokovno nemščino, prebrala pravilnik gostiteljice in se dogovorila za program. Potovala sem z vlakom.", "I refreshed my German, read the host’s rules and agreed on the programme. I travelled by train."),
                "help": 5,
            },
            "activities": [
                {"when": _says("8. 6., ponedeljek", "Mon 8 June"), "hours": "6", "what": _says("Predstavitev pisarne, program tedna, ogled informacijskega sistema", "The office, the week, the information system"), "met": "Mag.a Grünwald"},
                {"when": _says("9. 6., torek", "Tue 9 June"), "hours": "6", "what": _says("Spremljanje dela s prihajajočim osebjem", "Shadowing: incoming staff"), "met": "Dr. Huber"},
                {"when": _says("10. 6., sreda", "Wed 10 June"), "hours": "7", "what": _says("Točkovanje prijav odhajajočega osebja, pogovor o merilih", "Scoring of outgoing staff, the criteria"), "met": "Dr. Huber, Mag. Steiner"},
                {"when": _says("11. 6., četrtek", "Thu 11 June"), "hours": "6", "what": _says("Kadrovska služba: priznavanje in osebne mape", "Human resources: recognition and personnel files"), "met": "Mag. Leitner"},
                {"when": _says("12. 6., petek", "Fri 12 June"), "hours": "5", "what": _says("Predstavitev Filozofske fakultete, sklepni pogovor", "Presentation of the Faculty of Arts, closing talk"), "met": "Mag.a Grünwald"},
            ],
            "goals": [
                {"text": _says("Spoznati točkovanje prijav", "Learn how applications are scored"), "outcome": _says("v celoti", "fully"), "comment": ""},
                {"text": _says("Spoznati pripravo pred odhodom", "Learn how people are prepared"), "outcome": _says("v celoti", "fully"), "comment": ""},
                {"text": _says("Primerjati spremljanje učinkov", "Compare how effects are followed"), "outcome": _says("delno", "partly"), "comment": _says("Gostiteljica učinke spremlja šele od letos.", "The host has followed effects only since this year.")},
            ],
            "knowledge": _says("Kako z manj merili doseči jasnejši izbor, kako pripraviti udeležence na varno pot in kako povezati poročilo z letnim razgovorom.", "How to reach a clearer selection with fewer criteria, how to prepare people for a safe journey, and how to tie the report to the annual interview."),
            "skills": [
                {"name": _says("oblikovanje meril in točkovanje", "designing and scoring criteria"), "before": 2, "after": 4},
                {"name": _says("spremljanje učinkov", "following effects"), "before": 1, "after": 3},
            ],
            "effects": _says("Prenovili smo merilo za točkovanje in skrajšali prijavni obrazec. Služba ima prvič zapisan seznam priprav pred odhodom, ki ga uporabljamo pri vseh mobilnostih osebja.", "We renewed the scoring and shortened the application form. For the first time the service has a written checklist before departure, used in every staff mobility."),
            "effect_rows": [
                {"level": _says("delo", "work"), "effect": _says("novo merilo za točkovanje", "new scoring"), "due_on": date(2026, 10, 15)},
                {"level": _says("enota", "unit"), "effect": _says("seznam priprav pred odhodom", "checklist before departure"), "due_on": date(2026, 12, 1)},
            ],
            "practices": [change, {**change, "what": _says("Pogovor z udeležencem tri mesece po vrnitvi", "Talk with the participant three months later"), "status": _says("načrtovano", "planned"), "due_on": None}],
            "processes": [{**change, "what": _says("Prijava: dva obrazca združena v enega", "Application: two forms became one")}],
            "links": [{"partner": "Universität Wien, International Office", "contact": "Mag.a Katharina Grünwald", "kind": _says("skupni teden usposabljanja 2027", "joint training week 2027"), "status": _says("dogovorjeno", "agreed")}],
            "internationalisation": _says("Spoznanja sem predstavila koordinatorjem na oddelkih; dva oddelka pripravljata obisk sodelavk z Dunaja v zimskem semestru.", "I presented what I learned to the coordinators of the departments; two of them prepare a visit of colleagues from Vienna in winter."),
            "dissemination": [
                {"form": _says("predstavitev na kolegiju", "presentation"), "audience": _says("vodstvo in vodje služb", "management and heads"), "on": date(2026, 7, 1), "reached": 18, "status": _says("opravljeno", "done")},
                {"form": _says("prispevek v e-glasilu", "article"), "audience": _says("vsi zaposleni", "all employees"), "on": date(2026, 9, 30), "reached": None, "status": _says("načrtovano", "planned")},
            ],
            "good_practice": _says("Točkovanje v treh stopnjah z opisanimi primeri, ki ga komisija konča v enem dnevu.", "Scoring in three levels with described examples, which the committee finishes in one day."),
            "advice": _says("Program uskladite z gostiteljico vsaj šest tednov prej in prosite za srečanje s kadrovsko službo.", "Agree on the programme six weeks ahead and ask for a meeting with human resources."),
            "remarks": [{"label": _says("Zeleno potovanje", "Green travel"), "value": _says("vlak v obe smeri", "train both ways")}],
            "attachments": [_says("potrdilo o udeležbi", "certificate of attendance"), _says("program", "programme")],
            "publication": {"consent": _says("objava v celoti, z imenom", "in full, with the name"), "summary": _says("Teden v dunajski pisarni za mobilnost je prinesel jasnejše točkovanje, krajši obrazec in dogovor o skupnem tednu usposabljanja.", "A week in the Vienna mobility office brought clearer scoring, a shorter form and an agreement on a joint training week.")},
            "head_opinion": {"name": "mag. Barbara Žnidaršič", "text": _says("Cilji so doseženi, novosti so že v rabi.", "The goals were reached, the new ways are already in use."), "given_at": datetime(2026, 7, 3, 7, 20, tzinfo=UTC)},
            "acceptance": {"verdict": _says("Poročilo je sprejeto", "The report is accepted"), "name": "Žiga Čuček", "capacity": _says("Erasmus koordinator", "Erasmus coordinator"), "decided_at": datetime(2026, 7, 6, 10, 0, tzinfo=UTC), "text": ""},
            "handed_in_at": datetime(2026, 7, 2, 13, 41, tzinfo=UTC),
        },
    }


def recognition_record() -> Context:
    return {
        "paper": paper(_says("Zapis o priznanju mobilnosti", "Record of recognition of a mobility"), "Maja Novak", version=None),
        "record": {
            "person": {
                "name": "Maja Novak",
                "post": _says("samostojna strokovna delavka VII/2", "senior officer VII/2"),
                "unit": _says("Služba za mednarodno sodelovanje", "International Office"),
                "pay_group": "J",
            },
            "mobility": {
                "action": "KA131",
                "call": _says("Razpis za mobilnost osebja 2026", "Call for staff mobility 2026"),
                "academic_year": "2025/2026",
                "title": _says("Vodenje mobilnosti osebja od razpisa do priznanja", "Running staff mobility from call to recognition"),
                "forms": [_says("spremljanje na delovnem mestu", "job shadowing")],
                "language": _says("nemščina, angleščina", "German, English"),
            },
            "host": {"name": "Universität Wien", "city": _says("Dunaj", "Vienna"), "country": _says("Avstrija", "Austria"), "erasmus_code": "A  WIEN01"},
            "stay": {"first_on": date(2026, 6, 8), "last_on": date(2026, 6, 12), "days": 5, "hours": 30, "virtual_first_on": date(2026, 5, 28), "virtual_last_on": date(2026, 5, 29)},
            "goals": [
                {"text": _says("Spoznati točkovanje prijav", "Learn how applications are scored"), "outcome": _says("v celoti", "fully"), "comment": ""},
                {"text": _says("Primerjati spremljanje učinkov", "Compare how effects are followed"), "outcome": _says("delno", "partly"), "comment": _says("Gostiteljica učinke spremlja šele od letos.", "The host has followed effects only since this year.")},
            ],
            "skills": [_says("oblikovanje meril in točkovanje", "designing and scoring criteria"), _says("spremljanje učinkov", "following effects")],
            "certificate": {"signed_by": "Mag.a Katharina Grünwald", "signed_on": date(2026, 6, 12), "received_on": date(2026, 6, 15)},
            "report": {"accepted_on": date(2026, 7, 6), "accepted_by": "Žiga Čuček"},
            "recognitions": [
                {"kind": _says("Strokovni razvoj", "Professional development"), "decided_by": _says("vodja službe, mag. Barbara Žnidaršič", "head of service, mag. Barbara Žnidaršič"), "decided_on": date(2026, 7, 8), "number": "", "remark": ""},
                {"kind": _says("Letni razgovor 2026", "Annual interview 2026"), "decided_by": _says("vodja službe, mag. Barbara Žnidaršič", "head of service, mag. Barbara Žnidaršič"), "decided_on": date(2026, 7, 8), "number": "LR-31/2026", "remark": _says("Cilj za leto 2027: vodenje skupnega tedna usposabljanja.", "Goal for 2027: leading the joint training week.")},
            ],
            "entry": {"entered_by": "Nataša Hočevar", "capacity": _says("kadrovska služba", "human resources"), "entered_on": date(2026, 7, 10), "number": "OM-2026/88"},
        },
    }
