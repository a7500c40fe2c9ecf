"""What a verdict on a paper means, in plain words for whoever holds it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.face import Fact, Tone
from core.seal_look import Signed
from core.seals import Seal
from core.wording import clock, day_and_year
from core.words import language_words
from mobility.enums import DocumentKind
from mobility.models import RegisteredPaper
from mobility.verification import State, Verdict


@dataclass(frozen=True)
class Words:
    """A heading, a sentence, and how grave it is."""

    title: str | Promise
    sentence: str | Promise
    tone: Tone = "late"


WORDS: dict[State, Words] = {
    State.CODE: Words(
        gettext_lazy("We issued a paper with this code"),
        gettext_lazy(
            "Compare what stands below with the paper in your hands: number, version, date, parties and "
            "initials. Whether a file was changed can be told from the file alone: send it on the page before."
        ),
        "lead",
    ),
    State.GENUINE: Words(
        gettext_lazy("This file is genuine"),
        gettext_lazy("It is the file that we issued, to the last byte, and our seal in it is whole."),
        "lead",
    ),
    State.UNSEALED: Words(
        gettext_lazy("This file is genuine, and has no seal"),
        gettext_lazy(
            "It is the file that we issued, to the last byte: our register says so. It was issued without an "
            "electronic seal, so without this page nobody can tell whether it was changed."
        ),
        "lead",
    ),
    State.SIGNED: Words(
        gettext_lazy("This is our text, signed elsewhere"),
        gettext_lazy(
            "It begins with the file that we issued to be signed, to the last byte, and nothing but signatures was "
            "added. Who signed is told by the certificates below; for each name its issuer answers, not we. Whether "
            "all parties have signed is told by the signed paper that we issue at the end."
        ),
        "lead",
    ),
    State.STRIPPED: Words(
        gettext_lazy("Our seal is missing from this file"),
        gettext_lazy(
            "We issued this paper with a seal. Somebody took it off, or wrote the file anew: do not rely on "
            "this copy. Ask for the original file."
        ),
    ),
    State.ALTERED: Words(
        gettext_lazy("This file was changed"),
        gettext_lazy(
            "It is not the file that we issued: something in it was changed afterwards. Do not rely on this "
            "copy. Ask for the original file."
        ),
    ),
    State.ADDED_TO: Words(
        gettext_lazy("Something was added to this file"),
        gettext_lazy(
            "Our seal covers only a part of it: something was added afterwards and may hide or change what you "
            "see. Do not rely on this copy. Ask for the original file."
        ),
    ),
    State.FOREIGN: Words(
        gettext_lazy("This file does not carry our seal"),
        gettext_lazy(
            "It is signed or sealed by somebody else, and our register does not know it. A name in a "
            "certificate can be anybody’s: whether it is the right one is told by whoever issued it."
        ),
    ),
    State.NOT_REGISTERED: Words(
        gettext_lazy("The seal is ours, but our register does not know this file"),
        gettext_lazy(
            "Either it was removed from our register when its time was over, or something in the file was "
            "changed where the seal does not reach. Ask the university’s office before you rely on it."
        ),
        "soon",
    ),
    State.UNKNOWN_CODE: Words(
        gettext_lazy("We know no paper with this code"),
        gettext_lazy(
            "Look at the code once more: four groups of four signs, below each page. There is no O, I, L, S, Z "
            "or zero in it. If it is typed right, the paper is not ours, or its time in our register is over."
        ),
    ),
    State.UNKNOWN: Words(
        gettext_lazy("We do not know this file"),
        gettext_lazy("It carries no seal, and nothing in it tells that it is a paper of ours."),
    ),
    State.UNREADABLE: Words(
        gettext_lazy("This file cannot be opened"),
        gettext_lazy(
            "It is no PDF, or it is damaged or cut off. It is not as we issued it: do not rely on this copy."
        ),
    ),
}
DISAGREES = Words(
    gettext_lazy("Our register and our journal do not agree"),
    gettext_lazy(
        "Please tell the university’s office the code: it will look into it. Do not rely on this copy until then."
    ),
)


def words_of(verdict: Verdict) -> Words:
    """The heading and the sentence of a verdict."""
    return WORDS[verdict.state] if verdict.agrees else DISAGREES


def kind_of(paper: RegisteredPaper) -> str:
    """What the paper is, in the reader's language where there is a word for it, else as it calls itself."""
    if paper.kind in DocumentKind.values:
        return str(DocumentKind(paper.kind).label)
    return paper.title


def facts_of(verdict: Verdict) -> list[Fact]:
    """What the register knows of the paper."""
    paper = verdict.paper
    if paper is None:
        return []
    hash_note = _("SHA-256 of the file, for whoever wants to compare it by themselves.")
    return [
        Fact(_("Paper"), kind_of(paper), note=_("draft") if paper.is_draft else ""),
        Fact(_("Number"), paper.reference),
        Fact(_("Version"), f"{paper.version} · {_version_words(verdict)}"),
        Fact(_("Language"), language_words(paper.language)),
        Fact(_("Issued"), exactly(paper.issued_at)),
        Fact(_("Seal"), _("with the university’s electronic seal") if paper.seal else _("none")),
        Fact(_("Mark of the file"), paper.sha256, note=hash_note, broad=True),
    ]


def _version_words(verdict: Verdict) -> str:
    if verdict.later is None:
        return _("the latest that was issued")
    told = {"version": verdict.later.version, "day": day_and_year(verdict.later.issued_at)}
    return _("superseded by version %(version)s of %(day)s") % told


def signers_of(verdict: Verdict) -> list[Fact]:
    """Who signed the paper, when and how, in the paper's language."""
    return [
        Fact(
            one["party"],
            one["who"],
            note=f"{exactly(datetime.fromisoformat(one['at']))} · {one['way']}",
            broad=True,
        )
        for one in verdict.signatures
    ]


def exactly(at: datetime) -> str:
    """An instant with its year: papers are read years later."""
    return _("%(day)s at %(time)s") % {"day": day_and_year(at), "time": clock(at)}


def inside_of(verdict: Verdict, seal: Seal | None) -> list[Fact]:
    """Every electronic signature in the file, as far as it can be told what it is."""
    signatures = verdict.look.signatures if verdict.look else ()
    return [
        Fact(one.name or "–", inside_words(one, seal), note=_time_words(one), broad=True)
        for one in signatures
    ]


def _time_words(signed: Signed) -> str:
    if signed.stamped_at:
        told = {"time": exactly(signed.stamped_at), "by": signed.stamped_by}
        return _("%(time)s, told by “%(by)s”") % told if signed.stamped_by else told["time"]
    return (
        _("%(time)s, by the signer’s own clock") % {"time": exactly(signed.said_at)} if signed.said_at else ""
    )


def inside_words(signed: Signed, seal: Seal | None) -> str:
    """What one electronic signature in a file is, as far as it can be told."""
    if not signed.holds:
        return _("does not hold: what it covers was changed, or it is damaged")
    if seal and signed.fingerprint in seal.fingerprints:
        whole = _("our seal; it covers the whole file")
        return whole if signed.covers_all else _("our seal; something was added after it")
    return _("holds, but is not ours; the name is the word of “%(issuer)s”") % {"issuer": signed.issuer}


def seal_words(seal: Seal | None) -> list[str]:
    """What the university's seal proves, and what it does not."""
    if seal is None:
        return [
            _(
                "This university has set up no electronic seal yet: its papers are known by the register alone."
            )
        ]
    proves = _(
        "The seal proves that the file comes from the university and that not a byte was changed since. It "
        "does not prove who signed the paper: that stands in the paper, and in the journal of the university."
    )
    vouched = _("Its certificate was issued by “%(issuer)s”.") % {"issuer": seal.issuer}
    if seal.is_self_made:
        vouched = _(
            "The university made its certificate by itself, and no trust service vouches for it: it is an "
            "advanced seal, and programs that show PDF will call it unknown. Its fingerprint tells that it is "
            "the right one."
        )
    return [proves, vouched]
