"""The content report (Annex 2) of Maja Novak after her return, as reporting.documents gives it."""

from datetime import UTC, date, datetime

from tests.papers.common import Context, Pair, paper

HEAD: Context = {
    "person": {
        "name": "Maja Novak",
        "unit": Pair("Služba za mednarodno sodelovanje", "International Office"),
        "post": Pair("samostojna strokovna delavka VII/2", "senior officer VII/2"),
    },
    "action": "KA131",
    "title": Pair(
        "Vodenje mobilnosti osebja od razpisa do priznanja",
        "Running staff mobility from call to recognition",
    ),
    "forms": [
        Pair("spremljanje na delovnem mestu", "job shadowing"),
        Pair("delovni obisk", "working visit"),
    ],
    "language": Pair("nemščina", "German"),
    "host": {
        "name": "Universität Wien",
        "city": Pair("Dunaj", "Vienna"),
        "country": Pair("Avstrija", "Austria"),
    },
    "stay": {"first_on": date(2026, 6, 8), "last_on": date(2026, 6, 12), "days": 5},
}

TEXT: Context = {
    "activities": Pair(
        "V ponedeljek so mi predstavili pisarno in program tedna. V torek in sredo sem spremljala delo s "
        "prihajajočim in odhajajočim osebjem ter sedela pri točkovanju prijav. V četrtek sem bila"
        " v kadrovski "
        "službi, kjer so pokazali, kako priznavajo mobilnost.\n\n"
        "V petek sem predstavila Filozofsko fakulteto; sklepni pogovor je bil namenjen skupnemu tednu "
        "usposabljanja.",
        "On Monday I was shown the office and the programme. On Tuesday and Wednesday I shadowed "
        "the work with "
        "incoming and outgoing staff and sat in while applications were scored. On Thursday the "
        "human resources "
        "service showed how it recognises mobility.\n\n"
        "On Friday I presented the Faculty of Arts; the closing talk was about a joint training week.",
    ),
    "deviations": Pair(
        "Obisk kadrovske službe je bil prestavljen s srede na četrtek.",
        "The visit to human resources was moved from Wednesday to Thursday.",
    ),
    "knowledge": Pair(
        "Kako z manj merili doseči jasnejši izbor, kako udeležence pripraviti na varno pot in "
        "kako poročilo "
        "povezati z letnim razgovorom.",
        "How to reach a clearer selection with fewer criteria, how to prepare people for a safe "
        "journey, and how "
        "to tie the report to the annual interview.",
    ),
    "effects_on_work": Pair(
        "Prenovila sem merilo za točkovanje in skrajšala prijavni obrazec.",
        "I renewed the scoring and shortened the application form.",
    ),
    "effects_on_unit": Pair(
        "Služba ima prvič zapisan seznam priprav pred odhodom; uporablja ga pri vseh mobilnostih osebja.",
        "For the first time the service has a written checklist before departure, used in every "
        "staff mobility.",
    ),
    "practices_words": "",
    "processes_words": "",
    "links_words": Pair(
        "Pisarni bosta marca 2027 izmenjali po eno sodelavko.",
        "In March 2027 the two offices will exchange one colleague each.",
    ),
    "internationalisation": Pair(
        "Spoznanja sem predstavila koordinatorjem na oddelkih; dva oddelka pripravljata obisk z Dunaja.",
        "I presented what I learned to the coordinators of the departments; two prepare a visit from Vienna.",
    ),
    "advice": Pair(
        "Program uskladite vsaj šest tednov prej in prosite za srečanje s kadrovsko službo.",
        "Agree on the programme six weeks ahead and ask for a meeting with human resources.",
    ),
}

FULLY, PARTLY = Pair("v celoti", "fully"), Pair("delno", "partly")
CHANGE = {
    "status": Pair("uvedeno", "introduced"),
    "responsible": "Maja Novak",
    "due_on": date(2026, 9, 15),
}
PLANNED = {"status": Pair("načrtovano", "planned"), "responsible": "Žiga Čuček", "due_on": None}
ROWS: Context = {
    "goals": [
        {
            "text": Pair("Spoznati točkovanje prijav", "Learn how applications are scored"),
            "outcome": FULLY,
            "comment": "",
        },
        {
            "text": Pair("Primerjati spremljanje učinkov", "Compare how effects are followed"),
            "outcome": PARTLY,
            "comment": Pair(
                "Gostiteljica učinke spremlja šele od letos.",
                "The host has followed effects only since this year.",
            ),
        },
    ],
    "host_word": {
        "goals": [
            {
                "text": Pair("Spoznati točkovanje prijav", "Learn how applications are scored"),
                "outcome": FULLY,
                "comment": "She asked the right questions.",
            }
        ],
        "words": "We changed our own sheet after her visit.",
        "name": "Katharina Grünwald",
        "given_at": datetime(2026, 6, 20, 9, 15, tzinfo=UTC),
    },
    "practices": [
        {**CHANGE, "what": Pair("Seznam priprav pred odhodom", "Checklist before departure")},
        {**PLANNED, "what": Pair("Pogovor tri mesece po vrnitvi", "Talk three months after the return")},
    ],
    "processes": [{**CHANGE, "what": Pair("Dva obrazca združena v enega", "Two forms became one")}],
    "links": [
        {
            "partner": "Universität Wien, International Office",
            "contact": "Mag.a Katharina Grünwald",
            "kind": Pair("skupni teden usposabljanja 2027", "joint training week 2027"),
            "status": Pair("dogovorjeno", "agreed"),
        }
    ],
    "dissemination": [
        {
            "form": Pair("predstavitev na kolegiju", "presentation to the collegium"),
            "audience": Pair("vodstvo in vodje služb", "management and heads of services"),
            "on": date(2026, 7, 1),
            "reached": 18,
            "proof": Pair("zapisnik 7/2026", "minutes 7/2026"),
            "status": Pair("opravljeno", "done"),
        },
        {
            "form": Pair("prispevek v e-glasilu", "article in the e-bulletin"),
            "audience": Pair("vsi zaposleni", "all employees"),
            "on": date(2026, 9, 30),
            "reached": None,
            "proof": "",
            "status": Pair("načrtovano", "planned"),
        },
    ],
}

ENDING: Context = {
    "publication": {
        "consent": Pair("objava v celoti, z imenom", "in full, with the name"),
        "summary": Pair(
            "Teden v dunajski pisarni je prinesel jasnejše točkovanje, krajši obrazec in dogovor "
            "o skupnem tednu.",
            "A week in the Vienna office brought clearer scoring, a shorter form and a joint week to come.",
        ),
    },
    "acceptance": {
        "verdict": Pair("Poročilo je sprejeto.", "The report is accepted."),
        "name": "Žiga Čuček",
        "capacity": Pair("Erasmus koordinator", "Erasmus coordinator"),
        "decided_at": datetime(2026, 7, 6, 10, 0, tzinfo=UTC),
        "text": Pair("Hvala za natančne predloge.", "Thank you for the precise proposals."),
    },
    "handed_in_at": datetime(2026, 7, 2, 13, 41, tzinfo=UTC),
}

CONTENT_REPORT: Context = {
    "paper": paper(
        Pair("Vsebinsko poročilo po izvedeni mobilnosti", "Content report on the completed mobility")
    ),
    "report": {**HEAD, **TEXT, **ROWS, **ENDING},
}
