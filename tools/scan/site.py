"""The product under the scanner: production settings behind TLS on the loopback address, a database of its own."""

import http.cookiejar
import ipaddress
import json
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from psycopg2 import sql

from tools import ROOT
from tools.embedded.common import LOOPBACK, free_port
from tools.processes import Child
from tools.servers import Servers

READY_SECONDS = 60
TRUSTED_HOST_DAYS = 2


class SiteError(RuntimeError):
    """The product did not come up under the scanner, or did not let the persona in."""


def certificate(var: Path) -> tuple[Path, Path]:
    """A certificate for the loopback address that nobody else trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LOOPBACK)])
    today = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address(LOOPBACK))
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today)
        .not_valid_after(today + timedelta(days=TRUSTED_HOST_DAYS))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = var / "loopback.crt", var / "loopback.key"
    paths[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    paths[1].touch(mode=0o600)
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths


def copied_database(servers: Servers, name: str) -> dict[str, str]:
    """A copy of the prepared database, so that what one persona does is not met by the next."""
    parts = urllib.parse.urlsplit(servers.owner_url)
    aside = parts._replace(path="/postgres").geturl()
    connection = psycopg2.connect(aside)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        cursor.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(parts.path.strip("/"))
            )
        )
    connection.close()
    application = urllib.parse.urlsplit(servers.database_url)._replace(path=f"/{name}").geturl()
    return {"DATABASE_URL": application, "REDIS_URL": servers.redis_url}


class Site:
    """The running product: its address, the log of what was asked, and a way to sign in."""

    def __init__(self, address: str, asked: Path, trusted: Path) -> None:
        self.address = address
        self.asked = asked
        self._tls = ssl.create_default_context(cafile=str(trusted))

    def sign_in(self, name: str, password: str, cookies: Path) -> None:
        """Sign in by the form as anybody does, and leave the cookies where the scanner reads them."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar), urllib.request.HTTPSHandler(context=self._tls)
        )
        page = opener.open(f"{self.address}/accounts/login/", timeout=30).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token is None:
            raise SiteError("The sign-in page has no form.")
        fields = {"login": name, "password": password, "csrfmiddlewaretoken": token.group(1)}
        request = urllib.request.Request(  # noqa: S310 -- our own address
            f"{self.address}/accounts/login/",
            data=urllib.parse.urlencode(fields).encode(),
            headers={"Referer": f"{self.address}/accounts/login/"},
        )
        opener.open(request, timeout=30)
        if not any("csrf" not in cookie.name and "messages" not in cookie.name for cookie in jar):
            raise SiteError(f"{name} was not let in.")
        cookies.write_text(json.dumps({LOOPBACK: {"/": {cookie.name: _kept(cookie) for cookie in jar}}}))

    def wait(self, web: Child) -> None:
        """Return when the product answers. Raises SiteError."""
        deadline = time.monotonic() + READY_SECONDS
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=self._tls))
        while time.monotonic() < deadline and web.running():
            try:
                opener.open(f"{self.address}/healthz", timeout=5)
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                return
        raise SiteError(f"The product did not come up:\n{web.tail()}")


def _kept(cookie: http.cookiejar.Cookie) -> dict[str, Any]:
    return {
        "version": 0,
        "value": cookie.value,
        "expires": cookie.expires,
        "secure": cookie.secure,
        "port": None,
    }


@contextmanager
def running_site(var: Path, environment: Mapping[str, str], name: str) -> Iterator[Site]:
    """The web process alone, as this persona will meet it, until the block ends."""
    port = free_port()
    address = f"https://{LOOPBACK}:{port}"
    trusted, key = certificate(var)
    asked = var / f"asked-{name}.log"
    asked.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{LOOPBACK}:{port}"),
        *("--certfile", str(trusted), "--keyfile", str(key), "--workers", "1", "--threads", "4"),
        *("--no-control-socket", "--access-logfile", str(asked)),
        *("--access-logformat", "%(s)s %(m)s %(U)s"),
    ]
    settings = {
        "DJANGO_SETTINGS_MODULE": "tools.scan.settings",
        "POPOTNIK_BASE_URL": address,
        "POPOTNIK_HOSTS": LOOPBACK,
        "POPOTNIK_LOG_LEVEL": "WARNING",
    }
    kept = {key: value for key, value in environment.items() if key != "DATABASE_OWNER_URL"}
    web = Child("web", command, log=var / f"web-{name}.log", env={**kept, **settings}, cwd=ROOT)
    try:
        site = Site(address, asked, trusted)
        site.wait(web)
        yield site
    finally:
        web.stop()
