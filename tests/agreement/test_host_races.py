"""The room at the same instant, on transactions that really commit: one link lives, one answer counts."""

from core.policy import Refusal
from members.actor import host
from mobility.models import Agreement, ChangeProposal, HostLink
from mobility.operations.host_links import Addressee, pass_on_host_link
from mobility.operations.proposals import accept_proposal, decline_proposal
from tests.agreement.paths import link_to_host, preparing, propose
from tests.mobility.test_races import TOGETHER, at_once
from tests.world import House


def test_a_link_that_is_passed_on_many_times_at_once_moves_once(a_house: House) -> None:
    with a_house.scope():
        link = link_to_host(a_house, preparing(a_house))
    to = Addressee("Karl Huber", "karl@host.example", "en")
    actor = host(a_house.university.pk, "Anna")
    results = at_once(a_house, lambda: pass_on_host_link(link=link, actor=actor, by="Anna", to=to))
    assert [type(result) for result in results].count(Refusal) == TOGETHER - 1
    with a_house.scope():
        assert HostLink.objects.filter(revoked_at=None).count() == 1
        assert HostLink.objects.count() == 2


def test_a_proposal_that_two_answer_at_once_has_one_answer(a_house: House) -> None:
    """Half accept, half decline: one of them counts, the others are told; versions follow the one that counts."""
    with a_house.scope():
        mobility = preparing(a_house)
        propose(link_to_host(a_house, mobility), host_unit="Another unit")
        coordinator = a_house.actor("coordinator")
    turns = iter(range(TOGETHER))

    def answer() -> ChangeProposal:
        if next(turns) % 2:
            return accept_proposal(mobility=mobility, actor=coordinator, keys=["host_unit"])
        return decline_proposal(mobility=mobility, actor=coordinator, words="It is agreed.")

    results = at_once(a_house, answer)
    assert [type(result) for result in results].count(Refusal) == TOGETHER - 1
    with a_house.scope():
        outcome = ChangeProposal.objects.get().outcome
        assert Agreement.objects.count() == (2 if outcome == "accepted" else 1)
