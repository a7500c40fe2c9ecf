"""What became of one mobility in a task over many agreements: a code with its facts, said in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.wording import day, moment
from mobility.enums import LineState, Party, Standing

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """One line's end: its state, and what was done or why not. The facts name nobody."""

    state: LineState
    code: str
    facts: Facts

    @property
    def kept(self) -> list[Any]:
        """As the line keeps it."""
        return [self.code, dict(self.facts)]


def done(code: str, **facts: Any) -> Outcome:
    """Something was done."""
    return Outcome(LineState.DONE, code, facts)


def nothing(code: str, **facts: Any) -> Outcome:
    """There was nothing to do."""
    return Outcome(LineState.NOTHING, code, facts)


def refused(code: str, **facts: Any) -> Outcome:
    """Something had to be done and could not be: somebody has to look at the file."""
    return Outcome(LineState.REFUSED, code, facts)


def left(code: str, **facts: Any) -> Outcome:
    """Something is to be done and is left for later; another task does it then."""
    return Outcome(LineState.LEFT, code, facts)


def failed(reference: str) -> Outcome:
    """Something broke; the reference stands in the log beside what it was."""
    return Outcome(LineState.FAILED, "failed", {"reference": reference})


def _party(facts: Facts) -> dict[str, Any]:
    return {**facts, "party": str(Party(facts["party"]).label).lower()}


def _parties(facts: Facts) -> dict[str, str]:
    return {"parties": ", ".join(str(Party(party).label).lower() for party in facts["parties"])}


def _on(facts: Facts) -> dict[str, Any]:
    return {**_party(facts), "day": day(date.fromisoformat(facts["on"]))}


def _standing(facts: Facts) -> dict[str, str]:
    return {"standing": str(Standing(facts["standing"]).label)}


def _again(facts: Facts) -> dict[str, str]:
    return {"moment": moment(datetime.fromisoformat(facts["again"]))}


def _refusal(facts: Facts) -> str:
    return str(facts[(get_language() or "sl")[:2]])


# How each code is said.
WORDS: dict[str, Callable[[Facts], str]] = {
    "written": lambda facts: _("The agreement was written (version %(version)s).") % facts,
    "asked": lambda facts: _("The host was asked to sign."),
    "asked_again": lambda facts: _("The host was asked again; its link had expired."),
    "reminded": lambda facts: _("Reminded: %(parties)s.") % _parties(facts),
    "collected": lambda facts: _("The signed agreement is in the file (ZIP)."),
    "says_so": lambda facts: _("The agreement says already what the plan says."),
    "standing": lambda facts: _("Now: %(standing)s.") % _standing(facts),
    "recent": lambda facts: _("Asked to sign on %(day)s: %(party)s. That is not long ago.") % _on(facts),
    "told": lambda facts: _("Written to on %(day)s already: %(party)s.") % _on(facts),
    "letter_today": lambda facts: _("Got a reminder today already: %(party)s.") % _party(facts),
    "declined": lambda facts: _("A party declined to sign. A new version is written in the file, by hand."),
    "proposal": lambda facts: _("The host proposes changes; the proposal is answered first."),
    "closed": lambda facts: _("The host’s link was closed by hand; a new one is sent from the file."),
    "unknown": lambda facts: _("The agreement names no e-mail address of the host."),
    "mailbox": lambda facts: (
        _(
            "The host’s mailbox got as many letters as may be sent to it in an hour. Try again after %(moment)s."
        )
        % _again(facts)
    ),
    "unprinted": lambda facts: _("The signed agreement is not printed yet. Collect it later."),
    "damaged": lambda facts: _("A paper of this file cannot be read. Please tell your administrator."),
    "nobody": lambda facts: _("Nobody holds this capacity today: %(party)s.") % _party(facts),
    "no_right": lambda facts: _("Whoever asked for this holds no capacity here any more."),
    "refusal": _refusal,
    "failed": lambda facts: _("Something broke here; nothing was done. Reference: %(reference)s") % facts,
}


def words_of(outcome: list[Any]) -> str:
    """What a line keeps, in words; empty while it waits."""
    if not outcome:
        return ""
    code, facts = outcome
    return WORDS[code](facts)
