"""Let an institution's own sign-in open the doors of one university (docs/operator.md, "Signing in")."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from allauth.socialaccount.models import SocialApp
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import journal
from core.tenancy import tenant_scope
from members.actor import system
from members.models import University
from members.signin.institutions import OIDC, SAML


class Command(BaseCommand):
    """Adds, changes or removes an identity provider of a university. Running it twice changes nothing."""

    help = "Adds, changes or removes (--remove) an identity provider of a university."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("university", help="the university by its address, e.g. emona")
        parser.add_argument(
            "slug", help="the institution's short name in addresses, unique in the installation"
        )
        parser.add_argument("--kind", choices=("oidc", "saml"), help="the protocol it speaks")
        parser.add_argument("--name-sl", help="what the button says in Slovenian")
        parser.add_argument("--name-en", help="what the button says in English")
        parser.add_argument(
            "--domains", default="", help="mail domains it vouches for; without: all of the university"
        )
        parser.add_argument(
            "--vouches-unasked", action="store_true", help="OIDC: addresses count as verified unsaid"
        )
        parser.add_argument(
            "--asks-second-factor", action="store_true", help="its sign-in includes a second factor"
        )
        parser.add_argument("--server-url", help="OIDC: the issuer")
        parser.add_argument("--client-id", help="OIDC: the identifier it has given to this service")
        parser.add_argument("--client-secret", default="", help="OIDC: the secret that goes with it")
        parser.add_argument("--metadata-url", help="SAML: where its metadata is read, with --entity-id")
        parser.add_argument("--entity-id", help="SAML: its entity identifier")
        parser.add_argument("--sso-url", help="SAML without metadata: where the question goes")
        parser.add_argument(
            "--certificate", help="SAML without metadata: file with its signing certificate (PEM)"
        )
        parser.add_argument("--remove", action="store_true", help="end it; people keep their accounts")

    @transaction.atomic
    def handle(self, *args: Any, **said: Any) -> None:
        university = University.objects.filter(slug=said["university"]).first()
        if university is None:
            raise CommandError(f"There is no university at {said['university']}.")
        app = SocialApp.objects.filter(provider_id=said["slug"]).first()
        if app and app.settings.get("university") != university.pk:
            raise CommandError(f"{said['slug']} belongs to another university.")
        if said["remove"]:
            self.remove(app, university, said["slug"])
            return
        self.save(app or SocialApp(provider_id=said["slug"]), university, said)

    def remove(self, app: SocialApp | None, university: University, slug: str) -> None:
        """Close this way in; nobody's account is touched."""
        if app is None:
            raise CommandError(f"There is no {slug}.")
        app.delete()
        note(university, "institution.removed", slug)
        self.stdout.write(f"{slug} can no longer be signed in with.")

    def save(self, app: SocialApp, university: University, said: dict[str, Any]) -> None:
        """Write the app with everything that `members.signin.institutions` reads from it."""
        if said["slug"] in {OIDC, SAML} or not (said["kind"] and said["name_sl"] and said["name_en"]):
            raise CommandError(
                "--kind, --name-sl and --name-en are needed; a protocol's name is no short name."
            )
        is_saml = said["kind"] == "saml"
        app.provider = SAML if is_saml else OIDC
        app.name = said["name_sl"][:40]
        app.client_id = said["slug"] if is_saml else said["client_id"] or ""
        app.secret = said["client_secret"]
        app.settings = {
            "university": university.pk,
            "name_sl": said["name_sl"],
            "name_en": said["name_en"],
            "domains": domains_of(university, said["domains"]),
            "vouches_unasked": is_saml or said["vouches_unasked"],
            "asks_second_factor": said["asks_second_factor"],
            **(saml_settings(said) if is_saml else oidc_settings(said)),
        }
        app.save()
        note(university, "institution.set", said["slug"])
        self.stdout.write(f"{said['slug']} may vouch for {', '.join(app.settings['domains'])}.")


def domains_of(university: University, wanted: str) -> list[str]:
    """The domains it vouches for: of the university, and of no other one. Raises CommandError."""
    own = {domain.lower() for domain in university.domains}
    domains = [word.strip().lower() for word in wanted.split(",") if word.strip()] or sorted(own)
    foreign = [domain for domain in domains if domain not in own]
    others = University.objects.exclude(pk=university.pk).values_list("domains", flat=True)
    shared = set(domains) & {domain.lower() for listed in others for domain in listed}
    if foreign or shared or not domains:
        raise CommandError(
            f"Not the university's own domains: {', '.join([*foreign, *sorted(shared)]) or 'none'}."
        )
    return domains


def oidc_settings(said: dict[str, Any]) -> dict[str, Any]:
    """Raises CommandError when something is missing."""
    if not said["server_url"] or not said["client_id"]:
        raise CommandError("OpenID Connect needs --server-url and --client-id.")
    return {"server_url": said["server_url"].rstrip("/")}


def saml_settings(said: dict[str, Any]) -> dict[str, Any]:
    """Raises CommandError when something is missing."""
    if not said["entity_id"] or not (said["metadata_url"] or (said["sso_url"] and said["certificate"])):
        raise CommandError("SAML needs --entity-id, and --metadata-url or --sso-url with --certificate.")
    if said["metadata_url"]:
        return {"idp": {"entity_id": said["entity_id"], "metadata_url": said["metadata_url"]}}
    certificate = Path(said["certificate"]).read_text(encoding="ascii")
    return {"idp": {"entity_id": said["entity_id"], "sso_url": said["sso_url"], "x509cert": certificate}}


def note(university: University, verb: str, slug: str) -> None:
    """An entry in the university's journal: this decides who gets in."""
    with tenant_scope(university_id=university.pk):
        journal.record(
            verb=verb, subject=university, actor=system(university.pk), facts={"institution": slug}
        )
