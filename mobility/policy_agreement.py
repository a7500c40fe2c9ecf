"""Rules of the agreement and of issued papers: who signs in which order, who may read them."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.utils.translation import gettext_lazy as _

from core import policy
from core.rules import YES, Rule, Verdict, rule
from members.actor import Actor
from members.enums import Capacity
from members.policy import holds, holds_anywhere
from mobility.enums import DutyKind, Party, SigningOrder, Stage
from mobility.models import Agreement, Duty, Mobility
from mobility.policy import (
    in_stage,
    is_endorser,
    is_home_signatory,
    is_not_own,
    is_not_set_aside,
    is_participant,
    is_system,
    reporting_is_done,
    sees_as_staff,
)
from mobility.signing_rules import still_before, words_of

SUITABLE = f"{DutyKind.DECIDE_SUITABILITY}:{Capacity.SECRETARY}"
# The part of an ADAPT duty that a refused signature leaves to the coordinator; suitability stays as it is.
NEW_VERSION = "agreement"


@rule(_("Suitability (Annex 1) must be confirmed before the institution signs."))
def suitability_is_confirmed(actor: Any, mobility: Mobility) -> bool:
    if SUITABLE not in mobility.met:
        return False
    to_adapt = Duty.objects.filter(mobility=mobility, kind=DutyKind.ADAPT, fulfilled_at=None, waived_at=None)
    return not to_adapt.exclude(part=NEW_VERSION).exists()


def has_turn(party: Party) -> Rule:
    """Whether those who sign before this party have signed the version in force."""

    def judge(actor: Any, mobility: Mobility) -> Verdict:
        in_order = Agreement.objects.filter(mobility=mobility, superseded_at=None).exclude(
            signing_order=SigningOrder.ANY
        )
        found = in_order.values_list("signing_order", ArrayAgg("signatures__party")).first()
        waits_for = still_before(found[0], party, found[1]) if found else []
        return Verdict(False, words_of(waits_for)) if waits_for else YES

    return Rule(judge, f"those before the {party.value} have signed")


OPEN_IN = (Stage.PREPARING, Stage.READY)
in_preparation = in_stage(Stage.PREPARING)
sign_as_participant = is_participant & in_preparation
may_sign_as_home = is_home_signatory & is_not_own & in_preparation & suitability_is_confirmed
# What the institution waits for, whoever signs for it.
home_may_sign = suitability_is_confirmed & has_turn(Party.HOME)
sign_as_home = may_sign_as_home & has_turn(Party.HOME)
may_sign_as_host = holds(Capacity.HOST) & in_preparation
sign_as_host = may_sign_as_host & has_turn(Party.HOST)


sees_agreements = (Capacity.COORDINATOR, Capacity.FACULTY_OFFICE, Capacity.OFFICE)


@rule(_("What was collected is fetched by whoever asked for it."))
def has_asked(actor: Any, run: Any) -> bool:
    return actor is not None and actor.person_id is not None and run.asked_by_id == actor.person_id


@rule(_("This file (ZIP) cannot be fetched any more. Ask for a new one."))
def is_kept(actor: Any, run: Any) -> bool:
    return bool(run.is_there)


# What was signed elsewhere is entered by the office for anybody, by others for themselves; in which order it was signed
# there is not known, and not asked.
enters_for_others = holds(Capacity.COORDINATOR, Capacity.OFFICE) & is_not_own & in_preparation
enter_as = {
    Party.PARTICIPANT: enters_for_others | sign_as_participant,
    Party.HOME: (enters_for_others & suitability_is_confirmed) | may_sign_as_home,
    Party.HOST: enters_for_others | may_sign_as_host,
}


def for_own_party(participant: Rule, home: Rule) -> Rule:
    """The rule of the party that the actor is, so that the reason told is about them."""

    def judge(actor: Actor | None, mobility: Mobility) -> Verdict:
        return participant(actor, mobility) if is_participant(actor, mobility) else home(actor, mobility)

    return Rule(judge, f"({participant.name} or {home.name})")


reads_papers = (
    is_participant
    | sees_as_staff
    | is_home_signatory
    | is_endorser
    | (reporting_is_done & holds(Capacity.HR))
).because(_("The papers of a mobility are read by its parties and by the staff in charge of it."))

policy.register(
    {
        "see_agreement": reads_papers,
        "prepare_agreement": (is_system | holds(Capacity.COORDINATOR)) & in_preparation,
        "sign_as_participant": sign_as_participant,
        "sign_as_home": sign_as_home,
        "sign_as_host": sign_as_host,
        "sign_agreement": for_own_party(sign_as_participant, sign_as_home),
        "refuse_as_participant": sign_as_participant,
        "refuse_as_home": is_home_signatory & is_not_own & in_preparation,
        "refuse_as_host": may_sign_as_host,
        "refuse_agreement": for_own_party(
            sign_as_participant, is_home_signatory & is_not_own & in_preparation
        ),
        **{f"enter_as_{party.value}": may for party, may in enter_as.items()},
        "enter_signature": enters_for_others | sign_as_participant | may_sign_as_home,
        "enter_scan": enters_for_others,
        "ask_for_copy": enters_for_others
        | sign_as_participant
        | may_sign_as_host
        | (is_home_signatory & is_not_own & in_preparation),
        "propose_changes": holds(Capacity.HOST) & in_stage(*OPEN_IN),
        "name_mentor": holds(Capacity.HOST) & in_stage(*OPEN_IN),
        # Before it is signed by all the text is the coordinator's; a plan that is ready is the participant's to change.
        "answer_proposal": (holds(Capacity.COORDINATOR) & is_not_own & in_stage(*OPEN_IN))
        | (is_participant & in_stage(Stage.READY)),
        "pass_on_host_link": holds(Capacity.HOST) & in_stage(Stage.PREPARING, Stage.RETURNED),
        "ask_host_after_stay": (is_system | is_participant | holds(Capacity.COORDINATOR))
        & in_stage(Stage.RETURNED),
        "manage_host_link": (is_system | is_participant | holds(Capacity.COORDINATOR)) & in_preparation,
        "open_document": reads_papers,
        "let_agreement_lapse": is_system & in_preparation,
        "change_signing_rules": holds(Capacity.COORDINATOR, Capacity.OFFICE),
        "see_agreements_anywhere": holds_anywhere(*sees_agreements),
        "see_agreements": holds(*sees_agreements),
        "act_on_agreements": holds(Capacity.COORDINATOR),
        "take_into_task": reads_papers & in_stage(*OPEN_IN),
        "remind_signatories": holds(Capacity.COORDINATOR) & in_preparation,
        "fetch_collection": holds(*sees_agreements) & has_asked & is_kept,
        "bring_in_anywhere": holds_anywhere(Capacity.COORDINATOR, Capacity.OFFICE),
        "bring_in_scans": holds(Capacity.COORDINATOR, Capacity.OFFICE),
        "settle_scan": holds(Capacity.COORDINATOR, Capacity.OFFICE) & is_not_own & is_not_set_aside,
        "keep_other_paper": holds(Capacity.COORDINATOR, Capacity.OFFICE) & is_not_own & is_not_set_aside,
        "open_received": reads_papers,
        "open_other_paper": is_participant
        | (holds(Capacity.COORDINATOR, Capacity.OFFICE, Capacity.AUDITOR) & is_not_set_aside),
    }
)
