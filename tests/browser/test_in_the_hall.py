"""A laptop in a hall, reached by another name than its own: what a tablet gets with a certificate, and what without.

Browsers call only https and localhost secure; here the laptop is called `bors.test`, as a tablet would call it.
"""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from playwright.sync_api import Browser, Page

from scenarios.chromium import CHROMIUM, FLAGS, PATIENCE
from tests.browser.conftest import Served, serving

pytestmark = pytest.mark.browser

BY_NAME = "--host-resolver-rules=MAP bors.test 127.0.0.1"
REGISTER = """navigator.serviceWorker.register("/lorenskog-2027/sw.js", { scope: "/lorenskog-2027/" })
    .then(() => "registered", (error) => error.message)"""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "laptop.pem"
    trustme.CA().issue_cert("bors.test").private_key_and_cert_chain_pem.write_to_path(path)
    return path


def told_to_trust(certificate: Path) -> str:
    """What Chromium is told instead of an authority: the hash of the certificate's public key."""
    pem = certificate.read_bytes()
    key = load_pem_x509_certificate(pem[pem.index(b"-----BEGIN CERT") :]).public_key()
    digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(digest).decode()}"


@contextmanager
def a_tablet(chromium: Browser, *flags: str, clicked_on: bool = False) -> Iterator[Page]:
    """A browser of its own. `clicked_on`: somebody saw the warning of an unknown certificate, and went on."""
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, BY_NAME, *flags])
    context = browser.new_context(locale="nb-NO", ignore_https_errors=clicked_on)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    browser.close()


def at_the_reception(page: Page, served: Served) -> None:
    page.goto(served.links["Resepsjon"].replace("127.0.0.1", "bors.test"))
    page.get_by_role("heading", name="Resepsjon", level=1).wait_for()
    page.locator("[data-door][data-ready]").wait_for()  # before that the list may be made anew under a tap
    page.locator(".guest").first.wait_for()


def test_with_a_certificate_the_tablet_keeps_its_page_and_may_have_the_camera(
    demo_file: Path, tmp_path: Path, chromium: Browser, certificate: Path
) -> None:
    pair = {"BORSE_CERTIFICATE": str(certificate), "BORSE_KEY": str(certificate)}
    with (
        serving(tmp_path, **pair) as server,
        a_tablet(chromium, told_to_trust(certificate)) as page,
    ):
        at_the_reception(page, server.put_in(demo_file))
        assert page.url.startswith("https://bors.test:")
        assert page.evaluate("[isSecureContext, 'mediaDevices' in navigator]") == [True, True]
        page.locator("html[data-kept]").wait_for()


def test_a_warning_that_was_clicked_away_is_no_certificate(
    demo_file: Path, tmp_path: Path, chromium: Browser, certificate: Path
) -> None:
    pair = {"BORSE_CERTIFICATE": str(certificate), "BORSE_KEY": str(certificate)}
    with serving(tmp_path, **pair) as server, a_tablet(chromium, clicked_on=True) as page:
        at_the_reception(page, server.put_in(demo_file))
        assert "SSL certificate error" in page.evaluate(REGISTER)


def test_over_plain_http_the_desk_works_without_them(served: Served, chromium: Browser) -> None:
    with a_tablet(chromium) as page:
        at_the_reception(page, served)
        assert page.evaluate("[isSecureContext, 'mediaDevices' in navigator, 'serviceWorker' in navigator]") == [
            False,
            False,
            False,
        ]
        page.get_by_role("searchbox").fill("ada alg")
        page.get_by_role("button", name="Ada Algoritmi").click()
        page.locator("[data-arrived]", has_text="1").wait_for()
        with a_tablet(chromium) as other:  # and there, too: it is with the børs, not only on this one
            at_the_reception(other, served)
            other.locator("[data-arrived]", has_text="1").wait_for()
