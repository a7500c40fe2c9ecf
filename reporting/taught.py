"""Hours of teaching in a stay that combines teaching and training: what was agreed, and what a certificate says."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mobility.models import Application, Mobility
from mobility.queries import submitted_application
from mobility.teaching import least_hours
from reporting.models import Certificate


def agreed_hours(mobility: Mobility) -> int | None:
    """Hours of teaching in the plan that holds; None where the stay is for training alone."""
    return planned_in(submitted_application(mobility))


def planned_in(plan: Application | None) -> int | None:
    """Hours of teaching in a plan; None where it is for training alone."""
    return (plan.teaching_hours or 0) if plan is not None and plan.teaching else None


def hours_of(plan: Application | None, certificate: Certificate | None) -> int | None:
    """Hours of teaching for papers about the stay: as the accepted certificate says, else as planned."""
    agreed = planned_in(plan)
    if agreed is None or certificate is None or certificate.accepted_at is None:
        return agreed
    return agreed if certificate.teaching_hours is None else certificate.teaching_hours


def difference(certificate: Certificate) -> str:
    """What whoever checks a certificate should know of its hours of teaching; empty where there is nothing."""
    agreed, said = agreed_hours(certificate.mobility), certificate.teaching_hours
    if agreed is None:
        return ""
    if said is None:
        return _("The certificate does not say how many hours were taught; agreed: %(agreed)d.") % {
            "agreed": agreed
        }
    least = least_hours(certificate.starts_on, certificate.ends_on)
    told = []
    if said != agreed:
        words = ngettext(
            "The certificate says %(said)d hour of teaching; agreed: %(agreed)d.",
            "The certificate says %(said)d hours of teaching; agreed: %(agreed)d.",
            said,
        )
        told.append(words % {"said": said, "agreed": agreed})
    if said < least:
        words = _("A combined stay of these days asks for at least %(least)d (4 a week).")
        told.append(words % {"least": least})
    return " ".join(told)
