"""Secrets that the stack makes for itself and keeps in the data folder, readable by the owner only."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

PASSWORD_BYTES = 32


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step by one that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that is there keeps its rights."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def new_password() -> str:
    """Return a fresh password that is safe inside a URL."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def kept_secret(path: Path, make: Callable[[], str] = new_password) -> str:
    """Return the secret kept in a file, made on first use."""
    if not path.exists():
        write_private(path, make() + "\n")
    return path.read_text().strip()
