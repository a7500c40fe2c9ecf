"""A time-stamp authority of its own process, for tests: `python -m tests.seals.authority`.

Says `PORT` on its first line and its certificate (PEM) after it, then answers RFC 3161 requests until it is ended.
"""

import sys
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper


def stamper() -> tuple[DummyTimeStamper, str]:
    """An authority and its certificate."""
    key, now = generate_private_key(65537, 2048), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time authority of the tests")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, SHA256())
    )
    own = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    made = DummyTimeStamper(own, keys.PrivateKeyInfo.load(secret))
    return made, certificate.public_bytes(Encoding.PEM).decode()


class Answer(BaseHTTPRequestHandler):
    authority: DummyTimeStamper

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        said = self.authority.request_tsa_response(asked).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_words: object) -> None:
        return


def main() -> None:
    Answer.authority, certificate = stamper()
    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        print(server.server_address[1], flush=True)
        print(certificate, flush=True)
        sys.stdout.close()
        server.serve_forever()


if __name__ == "__main__":
    main()
