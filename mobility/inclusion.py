"""The words with which a need for inclusion support is asked for, and consented to."""

from django.utils.translation import gettext_lazy as _

# A change of the words below is a new version: consent holds for the words that were read.
CONSENT_VERSION = "2026-1"
CONSENT_WORDS = _(
    "I agree that the university’s international office reads what I write here, so that it can arrange support. I can"
    " take it back at any time; then it is deleted."
)
