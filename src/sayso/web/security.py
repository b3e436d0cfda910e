"""What holds for every request and answer: limits of size, the hosts that are served, and the headers that keep pages closed."""

import re
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.settings import LOOPBACK, MAX_BODY, MAX_URL, WebSettings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing is loaded from elsewhere, and no script or style stands in a page: text of a report can start nothing."""
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # with no-referrer a browser sends the forms of our own pages with "Origin: null", which tells them from nobody's
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer."""


_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::\d+)?", re.ASCII)


class Guarded:
    """Wraps the app: refuses what is too large or meant for another host, and adds the headers."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refusal(scope)
        body = None
        if refused is None and scope["method"] not in ("GET", "HEAD"):
            body = await _body(receive)
            if body is None:
                refused = (413, f"the request is larger than {MAX_BODY // 1024} kB", "Send less at once")
        if refused is not None:
            from sayso.web.errors import RequestError, answer

            status, what, hint = refused
            response = await run_in_threadpool(answer, Request(scope), RequestError(status, what, hint=hint))
            await response(scope, receive, send_with_headers)
            return
        await self._app(scope, receive if body is None else _replay(body, receive), send_with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        """Status, words and hint of a refusal; None where the request is served."""
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_URL:
            return 414, f"the address is longer than {MAX_URL} characters", "Take a filter away"
        # a page of another site can have its name point to this machine; the browser then sends that name
        host = _HOST.fullmatch(_header(scope, b"host"))
        if host is None or (self._settings.local and host[1].strip("[]").lower() not in LOOPBACK):
            return 400, "this host is not served here", f"Open {self._settings.address}"
        return None


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def _body(receive: Receive) -> bytes | None:
    """The body of the request; None where it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
