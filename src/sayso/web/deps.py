"""What routes ask for: the ledger, who asks, the right to do it, and a page of a template."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from sayso.ledger.accounts import User, UserRole
from sayso.run.ledger import Ledger
from sayso.web.errors import JSON_PATHS, RequestError
from sayso.web.render import render
from sayso.web.sessions import Visitor, visitor_of

CSRF_FIELD = "csrf"
"""The field of a form that carries the visitor's token."""
CSRF_HEADER = "X-CSRF-Token"
"""The header that carries it instead."""
_OPEN = frozenset({"/login", "/logout", "/api/v1/session"})
"""Paths for those who are not signed in. What they change is the session only."""
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})


async def guard(request: Request) -> None:
    """Let a request through: signed in for looking; for anything else a reviewer, from a page of ours.

    It holds for every route of the app, so that a new route is closed before anybody thinks of it.

    Raises:
        RequestError: where the request is refused.
    """
    visitor = await run_in_threadpool(visitor_of, request)
    request.state.visitor = visitor
    changing = request.method not in _LOOKING
    if changing:
        await _check_origin(request, visitor)
    if request.url.path in _OPEN:
        return
    if visitor.user is None:
        raise _sign_in_first(request)
    if changing:
        _check_role(visitor.user, UserRole.REVIEWER)


async def _check_origin(request: Request, visitor: Visitor) -> None:
    if not _from_us(request):
        raise RequestError(403, "the form was sent from another site", hint="Use the pages of the workbench")
    token = request.headers.get(CSRF_HEADER)
    if token is None and "form" in request.headers.get("Content-Type", ""):
        field = (await request.form()).get(CSRF_FIELD)
        token = field if isinstance(field, str) else None
    if token is None or not visitor.sent_by_us(token):
        raise RequestError(
            403,
            "the request carries no valid token of this session",
            hint="Load the page again and repeat what you did",
        )


def _from_us(request: Request) -> bool:
    """Whether the browser does not say that another site sent the request.

    A form of ours comes with the origin "null", because our pages let no referrer out; Sec-Fetch-Site then says whose it is.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("Host")


def _sign_in_first(request: Request) -> RequestError:
    if request.url.path.startswith(JSON_PATHS):
        return RequestError(401, "sign in first", hint="POST name and password to /api/v1/session")
    query = f"?{request.url.query}" if request.url.query else ""
    here = request.url.path + query if request.method == "GET" else "/"
    to = f"/login?next={quote(here, safe='')}"
    if request.headers.get("HX-Request") == "true":
        return RequestError(401, "sign in first", hint="Your session has ended", headers={"HX-Redirect": to})
    return RequestError(303, "sign in first", headers={"Location": to})


def _check_role(user: User, needed: UserRole) -> None:
    if not user.role.covers(needed):
        raise RequestError(
            403,
            f"the user {user.name} has the role {user.role.value} and cannot do this",
            hint=f"An admin can change that with: sayso user role {user.name} {needed.value}",
        )


def _ledger(request: Request) -> Ledger:
    found: Ledger = request.app.state.ledger
    return found


def _user(request: Request) -> User:
    visitor: Visitor = request.state.visitor
    if visitor.user is None:
        raise _sign_in_first(request)
    return visitor.user


LedgerDep = Annotated[Ledger, Depends(_ledger)]
"""The open ledger. It may be used from several threads."""
UserDep = Annotated[User, Depends(_user)]
"""Who asks, with their role."""


def require(role: UserRole) -> Callable[[Request], User]:
    """A dependency that gives the user and refuses those without the role: Depends(require(UserRole.ADMIN))."""

    def check(request: Request) -> User:
        user = _user(request)
        _check_role(user, role)
        return user

    return check


def page(
    request: Request,
    template: str,
    /,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """The template as a page, with the context; user, csrf, path, query, asset and version are there in every template."""
    return render(request, template, context, status=status, headers=headers)
