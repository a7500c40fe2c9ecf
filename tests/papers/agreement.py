"""The mobility agreement of Maja Novak, in its second version: a week of job shadowing in Vienna."""

from datetime import date

from tests.papers.common import Context, Pair, paper, signature

AGREEMENT: Context = {
    "paper": paper(
        Pair("Sporazum o mobilnosti za usposabljanje", "Mobility Agreement for Training"),
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
            "seniority": Pair("srednja (10 do 20 let)", "intermediate (10 to 20 years)"),
            "nationality": Pair("slovensko", "Slovenian"),
            "sex": Pair("ženski", "female"),
            "email": "maja.novak@ff.uni-lj.example",
        },
        "sending": {
            "name": Pair("Univerza v Ljubljani", "University of Ljubljana"),
            "unit": Pair(
                "Filozofska fakulteta, Služba za mednarodno sodelovanje",
                "Faculty of Arts, International Office",
            ),
            "erasmus_code": "SI LJUBLJA01",
            "address": "Aškerčeva cesta 2, 1000 Ljubljana",
            "country": Pair("Slovenija", "Slovenia"),
            "country_code": "SI",
            "contact": Pair("Žiga Čuček, Erasmus koordinator", "Žiga Čuček, Erasmus coordinator"),
            "contact_reach": "erasmus@ff.uni-lj.example\n+386 1 000 00 00",
        },
        "receiving": {
            "name": "Universität Wien",
            "unit": "International Office, Dienstleistungseinrichtung Studienservice und Lehrwesen",
            "erasmus_code": "A  WIEN01",
            "address": "Universitätsring 1, 1010 Wien",
            "country": Pair("Avstrija", "Austria"),
            "country_code": "AT",
            "contact": "Mag.a Katharina Grünwald, Erasmus+ Incoming Staff",
            "contact_reach": "staff.mobility@univie.example\n+43 1 4277 0",
            "size": "",
            "nace": "",
        },
        "programme": {
            "language": Pair("nemščina, angleščina", "German, English"),
            "objectives": Pair(
                "Spoznati, kako gostiteljica vodi mobilnost osebja od razpisa do priznanja, in "
                "prenesti preizkušene "
                "rešitve v delo Službe za mednarodno sodelovanje.\n\nPosebej želim primerjati "
                "način točkovanja prijav, "
                "pripravo pred odhodom in spremljanje učinkov po vrnitvi.",
                "To learn how the host runs staff mobility from the call to recognition, and to "
                "bring proven solutions "
                "into the work of the international office.\n\nIn particular I want to compare "
                "how applications are "
                "scored, how people are prepared before they leave and how effects are followed "
                "afterwards.",
            ),
            "pedagogical": False,
            "added_value": Pair(
                "Fakulteta je v strategiji internacionalizacije do leta 2027 zapisala cilj, da bo"
                " vsaj polovica strokovnih "
                "služb imela redne stike s primerljivo službo v tujini. Obisk odpira tako "
                "povezavo z ustanovo, s katero "
                "že izmenjujemo študente, in obema stranema prinaša primerjavo postopkov.",
                "In its internationalisation strategy the faculty set the goal that by 2027 at "
                "least half of its services "
                "will have regular contact with a comparable service abroad. The visit opens such"
                " a link with an "
                "institution with which we already exchange students, and gives both sides a "
                "comparison of procedures.",
            ),
            "activities": Pair(
                "Spremljanje dela pisarne za prihajajoče in odhajajoče osebje; pregled "
                "informacijskega sistema za vodenje "
                "mobilnosti; dve delovni srečanji s sodelavkami iz kadrovske službe; predstavitev"
                " naše fakultete in "
                "pogovor o možnostih za skupni teden usposabljanja v letu 2027.",
                "Shadowing the office for incoming and outgoing staff; a look at the information "
                "system for mobility; two "
                "working meetings with the human resources service; a presentation of our faculty"
                " and a talk about a "
                "joint training week in 2027.",
            ),
            "teaching": {
                "field": Pair("Poslovanje in upravljanje, menedžment", "Management and administration"),
                "field_code": "0413",
                "level": Pair("druga stopnja (raven EOK 7)", "master (EQF level 7)"),
                "students": "25",
                "hours": "6",
                "content": Pair("Tri vaje po dve uri.", "Three classes of two hours."),
            },
            "virtual_activities": Pair(
                "Uvodno srečanje in skupno branje obeh pravilnikov.",
                "Introductory meeting, reading both rule books together.",
            ),
            "outcomes": Pair(
                "Osnutek prenovljenega merila za točkovanje prijav, seznam priprav pred odhodom "
                "in predlog za spremljanje "
                "učinkov po treh, šestih in dvanajstih mesecih. Gostiteljica dobi opis našega "
                "postopka priznavanja.",
                "A draft of renewed scoring criteria, a checklist of preparations before "
                "departure and a proposal for "
                "following effects after three, six and twelve months. The host receives a "
                "description of our procedure "
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
                    (
                        Pair(
                            "Sprejem, predstavitev pisarne in programa tedna",
                            "Welcome, the office and the week",
                        ),
                        "Mag.a Grünwald",
                    ),
                    (
                        Pair("Spremljanje dela: prihajajoče osebje", "Shadowing: incoming staff"),
                        "Dr. Huber",
                    ),
                    (
                        Pair(
                            "Spremljanje dela: odhajajoče osebje, točkovanje prijav",
                            "Shadowing: outgoing staff, scoring",
                        ),
                        "Dr. Huber",
                    ),
                    (
                        Pair(
                            "Delovno srečanje s kadrovsko službo, priznavanje",
                            "Meeting with human resources, recognition",
                        ),
                        "Mag. Leitner",
                    ),
                    (
                        Pair(
                            "Predstavitev Filozofske fakultete, sklepni pogovor",
                            "Presentation of the Faculty of Arts, closing talk",
                        ),
                        "Mag.a Grünwald",
                    ),
                ]
            )
        ],
        "extras": [
            {
                "label": Pair("Delovno mesto", "Post"),
                "value": Pair("samostojna strokovna delavka VII/2", "senior officer VII/2"),
            },
            {
                "label": Pair("Povezava z delovnimi nalogami", "Link to work tasks"),
                "value": Pair(
                    "Priprava razpisov za mobilnost osebja in svetovanje zaposlenim.",
                    "Preparing calls for staff mobility and advising staff.",
                ),
            },
            {
                "label": Pair("Zavarovanje", "Insurance"),
                "value": Pair("evropska kartica, Coris", "European card, Coris"),
            },
        ],
        "amendment": {
            "number": 1,
            "of_version": 1,
            "signed_on": date(2026, 4, 28),
            "changed_on": date(2026, 5, 14),
            "changes": [Pair("Obdobje: prej 1.–5. junija 2026", "Period: previously 1–5 June 2026")],
        },
    },
    "signatures": [
        signature(
            Pair("Zaposlena oseba", "The staff member"),
            "Maja Novak",
            Pair("samostojna strokovna delavka", "senior officer"),
            18,
        ),
        signature(
            Pair("Ustanova pošiljateljica", "The sending institution"),
            "prof. dr. Marjeta Kralj Zupančič",
            Pair("dekanja", "dean"),
            20,
        ),
        signature(
            Pair("Ustanova gostiteljica", "The receiving institution"),
            "Mag.a Katharina Grünwald",
            "Leiterin des International Office",
        ),
    ],
}
