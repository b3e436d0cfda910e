"""Who may do what: every request is looked at before it is served."""

from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from sayso.ledger.accounts import User, UserRole
from sayso.web.errors import JSON_PATHS, RequestError
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
        check_role(visitor.user, UserRole.REVIEWER)


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


def check_role(user: User, needed: UserRole) -> None:
    """Refuse a user without the role.

    Raises:
        RequestError: where the role does not cover what is needed.
    """
    if not user.role.covers(needed):
        raise RequestError(
            403,
            f"the user {user.name} has the role {user.role.value} and cannot do this",
            hint=f"An admin can change that with: sayso user role {user.name} {needed.value}",
        )


def user_of(request: Request) -> User:
    """The user who asks.

    Raises:
        RequestError: where nobody is signed in.
    """
    visitor: Visitor = request.state.visitor
    if visitor.user is None:
        raise _sign_in_first(request)
    return visitor.user
