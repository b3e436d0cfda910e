"""The workbench as it is served: the overview is there at once, all else is loaded behind it.

Whoever starts the server waits for the first page, and only for what that page needs. The rest of the workbench (FastAPI, the other
pages, the API) is loaded once the first page was sent, or when anything else is asked for.
"""

import asyncio
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.run.ledger import Ledger
from sayso.web import errors, first
from sayso.web.security import Guarded
from sayso.web.settings import WebSettings

_EARLY = frozenset({"/", "/assets/"})
_QUIET = 0.3
"""Seconds after the last early request, when the browser has what it paints first."""


class Front:
    """An ASGI app over an open ledger, which stays the caller's: it is not closed here."""

    def __init__(self, ledger: Ledger, settings: WebSettings, loaded: Callable[[], None] = lambda: None) -> None:
        self._ledger = ledger
        self._settings = settings
        self._loaded = loaded
        self._first = Starlette(routes=first.ROUTES)
        self._first.state.ledger = ledger
        self._first.state.settings = settings
        self._first.add_middleware(Guarded, settings=settings)
        errors.install(self._first)
        self._rest: asyncio.Task[ASGIApp] | None = None
        self._soon: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"][: len("/assets/")] in _EARLY:
            await self._first(scope, receive, send)
            self._load_soon()
        else:
            # a request that its browser gives up does not stop what all others wait for
            app = await asyncio.shield(self._loading())
            await app(scope, receive, send)

    def _load_soon(self) -> None:
        """Load the rest when the browser has had what it shows first: loading would hold up its styles and scripts."""
        if self._rest is None:
            if self._soon is not None:
                self._soon.cancel()
            self._soon = asyncio.get_running_loop().call_later(_QUIET, self._loading)

    def _loading(self) -> "asyncio.Task[ASGIApp]":
        if self._rest is None or (self._rest.done() and self._rest.exception()):
            self._rest = asyncio.create_task(asyncio.to_thread(self._load))
        return self._rest

    def _load(self) -> ASGIApp:
        from sayso.web.app import create_app

        app = create_app(self._ledger, self._settings)
        self._loaded()
        return app
