"""The logo of a member faculty's papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import PICTURES, PaperField
from core.logos import require_picture
from core.uploads import CleanUpload


class LetterheadForm(forms.Form):
    """A picture from the sender's computer."""

    upload = PaperField(
        label=_("Logo"),
        help_text=_(
            "PNG or JPEG, on a white or no background. It is printed up to 34 mm wide and 16 mm high."
        ),
        accept=PICTURES,
    )

    def clean_upload(self) -> CleanUpload:
        """What may be stored of the picture. Raises core.files.UploadRefused at the field for what is none."""
        upload: CleanUpload = self.cleaned_data["upload"]
        require_picture(upload)
        return upload
