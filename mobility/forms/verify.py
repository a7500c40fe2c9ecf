"""What somebody asks who wants to know whether a paper is genuine: its code, or its file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.paper_code import WrongCode, read_code
from core.uploads import content_within_limit


class CodeForm(forms.Form):
    """The code below each page of a paper."""

    code = forms.CharField(
        label=_("Code of the paper"),
        help_text=_(
            "It stands below each page, for instance 4H7K-93AX-… Large or small letters, with or without hyphens."
        ),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code without what was typed around it."""
        try:
            return read_code(self.cleaned_data["code"])
        except WrongCode:
            words = _("This is no code of a paper: a sign is wrong or missing. Look at it once more.")
            raise forms.ValidationError(words) from None


class FileForm(forms.Form):
    """The file of a paper."""

    paper = forms.FileField(
        label=_("File of the paper"),
        help_text=_("The PDF as you got it, at most 10 MB. It is looked at and not kept."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_paper(self) -> bytes:
        """The file's content. Raises core.files.UploadRefused at the field."""
        return content_within_limit(self.cleaned_data["paper"])
