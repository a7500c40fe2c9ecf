"""Reckoning: instalments are exact whatever the grant, check digits are told, dates are the earlier ones."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.accounts import Account, ending_of, grouped, is_bic, is_iban, masked
from funding.money import instalments, pay_by, total_of

MONEY = st.decimals(min_value=0, max_value=9_999_999, places=2)


@given(total=MONEY, share=st.integers(0, 100))
def test_instalments_are_the_grant_and_never_negative(total: Decimal, share: int) -> None:
    parts = instalments(total, share)
    assert parts.first + parts.balance == total
    assert parts.first >= 0
    assert parts.balance >= 0
    assert parts.first.as_tuple().exponent == parts.balance.as_tuple().exponent == -2
    assert abs(parts.first - total * share / 100) <= Decimal("0.005")


@given(amounts=st.lists(MONEY, max_size=5))
def test_a_total_is_exact(amounts: list[Decimal]) -> None:
    assert total_of(amounts) * 100 == sum(int(amount * 100) for amount in amounts)


@pytest.mark.parametrize(
    ("total", "share", "first"), [("0.01", 50, "0.01"), ("1128.99", 80, "903.19"), ("0.10", 85, "0.09")]
)
def test_half_a_cent_goes_up(total: str, share: int, first: str) -> None:
    assert instalments(Decimal(total), share).first == Decimal(first)


@pytest.mark.parametrize(("total", "share"), [("-1", 80), ("1.001", 80), ("1", 101)])
def test_what_is_no_money_is_refused(total: str, share: int) -> None:
    with pytest.raises(ValueError, match="no "):
        instalments(Decimal(total), share)


@pytest.mark.parametrize(
    ("signed", "starts", "due"),
    [
        ((2026, 3, 1), (2026, 6, 1), (2026, 3, 31)),
        ((2026, 3, 1), (2026, 3, 10), (2026, 3, 10)),
        ((2026, 3, 10), (2026, 3, 10), (2026, 3, 10)),
        ((2026, 3, 12), (2026, 3, 10), (2026, 4, 11)),
    ],
)
def test_pre_financing_is_due_by_the_earlier_day(
    signed: tuple[int, ...], starts: tuple[int, ...], due: tuple[int, ...]
) -> None:
    assert pay_by(date(*signed), date(*starts), 30) == date(*due)


GOOD = ("SI56011006000005649", "DE89370400440532013000", "GB29NWBK60161331926819", "NO9386011117947")


@pytest.mark.parametrize("iban", GOOD)
def test_an_iban_is_told_by_its_check_digits(iban: str) -> None:
    assert is_iban(iban)
    assert grouped(iban).replace(" ", "") == iban
    for place in range(len(iban)):
        wrong = "1" if iban[place] != "1" else "2"
        assert not is_iban(iban[:place] + wrong + iban[place + 1 :]), place


@given(turn=st.integers(0, 17))
def test_two_signs_that_change_places_are_noticed(turn: int) -> None:
    iban = "SI56011006000005649"
    turned = iban[:turn] + iban[turn + 1] + iban[turn] + iban[turn + 2 :]
    assert turned == iban or not is_iban(turned)


@pytest.mark.parametrize(
    "iban", ["", "SI56", "si56011006000005649", "SI56 0110 0600 0005 649", "S" * 40, "٣" * 19]
)
def test_what_has_no_form_of_an_iban(iban: str) -> None:
    assert not is_iban(iban)


@pytest.mark.parametrize(
    ("bic", "fits"), [("BSLJSI2X", True), ("BSLJSI2XXXX", True), ("BSLJSI2", False), ("", False)]
)
def test_the_form_of_a_bic(bic: str, fits: bool) -> None:
    assert is_bic(bic) == fits


def test_the_mark_tells_accounts_apart_and_nothing_else() -> None:
    one = Account("Ana", GOOD[0], "", "Bank", "salt")
    marks = {
        one.mark,
        Account("Ana", GOOD[1], "", "Bank", "salt").mark,
        Account("Bor", GOOD[0], "", "Bank", "salt").mark,
        Account("Ana", GOOD[0], "", "Bank", "other").mark,
    }
    assert len(marks) == 4
    assert masked(ending_of(one.iban)) == "•••• 5649"
