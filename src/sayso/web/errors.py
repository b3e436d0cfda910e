"""Faults as pages and as JSON, in the words of the command line."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import PurePath

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.errors import LedgerError, NotFoundError, SaysoError
from sayso.web.render import render
from sayso.web.security import HEADERS

JSON_PATHS = ("/api/", "/data/")
"""Paths that answer with JSON, faults too."""


class RequestError(SaysoError):
    """A request that is refused with a status of its own."""

    def __init__(
        self, status: int, what: str, *, where: str = "", hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.status = status
        self.headers = dict(headers or {})


class Unchanged(Exception):  # noqa: N818 it is no error
    """The client has what would be answered; headers say how it can ask again."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = dict(headers)


def status_of(error: SaysoError) -> int:
    """The HTTP status of a fault: what a user can mend is 4xx, a ledger that does not answer is 503."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, NotFoundError):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, LedgerError) else HTTPStatus.BAD_REQUEST


def answer(request: Request, error: SaysoError) -> Response:
    """A fault as the request wants it: a page, a part of one for htmx, or JSON."""
    status = HTTPStatus(status_of(error))
    where = _shown(request, error.where)
    headers = error.headers if isinstance(error, RequestError) else {}
    if request.scope["path"].startswith(JSON_PATHS):
        detail = str(SaysoError(error.what, where=where, hint=error.hint))
        problem = {"title": status.phrase, "status": int(status), "detail": detail}
        problem |= {"what": error.what, "where": where, "hint": error.hint}
        return JSONResponse(problem, int(status), headers, "application/problem+json")
    part = request.headers.get("HX-Request") == "true"
    words = {"phrase": status.phrase, "what": error.what, "where": where, "hint": error.hint}
    return render(request, "error_part.html" if part else "error.html", words, status=int(status), headers=headers)


def _shown(request: Request, where: str) -> str:
    """What a fault is about. Of the ledger only its last name: the folders of the server are nobody's business."""
    path = request.app.state.ledger.path
    return PurePath(where).name if where == path else where


def install(app: Starlette) -> None:
    """Answer every fault of the app by answer(); what nobody foresaw is logged and shown without its details."""

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, SaysoError)
        return await run_in_threadpool(answer, request, error)

    async def unchanged(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Unchanged)
        return Response(status_code=304, headers=error.headers)

    async def plain(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return await run_in_threadpool(answer, request, _of_status(request, error))

    async def unforeseen(request: Request, error: Exception) -> Response:
        fault = RequestError(500, "something went wrong in sayso", hint="Its server's log says what")
        response = await run_in_threadpool(answer, request, fault)
        # this answer is made outside of the middleware that gives every other one its headers
        response.headers.update(HEADERS)
        return response

    app.add_exception_handler(SaysoError, known)
    app.add_exception_handler(Unchanged, unchanged)
    app.add_exception_handler(HTTPException, plain)
    app.add_exception_handler(Exception, unforeseen)


def _of_status(request: Request, error: HTTPException) -> RequestError:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return RequestError(404, f"there is no page {request.scope['path']}", hint="Start from the overview")
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        what = f"{request.method} is not possible here"
        return RequestError(405, what, where=request.scope["path"], headers=error.headers)
    return RequestError(error.status_code, str(error.detail)[:200], headers=error.headers)
