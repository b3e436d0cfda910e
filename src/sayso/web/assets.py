"""Scripts, styles and map data that Vite built: their addresses, and how they are served.

A built file carries a hash of its content in its name, so a browser may keep it for ever. Without a build there are no addresses, and pages
stay plain HTML.
"""

import json
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "assets"
IMMUTABLE = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


def asset(name: str) -> str | None:
    """The address of what was built from client/src/NAME ("main.ts", "styles/main.css"); None where it is not built."""
    manifest = FOLDER / "manifest.json"
    try:
        return _addresses(manifest, manifest.stat().st_mtime_ns).get(name)
    except OSError:
        return None


@lru_cache(maxsize=2)
def _addresses(manifest: Path, _changed: int) -> dict[str, str]:
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    return {source.removeprefix("src/"): f"/assets/{entry['file']}" for source, entry in entries.items()}


def serve(request: Request) -> Response:
    """A built file, compressed where the browser takes it; 404 for anything else."""
    name = request.path_params["name"]
    path = FOLDER / name
    kind = _TYPES.get(path.suffix)
    # a name is one part of a path; a build has no links and no folders
    if kind is None or name == "manifest.json" or path.parent != FOLDER or not path.is_file():
        return Response("There is no such file.", 404, media_type="text/plain")
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    packed = FOLDER / f"{name}.gz"
    if "gzip" in request.headers.get("Accept-Encoding", "") and packed.is_file():
        return FileResponse(packed, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
    return FileResponse(path, media_type=kind, headers=headers)


ROUTES = [Route("/assets/{name}", serve)]
"""A plain route, to which no dependencies of the app apply: the page to sign in needs its styles before there is a user."""
