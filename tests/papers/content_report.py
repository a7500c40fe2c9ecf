"""The content report (Annex 2) of Maja Novak after her return."""

from datetime import UTC, date, datetime

from tests.papers.common import Context, paper, says


def content_report() -> Context:
    change = {
        "what": says("Seznam priprav pred odhodom", "Checklist before departure"),
        "where": says("mednarodna pisarna", "international office"),
        "status": says("uvedeno", "introduced"),
        "responsible": "Maja Novak",
        "due_on": date(2026, 9, 15),
    }
    return {
        "paper": paper(
            says("Vsebinsko poročilo po izvedeni mobilnosti", "Content report after the mobility"),
            "Maja Novak",
        ),
        "report": {
            "person": {
                "name": "Maja Novak",
                "unit": says("Služba za mednarodno sodelovanje", "International Office"),
                "post": says("samostojna strokovna delavka VII/2", "senior officer VII/2"),
            },
            "action": "KA131",
            "forms": [says("spremljanje na delovnem mestu", "job shadowing")],
            "language": says("nemščina, angleščina", "German, English"),
            "title": says(
                "Vodenje mobilnosti osebja od razpisa do priznanja",
                "Running staff mobility from call to recognition",
            ),
            "host": {
                "name": "Universität Wien",
                "city": says("Dunaj", "Vienna"),
                "country": says("Avstrija", "Austria"),
            },
            "stay": {
                "first_on": date(2026, 6, 8),
                "last_on": date(2026, 6, 12),
                "days": 5,
                "virtual_first_on": date(2026, 5, 28),
                "virtual_last_on": date(2026, 5, 29),
            },
            "preparation": {
                "found": says(
                    "Na srečanju Erasmus+ koordinatorjev novembra 2025; sodelovanje s to pisarno teče"
                    " že pri študentskih izmenjavah.",
                    "At the meeting of Erasmus+ coordinators in November 2025; we already work with "
                    "this office in student exchanges.",
                ),
                "done": says(
                    "Obnovila sem strokovno nemščino, prebrala pravilnik gostiteljice in se "
                    "dogovorila za program. Potovala sem z vlakom.",
                    "I refreshed my German, read the host’s rules and agreed on the programme. I "
                    "travelled by train.",
                ),
                "help": 5,
            },
            "activities": [
                {
                    "when": says("8. 6., ponedeljek", "Mon 8 June"),
                    "hours": "6",
                    "what": says(
                        "Predstavitev pisarne, program tedna, ogled informacijskega sistema",
                        "The office, the week, the information system",
                    ),
                    "met": "Mag.a Grünwald",
                },
                {
                    "when": says("9. 6., torek", "Tue 9 June"),
                    "hours": "6",
                    "what": says("Spremljanje dela s prihajajočim osebjem", "Shadowing: incoming staff"),
                    "met": "Dr. Huber",
                },
                {
                    "when": says("10. 6., sreda", "Wed 10 June"),
                    "hours": "7",
                    "what": says(
                        "Točkovanje prijav odhajajočega osebja, pogovor o merilih",
                        "Scoring of outgoing staff, the criteria",
                    ),
                    "met": "Dr. Huber, Mag. Steiner",
                },
                {
                    "when": says("11. 6., četrtek", "Thu 11 June"),
                    "hours": "6",
                    "what": says(
                        "Kadrovska služba: priznavanje in osebne mape",
                        "Human resources: recognition and personnel files",
                    ),
                    "met": "Mag. Leitner",
                },
                {
                    "when": says("12. 6., petek", "Fri 12 June"),
                    "hours": "5",
                    "what": says(
                        "Predstavitev Filozofske fakultete, sklepni pogovor",
                        "Presentation of the Faculty of Arts, closing talk",
                    ),
                    "met": "Mag.a Grünwald",
                },
            ],
            "goals": [
                {
                    "text": says("Spoznati točkovanje prijav", "Learn how applications are scored"),
                    "outcome": says("v celoti", "fully"),
                    "comment": "",
                },
                {
                    "text": says("Spoznati pripravo pred odhodom", "Learn how people are prepared"),
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
            "knowledge": says(
                "Kako z manj merili doseči jasnejši izbor, kako pripraviti udeležence na varno pot in"
                " kako povezati poročilo z letnim razgovorom.",
                "How to reach a clearer selection with fewer criteria, how to prepare people for a "
                "safe journey, and how to tie the report to the annual interview.",
            ),
            "skills": [
                {
                    "name": says("oblikovanje meril in točkovanje", "designing and scoring criteria"),
                    "before": 2,
                    "after": 4,
                },
                {"name": says("spremljanje učinkov", "following effects"), "before": 1, "after": 3},
            ],
            "effects": says(
                "Prenovili smo merilo za točkovanje in skrajšali prijavni obrazec. Služba ima prvič "
                "zapisan seznam priprav pred odhodom, ki ga uporabljamo pri vseh mobilnostih osebja.",
                "We renewed the scoring and shortened the application form. For the first time the "
                "service has a written checklist before departure, used in every staff mobility.",
            ),
            "effect_rows": [
                {
                    "level": says("delo", "work"),
                    "effect": says("novo merilo za točkovanje", "new scoring"),
                    "due_on": date(2026, 10, 15),
                },
                {
                    "level": says("enota", "unit"),
                    "effect": says("seznam priprav pred odhodom", "checklist before departure"),
                    "due_on": date(2026, 12, 1),
                },
            ],
            "practices": [
                change,
                {
                    **change,
                    "what": says(
                        "Pogovor z udeležencem tri mesece po vrnitvi",
                        "Talk with the participant three months later",
                    ),
                    "status": says("načrtovano", "planned"),
                    "due_on": None,
                },
            ],
            "processes": [
                {
                    **change,
                    "what": says(
                        "Prijava: dva obrazca združena v enega", "Application: two forms became one"
                    ),
                }
            ],
            "links": [
                {
                    "partner": "Universität Wien, International Office",
                    "contact": "Mag.a Katharina Grünwald",
                    "kind": says("skupni teden usposabljanja 2027", "joint training week 2027"),
                    "status": says("dogovorjeno", "agreed"),
                }
            ],
            "internationalisation": says(
                "Spoznanja sem predstavila koordinatorjem na oddelkih; dva oddelka pripravljata obisk"
                " sodelavk z Dunaja v zimskem semestru.",
                "I presented what I learned to the coordinators of the departments; two of them "
                "prepare a visit of colleagues from Vienna in winter.",
            ),
            "dissemination": [
                {
                    "form": says("predstavitev na kolegiju", "presentation"),
                    "audience": says("vodstvo in vodje služb", "management and heads"),
                    "on": date(2026, 7, 1),
                    "reached": 18,
                    "status": says("opravljeno", "done"),
                },
                {
                    "form": says("prispevek v e-glasilu", "article"),
                    "audience": says("vsi zaposleni", "all employees"),
                    "on": date(2026, 9, 30),
                    "reached": None,
                    "status": says("načrtovano", "planned"),
                },
            ],
            "good_practice": says(
                "Točkovanje v treh stopnjah z opisanimi primeri, ki ga komisija konča v enem dnevu.",
                "Scoring in three levels with described examples, which the committee finishes in one day.",
            ),
            "advice": says(
                "Program uskladite z gostiteljico vsaj šest tednov prej in prosite za srečanje s "
                "kadrovsko službo.",
                "Agree on the programme six weeks ahead and ask for a meeting with human resources.",
            ),
            "remarks": [
                {
                    "label": says("Zeleno potovanje", "Green travel"),
                    "value": says("vlak v obe smeri", "train both ways"),
                }
            ],
            "attachments": [
                says("potrdilo o udeležbi", "certificate of attendance"),
                says("program", "programme"),
            ],
            "publication": {
                "consent": says("objava v celoti, z imenom", "in full, with the name"),
                "summary": says(
                    "Teden v dunajski pisarni za mobilnost je prinesel jasnejše točkovanje, krajši "
                    "obrazec in dogovor o skupnem tednu usposabljanja.",
                    "A week in the Vienna mobility office brought clearer scoring, a shorter form and"
                    " an agreement on a joint training week.",
                ),
            },
            "head_opinion": {
                "name": "mag. Barbara Žnidaršič",
                "text": says(
                    "Cilji so doseženi, novosti so že v rabi.",
                    "The goals were reached, the new ways are already in use.",
                ),
                "given_at": datetime(2026, 7, 3, 7, 20, tzinfo=UTC),
            },
            "acceptance": {
                "verdict": says("Poročilo je sprejeto", "The report is accepted"),
                "name": "Žiga Čuček",
                "capacity": says("Erasmus koordinator", "Erasmus coordinator"),
                "decided_at": datetime(2026, 7, 6, 10, 0, tzinfo=UTC),
                "text": "",
            },
            "handed_in_at": datetime(2026, 7, 2, 13, 41, tzinfo=UTC),
        },
    }
