"""Bank accounts: whether an IBAN and a BIC are well formed, how they are shown, and what a signature binds to."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass

IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# Institution, country, place, and a branch or none (ISO 9362).
BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
LAST = 4


@dataclass(frozen=True)
class Account:
    """Where a grant is paid to. `salt` keeps the mark from being guessed out of all the accounts that there are."""

    holder: str
    iban: str
    bic: str
    bank: str
    salt: str

    @property
    def mark(self) -> str:
        """What the text of a grant agreement says of the account: SHA-256 over the details and their salt."""
        told = [self.salt, self.holder, self.iban, self.bic, self.bank]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def new_salt() -> str:
    """A salt for one account's mark."""
    return secrets.token_hex(16)


def compact(typed: str) -> str:
    """An IBAN or BIC as it is kept: capitals, no blanks."""
    return "".join(typed.split()).upper()


def is_iban(iban: str) -> bool:
    """Whether it has the form of an IBAN and its two check digits are right (ISO 13616; ISO 7064, mod 97-10)."""
    if not IBAN.fullmatch(iban):
        return False
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def is_bic(bic: str) -> bool:
    """Whether it has the form of a BIC (ISO 9362); whether there is such a bank is not known here."""
    return BIC.fullmatch(bic) is not None


def grouped(iban: str) -> str:
    """An IBAN in groups of four, as it stands on cards and papers."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def masked(ending: str) -> str:
    """An account of which only the last signs are shown."""
    return f"•••• {ending}" if ending else ""


def ending_of(iban: str) -> str:
    """The last signs of an IBAN: enough to tell one's accounts apart."""
    return iban[-LAST:]
