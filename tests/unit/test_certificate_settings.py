"""Which certificate a stack serves, and what is wrong with half a wish."""

from dataclasses import replace
from pathlib import Path

import pytest

from deploy.embedded.caddy import Origin, origin
from deploy.embedded.certificate import caddyfile_lines, certificate_kind
from deploy.embedded.config import StackSettings, load_settings
from deploy.embedded.errors import StackError

PLAIN = StackSettings(Path("/var/bayge"), Path("/cache"))
NAMED = replace(PLAIN, lan=True, name="marks.example.kz")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Give two files that are there."""
    certificate, key = tmp_path / "a b.pem", tmp_path / "key.pem"
    certificate.write_text("certificate")
    key.write_text("key")
    return certificate, key


@pytest.fixture
def caddy(tmp_path: Path) -> str:
    """Give a Caddy that has the module of one provider."""
    program = tmp_path / "caddy"
    program.write_text("#!/bin/sh\necho dns.providers.cloudflare\n")
    program.chmod(0o700)
    return str(program)


def test_without_a_wish_there_is_none_and_caddy_makes_one_for_tls() -> None:
    """The Caddyfile says nothing more in either case."""
    assert ["none", "internal"] == [certificate_kind(one) for one in (PLAIN, replace(PLAIN, tls=True))]
    assert "" == caddyfile_lines(replace(PLAIN, tls=True), "caddy")


def test_the_venues_files_are_named_to_caddy(files: tuple[Path, Path]) -> None:
    """A blank in a path is no end of it; the address answers to any name."""
    settings = replace(NAMED, certificate=files)

    assert f'tls "{files[0]}" "{files[1]}"' == caddyfile_lines(settings, "caddy")
    assert Origin(8080, "https", "marks.example.kz", "files", "marks.example.kz", 8081) == origin(
        settings, 8080, 8081
    )
    assert "https://:8080" == origin(settings, 8080, 8081).sites
    assert "https://marks.example.kz:8080" == origin(settings, 8080, 8081).public_url


def test_a_name_is_certified_by_the_dns_challenge(caddy: str) -> None:
    """The provider's words stand as they are in Caddy's own documentation."""
    wish = "cloudflare {env.CLOUDFLARE_API_TOKEN}"
    settings = replace(NAMED, acme_dns=wish, acme_email="it@example.kz")

    assert [
        "tls {", "issuer acme {", "email it@example.kz", f"dns {wish}", "}", "}",
    ] == caddyfile_lines(settings, caddy).splitlines()  # fmt: skip
    assert "https://marks.example.kz:8080" == origin(settings, 8080, 8081).sites


def test_a_caddy_without_the_providers_module_is_told_at_once(caddy: str) -> None:
    """What to do is said, too: the Caddy that comes along has none."""
    with pytest.raises(StackError, match=r"no module dns\.providers\.gandi.*BAYGE_CADDY"):
        caddyfile_lines(replace(NAMED, acme_dns="gandi {env.TOKEN}"), caddy)


def test_half_a_wish_is_refused(files: tuple[Path, Path]) -> None:
    """A key without a certificate, a file that is not there, a challenge for no name, two certificates."""
    certificate, key = files
    for environ, said in (
        ({"BAYGE_CERT": str(certificate)}, "give --cert and --key"),
        ({"BAYGE_KEY": str(key)}, "give --cert and --key"),
        ({"BAYGE_CERT": str(certificate), "BAYGE_KEY": f"{key}.no"}, "There is no file"),
    ):
        with pytest.raises(StackError, match=said):
            load_settings(environ)
    with pytest.raises(StackError, match="needs the name"):
        certificate_kind(replace(PLAIN, acme_dns="cloudflare"))
    with pytest.raises(StackError, match="choose one"):
        certificate_kind(replace(NAMED, acme_dns="cloudflare", certificate=files))
    with pytest.raises(StackError, match="cannot hold"):
        caddyfile_lines(replace(NAMED, certificate=(Path('/a"b'), key)), "caddy")


def test_settings_name_the_files(files: tuple[Path, Path]) -> None:
    """In the environment as on the command line."""
    environ = {"BAYGE_CERT": str(files[0]), "BAYGE_KEY": str(files[1]), "BAYGE_NAME": "marks.example.kz"}

    settings = load_settings(environ)

    assert (files, "marks.example.kz") == (settings.certificate, settings.name)


def test_beside_https_plain_http_leads_to_trust() -> None:
    """Without HTTPS there is nothing to trust."""
    secure = origin(replace(PLAIN, tls=True), 8080, 8081)

    assert ("https://localhost:8080", "http://127.0.0.1:8081/trust") == (secure.secure_url, secure.trust_url)
    assert None is origin(PLAIN, 8080).trust_url
