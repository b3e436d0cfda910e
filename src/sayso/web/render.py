"""Templates to pages."""

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso._version import __version__
from sayso.web.assets import asset
from sayso.web.contexts.outline import outline
from sayso.web.contexts.words import count, shown
from sayso.web.sessions import Visitor, keep_cookie, visitor_of

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with what all of them use: asset, version, and the filters "seg" for a part of a path and "sentence"."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
        # what a page shows may come from a report: no character of it turns the rest of the line around
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    found.globals |= {"asset": asset, "version": __version__, "outline": outline, "count": count}
    found.filters["sentence"] = lambda words: words[:1].upper() + words[1:]
    found.filters["seg"] = lambda value: quote(str(value), safe="")
    return found


def _compiled() -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept from one start to the next: a folder that only its user can write to; None where there is none.

    Compiling those of the first page takes as long as all else that it needs once the server is up.
    """
    import platformdirs

    folder = platformdirs.user_cache_path("sayso") / "templates"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.stat()
        mine = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)
        if mine and os.access(folder, os.W_OK):
            return FileSystemBytecodeCache(str(folder))
    return None


def render(
    request: Request,
    name: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page of the template; it sees the context, and user, csrf, path and query."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    if visitor is None:
        visitor = request.state.visitor = visitor_of(request)
    shared = {
        "user": visitor.user,
        "signed_in": visitor.signed_in,
        "csrf": visitor.csrf,
        "path": request.scope["path"],
        "query": request.scope["query_string"].decode("latin-1"),
    }
    response = HTMLResponse(environment().get_template(name).render({**shared, **context}), status, dict(headers or {}))
    keep_cookie(response, visitor, request.app.state.settings)
    return response
