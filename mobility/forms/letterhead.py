"""The logo of a member faculty's papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.logos import require_picture
from core.uploads import CleanUpload, clean_upload


class LetterheadForm(forms.Form):
    """A picture from the sender's computer."""

    upload = forms.FileField(
        label=_("Logo"),
        help_text=_(
            "PNG or JPEG, on a white or no background. It is printed up to 34 mm wide and 16 mm high."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def clean_upload(self) -> CleanUpload:
        """What may be stored of the picture. Raises core.files.UploadRefused at the field."""
        upload = clean_upload(self.cleaned_data["upload"])
        require_picture(upload)
        return upload
