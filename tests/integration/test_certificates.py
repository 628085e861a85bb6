"""Certificates, with a real Caddy: phones find how to trust them, and nobody finds a key."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from deploy.embedded import web
from deploy.embedded.caddy import authority_certificate
from tests.stack import RunningStack, running

HEADERS: Final = ("Permissions-Policy", "Content-Security-Policy", "Content-Type")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        """Follow nothing: the test looks at where it leads."""


def get(url: str, authority: Path | None = None) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and content; trusts what ``authority`` has signed and nobody else."""
    context = ssl.create_default_context(cafile=authority)
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(url, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, dict(refusal.headers), refusal.read()


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run Caddy alone, with a certificate that it makes itself."""
    web.build()
    yield from running(RunningStack(tmp_path_factory.mktemp("secure") / "var", ("caddy",), ("--tls",)))


def plain_url(stack: RunningStack) -> str:
    """Return the address over plain HTTP."""
    assert stack.addresses.trust_url is not None
    return stack.addresses.trust_url.removesuffix("/trust")


def test_the_root_certificate_is_had_over_plain_http_and_is_the_one(secure: RunningStack) -> None:
    """What a phone installs is what makes it trust the address."""
    status, headers, content = get(f"{plain_url(secure)}/trust/root.crt")

    assert (200, "application/x-x509-ca-cert") == (status, headers["Content-Type"])
    assert authority_certificate(secure.var).read_bytes() == content
    assert 200 == get(f"{secure.base_url}/trust", authority_certificate(secure.var))[0]


@pytest.mark.parametrize(
    "path",
    [
        "/trust/root.key",
        "/trust/intermediate.key",
        "/trust/root.crt/../root.key",
        "/trust/root.crt/root.key",
        "/trust/%2e%2e/root.key",
        "/trust/root%2ekey",
        "/trust/..%2froot.key",
    ],
)
def test_no_address_gives_a_key_away(secure: RunningStack, path: str) -> None:
    """The keys lie beside the certificate; whoever has one is everybody's authority."""
    root = authority_certificate(secure.var)
    answers = [get(f"{plain_url(secure)}{path}"), get(f"{secure.base_url}{path}", root)]

    assert (secure.var / "caddy/data/pki/authorities/local/root.key").exists()
    assert [] == [content for _, _, content in answers if b"PRIVATE" in content]


def test_the_pages_are_told_where_everything_is(secure: RunningStack) -> None:
    """The helping page leads to the address that is to be trusted, and may ask it."""
    status, headers, page = get(f"{plain_url(secure)}/trust")
    told = json.loads(get(f"{plain_url(secure)}/trust/addresses.json")[2])

    assert 200 == status
    assert b"/assets/trust-" in page
    assert f"connect-src 'self' {secure.base_url}" in headers["Content-Security-Policy"]
    assert {"secure": secure.base_url, "trust": secure.addresses.trust_url, "certificate": "internal"} == told


def test_all_else_over_plain_http_leads_to_the_secure_address(secure: RunningStack) -> None:
    """No mark and no token ever goes over plain HTTP."""
    for path in ("/", "/mark", "/api/v1/sessions"):
        status, headers, _ = get(f"{plain_url(secure)}{path}")
        assert (302, f"{secure.base_url}{path}") == (status, headers["Location"])


def test_only_the_marking_page_may_ask_for_the_camera(secure: RunningStack) -> None:
    """It reads another phone's outbox; no other page has a reason to."""
    allowed = {
        path: get(f"{secure.base_url}{path}", authority_certificate(secure.var))[1]["Permissions-Policy"]
        for path in ("/mark", "/mark/", "/chief", "/", "/trust", "/nothing.js")
    }

    assert {"/mark", "/mark/"} == {path for path, said in allowed.items() if "camera=(self)" in said}
    assert all("camera=()" in said for path, said in allowed.items() if not path.startswith("/mark"))


def test_the_venues_own_certificate_is_served(secure: RunningStack, tmp_path: Path) -> None:
    """`--cert` and `--key`: here a certificate that another authority has made before."""
    made = secure.var / "caddy/data/certificates/local/localhost"
    own = ("--cert", str(made / "localhost.crt"), "--key", str(made / "localhost.key"))
    stack = RunningStack(tmp_path / "own stack" / "var", ("caddy",), own)
    stack.start()
    try:
        told = json.loads(get(f"{plain_url(stack)}/trust/addresses.json")[2])

        assert 200 == get(f"{stack.base_url}/", authority_certificate(secure.var))[0]
        assert "files" == told["certificate"]
    finally:
        stack.stop()
