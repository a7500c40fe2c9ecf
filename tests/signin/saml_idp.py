"""A small SAML identity provider for tests: a process of its own on this machine, with a key of its own, that signs.

`python -m tests.signin.saml_idp PORT` serves `/metadata`, and at `/sso` answers each question with a form to post, as
a browser would get it. What a test wants wrong with the answer stands in the query beside the question.
"""

import base64
import copy
import datetime as dt
import sys
import uuid
import zlib
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

SAML, SAMLP = "urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol"
MAIL, SUBJECT = "urn:oid:0.9.2342.19200300.100.1.3", "urn:oasis:names:tc:SAML:attribute:subject-id"
GIVEN, FAMILY = "urn:oid:2.5.4.42", "urn:oid:2.5.4.4"


class Signer:
    """A key with its certificate."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=9))
            .sign(key, hashes.SHA256())
        )
        self.certificate = certificate.public_bytes(serialization.Encoding.PEM)
        self.key = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(self, assertion: Any) -> None:
        """Sign the assertion where it stands, after its issuer."""
        template = xmlsec.template.create(
            assertion, xmlsec.constants.TransformExclC14N, xmlsec.constants.TransformRsaSha256, ns="ds"
        )
        assertion.insert(1, template)
        reference = xmlsec.template.add_reference(
            template, xmlsec.constants.TransformSha256, uri="#" + assertion.get("ID")
        )
        xmlsec.template.add_transform(reference, xmlsec.constants.TransformEnveloped)
        xmlsec.template.add_transform(reference, xmlsec.constants.TransformExclC14N)
        xmlsec.template.add_x509_data(xmlsec.template.ensure_key_info(template))
        xmlsec.tree.add_ids(assertion, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(self.key, xmlsec.constants.KeyDataFormatPem)
        context.key.load_cert_from_memory(self.certificate, xmlsec.constants.KeyDataFormatPem)
        context.sign(template)


OURS, SOMEBODY_ELSES = Signer(), Signer()


def when(seconds: int) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def node(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{SAML}}}{name}", attributes)
    made.text = text or None
    return made


def add_attributes(assertion: Any, said: dict[str, str]) -> None:
    """Who it is, by the federation's names."""
    attributes = node(assertion, "AttributeStatement")
    values = {MAIL: said.get("mail", ""), SUBJECT: said.get("sub", ""), GIVEN: "Iva", FAMILY: "Novak"}
    for name, value in values.items():
        if value:
            node(node(attributes, "Attribute", Name=name), "AttributeValue", value)


def spoil(response: Any, assertion: Any, fault: str, said: dict[str, str]) -> bytes:
    """The message as text, after its signature: changed, or with a second assertion that nobody signed."""
    if fault == "twice":
        evil = copy.deepcopy(assertion)
        evil.set("ID", "_evil")
        evil.remove(evil.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))
        evil.find(f".//{{{SAML}}}AttributeValue").text = "director@emona.example"
        response.insert(1, evil)
    text: bytes = etree.tostring(response)
    return text.replace(said["mail"].encode(), b"director@emona.example") if fault == "changed" else text


def answer(question: Any, said: dict[str, str], here: str) -> str:
    """The signed answer to a question, with whatever the test wants wrong: fault=audience, late, early, …"""
    fault = said.get("fault", "")
    acs, asked = question.get("AssertionConsumerServiceURL"), question.get("ID")
    issuer = question.findtext(f"{{{SAML}}}Issuer")
    asked_inside = {} if fault == "unsolicited" else {"InResponseTo": asked}
    asked_outside = asked_inside if fault != "wrapped" else {"InResponseTo": "ONELOGIN_somebody_elses"}
    destination = "http://elsewhere.example/acs" if fault == "destination" else acs
    response = etree.Element(
        f"{{{SAMLP}}}Response",
        {
            "ID": f"_{uuid.uuid4().hex}", "Version": "2.0", "IssueInstant": when(0), "Destination": destination,
            **asked_outside,
        },
        nsmap={"saml": SAML, "samlp": SAMLP},
    )  # fmt: skip
    node(response, "Issuer", here + "/metadata")
    status = etree.SubElement(response, f"{{{SAMLP}}}Status")
    success = "urn:oasis:names:tc:SAML:2.0:status:Success"
    etree.SubElement(status, f"{{{SAMLP}}}StatusCode", {"Value": success})
    starts, ends = {"late": (-7200, -3600), "early": (3600, 7200)}.get(fault, (-60, 300))
    assertion = node(response, "Assertion", ID=f"_{uuid.uuid4().hex}", Version="2.0", IssueInstant=when(0))
    node(assertion, "Issuer", here + "/metadata")
    subject = node(assertion, "Subject")
    node(subject, "NameID", uuid.uuid4().hex, Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient")
    confirmation = node(subject, "SubjectConfirmation", Method="urn:oasis:names:tc:SAML:2.0:cm:bearer")
    node(confirmation, "SubjectConfirmationData", NotOnOrAfter=when(ends), Recipient=acs, **asked_inside)
    conditions = node(assertion, "Conditions", NotBefore=when(starts), NotOnOrAfter=when(ends))
    audience = "https://another.example/metadata" if fault == "audience" else issuer
    node(node(conditions, "AudienceRestriction"), "Audience", audience)
    statement = node(assertion, "AuthnStatement", AuthnInstant=when(0), SessionIndex="_1")
    node(
        node(statement, "AuthnContext"),
        "AuthnContextClassRef",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password",
    )
    add_attributes(assertion, said)
    if fault != "unsigned":
        (SOMEBODY_ELSES if fault == "signature" else OURS).sign(assertion)
    return base64.b64encode(spoil(response, assertion, fault, said)).decode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_address[1]}"
        where, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if where == "/metadata":
            self.reply(metadata(here), "application/samlmetadata+xml")
            return
        packed = base64.b64decode(query.pop("SAMLRequest")[0])
        question = etree.fromstring(zlib.decompress(packed, -15))
        said = {name: values[0] for name, values in query.items()}
        filled = escape(answer(question, said, here))
        form = (
            f'<form method="post" action="{escape(question.get("AssertionConsumerServiceURL"))}">'
            f'<input type="hidden" name="SAMLResponse" value="{filled}"><button>On</button></form>'
        )
        self.reply(form, "text/html")

    def reply(self, text: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: Any) -> None:
        """Quiet."""


def metadata(here: str) -> str:
    body = "".join(OURS.certificate.decode().splitlines()[1:-1])
    return (
        '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
        f' entityID="{here}/metadata"><IDPSSODescriptor'
        ' protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><ds:KeyInfo>'
        f"<ds:X509Data><ds:X509Certificate>{body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>"
        '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'
        f' Location="{here}/sso"/></IDPSSODescriptor></EntityDescriptor>'
    )


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
