"""The house rules that a program can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = ("shared", "services", "deploy")
FILE_LINES_MAX = 300
TABLES = {"deploy/samples"}
"""Folders whose files are tables of names: as long as their matter."""

# Each client library lives in few named places, so that replacing one is a small change.
HOMES = {
    "faust": ("services/scoring/", "deploy/bench/"),
    "redis": (
        "services/leaderboard/",
        "services/broadcast/",
        "services/ingest/redis_ephemeral.py",
        "services/office/shown_redis.py",
        "deploy/embedded/",
    ),
    "websockets": ("services/broadcast/", "shared/live_client.py", "deploy/bench/serve_broadcast.py"),
    "fastapi": (
        "services/ingest/",
        "services/office/",
        "services/leaderboard/api",
        "shared/http_app.py",
        "shared/http_problems.py",
    ),
    "orjson": ("shared/codec.py",),
    "openpyxl": ("shared/workbook_cells.py", "shared/workbook_export.py"),
    "jwt": ("shared/tokens.py",),
    "argon2": ("services/ingest/hashing.py",),
    "PIL": ("services/leaderboard/cards/",),
}


def sources() -> list[Path]:
    """Return every Python file of the product."""
    return sorted(
        path for folder in CODE for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts
    )


def tracked() -> list[Path]:
    """Return every text file that git knows."""
    said = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in said.split("\0") if name and not name.endswith((".png", ".ico", ".jpg"))]


def test_imports_follow_the_dependency_rule() -> None:
    """The contracts in pyproject.toml: rules import nothing, services not each other."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout


@pytest.mark.parametrize("library", HOMES)
def test_a_client_library_stays_in_its_home(library: str) -> None:
    """A second home for Redis or FastAPI is a decision, not an accident."""
    pattern = re.compile(rf"^\s*(from|import) {library}\b", re.MULTILINE)

    users = [str(path.relative_to(ROOT)) for path in sources() if pattern.search(path.read_text())]

    assert [] == [user for user in users if not user.startswith(HOMES[library])]


def test_a_file_fits_one_sitting() -> None:
    """Longer files hide a second noun; tables of names are as long as their matter."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text().splitlines())) > FILE_LINES_MAX
        and str(path.parent.relative_to(ROOT)) not in TABLES
    }

    assert {} == long


def test_the_rules_hold_no_float() -> None:
    """R26: a float in the rules is a bug, whatever it is used for."""
    pattern = re.compile(r"\bfloat\b|\d\.\d|(?<![/:])/(?!/)\s*\d")
    domain = (path for path in sources() if "domain" in path.parts)
    code = {path: re.sub(r'"""(?s:.*?)"""|"[^"\n]*"|#.*', "", path.read_text()) for path in domain}

    assert [] == [(path.name, found[0]) for path, text in code.items() if (found := pattern.search(text))]


def test_no_file_names_a_package_registry_or_a_machine() -> None:
    """Lock files do by default; the project must install from wherever its user's clients look."""
    pattern = re.compile(r"https?://[\w./-]*(pypi|pythonhosted|npmjs|maven|golang|crates|debian)")

    assert [] == [
        str(path) for path in tracked() if path.exists() and pattern.search(path.read_text("utf-8"))
    ]


def test_nothing_is_left_to_do_in_a_comment() -> None:
    """What is left to do is an issue."""
    word = "TO" + "DO"

    assert [] == [str(path) for path in sources() if re.search(rf"\b{word}\b", path.read_text())]
