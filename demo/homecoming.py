"""After the stay: what a participant of the demonstration writes and answers."""

from datetime import date, timedelta
from typing import Any

from demo.names import Plan
from mobility.models import Promise


def report_sections(
    plan: Plan, agreed: list[dict[str, Any]], shares: list[dict[str, Any]], home: date
) -> dict[str, dict[str, Any]]:
    """The content report, section by section, for a plan that went well."""
    later = (home + timedelta(days=60)).isoformat()
    return {
        "activities": {"activities": "Teden je potekal po programu: " + "; ".join(plan.days).lower() + ". Vsak dan sem delal "
                       "ob sodelavcu gostitelja in zvečer zapisal, kaj lahko prenesemo domov."},
        "goals": {"goals": [{**goal, "result": "fully", "comment": ""} for goal in agreed]},
        "knowledge": {"knowledge": "Poznam celoten postopek gostitelja, njihove obrazce in merila; znam postaviti enak "
                      "postopek v našem okolju in usposobiti sodelavce."},
        "effects": {"effects_on_work": "Naloge opravljam hitreje in z manj prepisovanja; vprašanj je manj.",
                    "effects_on_unit": plan.effect},
        "practices": {"practices": [{"what": plan.effect, "status": "planned", "responsible": "vodja enote",
                                     "due_on": later}], "practices_words": ""},
        "processes": {"processes": [], "processes_words": "Izboljšave postopka so del nove prakse, navedene zgoraj."},
        "links": {"links": [{"partner": "Mednarodna pisarna gostitelja", "contact": "Anna Gruber", "kind": "visit",
                             "status": "talked"}], "links_words": ""},
        "internationalisation": {"internationalisation": "Sodelavci, ki ne potujejo, so spoznali postopek tuje univerze; "
                                 "pripravili smo skupno gradivo v slovenščini in angleščini."},
        "dissemination": {"dissemination": shares},
        "publication": {"advice": "Pred odhodom pošljite gostitelju tri konkretna vprašanja; teden bo bolj uporaben.",
                        "consent": "all", "summary": f"{plan.title}: teden dni pri gostitelju in obrazec, ki ga že uporabljamo."},
    }  # fmt: skip


def answers(promises: list[Promise], on: date) -> dict[int, dict[str, Any]]:
    """Every promise kept, with the day and what shows it."""
    return {
        promise.pk: {
            "answer": "kept",
            "kept_on": on,
            "proof": "Predstavljeno na kolegiju in v uporabi v enoti.",
        }
        for promise in promises
    }
