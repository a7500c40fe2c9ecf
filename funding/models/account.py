"""Where a grant is paid to: encrypted, apart from everything else."""

from django.db import models

from core.encrypted import EncryptedTextField
from core.tenancy import MemberOwned
from funding.accounts import Account
from mobility.models import Mobility


class BankDetails(MemberOwned):
    """The participant's account for one grant. No row: not given yet, or erased.

    Read by the participant and by coordinator and office in charge, and printed on the signed agreement; everywhere
    else the account shows its last four signs.
    """

    mobility = models.OneToOneField(Mobility, on_delete=models.PROTECT, related_name="bank_details")
    holder = EncryptedTextField()
    iban = EncryptedTextField()
    bic = EncryptedTextField(blank=True)
    bank = EncryptedTextField()
    # Goes with the rest: then nobody can find out the account from the mark that the signed text keeps.
    salt = EncryptedTextField()
    given_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bank details"

    @property
    def account(self) -> Account:
        return Account(self.holder, self.iban, self.bic, self.bank, self.salt)
