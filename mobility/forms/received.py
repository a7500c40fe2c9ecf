"""What is typed when something that was signed elsewhere, or scanned, is entered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.fields import PAPERS, PDF, PaperField
from core.widgets import DayInput
from mobility.enums import Party

MOST_SCANS = 20


class PartyForm(forms.Form):
    """For which party."""

    party = forms.ChoiceField(label=_("Whose signature it is"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, files: Any = None, *, parties: Iterable[Party]) -> None:
        choices = [(party.value, party.label) for party in parties]
        only = {"party": choices[0][0]} if len(choices) == 1 else {}
        super().__init__(data, files, initial=only)
        self.fields["party"].choices = choices  # type: ignore[attr-defined]


class SignedFileForm(PartyForm):
    """A copy of ours, signed with a certificate; the name stands in the certificate."""

    upload = PaperField(
        label=_("The signed file"),
        help_text=_("PDF, at most 10 MB: the copy that was fetched here, with the signature in it."),
        accept=PDF,
    )
    function = forms.CharField(
        label=_("Function of whoever signed"),
        help_text=_("As it is to stand in the box. The name is taken from the certificate."),
        max_length=150,
        required=False,
    )


class InkForm(PartyForm):
    """Ink: whose name, in which function, which day stands beside the signature."""

    name = forms.CharField(label=_("Name beside the signature"), max_length=150)
    function = forms.CharField(label=_("Function beside the signature"), max_length=150, required=False)
    written_on = forms.DateField(label=_("Day beside the signature"), widget=DayInput)


class ScanForm(InkForm):
    """A scan of ink, sent for one agreement."""

    upload = PaperField(
        label=_("The scan"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB. All pages in one file, if there are several."),
    )
    field_order = ("party", "upload", "name", "function", "written_on")


class OtherPaperForm(forms.Form):
    """What a paper is that is kept in the file."""

    title = forms.CharField(
        label=_("What the paper is"),
        help_text=_(
            "As it is to stand among the documents of the file, for example “Insurance certificate”."
        ),
        max_length=150,
    )


class SeveralFiles(forms.FileInput):
    """The browser's field for several files at once."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Several files, each still unopened: what is wrong with one is told of that one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # type: ignore[override]
        """The files. Raises ValidationError for none, and for more than are taken at once."""
        sent = (data if isinstance(data, list | tuple) else [data]) or [None]
        found = [super(ScansField, self).clean(one, initial) for one in sent]
        if len(found) > MOST_SCANS:
            words = ngettext_lazy(
                "Send at most %(most)d file at once.", "Send at most %(most)d files at once.", MOST_SCANS
            )
            raise forms.ValidationError(words % {"most": MOST_SCANS})
        return found


class ScansForm(forms.Form):
    """Scans of papers, several at once."""

    uploads = ScansField(
        label=_("Scans"),
        help_text=_(
            "PDF, JPEG or PNG, one file for each paper; up to 20 files at once, 10 MB each and 50 MB together."
        ),
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"accept": PAPERS}),
    )
    number = forms.CharField(
        label=_("Number of the mobility, for scans without a code"),
        help_text=_(
            "For example 2026-0147. Leave it empty for our own papers: the code on them leads to the file."
        ),
        max_length=12,
        required=False,
    )
