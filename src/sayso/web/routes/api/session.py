"""Signing in and out by program."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sayso.web.deps import LedgerDep
from sayso.web.guard import CSRF_HEADER
from sayso.web.login import log_in
from sayso.web.routes.api.answers import reply
from sayso.web.routes.api.shapes import Credentials, Session, SignedIn
from sayso.web.sessions import Visitor, keep_cookie, sign_out

router = APIRouter(prefix="/session", tags=["session"])


@router.get("", response_model=Session)
def who(request: Request) -> Response:
    """Who is signed in, and the token that a request which changes something carries in the header X-CSRF-Token."""
    return _told(request, request.state.visitor)


@router.post("", response_model=Session)
def log_in_here(request: Request, ledger: LedgerDep, given: Credentials) -> Response:
    """Sign in; the cookie of the answer is the session, and its token another one than before."""
    return _told(request, log_in(request, ledger, given.name, given.password))


@router.delete("", response_model=Session)
def log_out(request: Request, ledger: LedgerDep) -> Response:
    """Sign out."""
    return _told(request, sign_out(ledger, request.state.visitor))


def _told(request: Request, visitor: Visitor) -> Response:
    user = SignedIn(name=visitor.user.name, role=visitor.user.role) if visitor.user else None
    response = reply(request, Session(user=user, csrf=visitor.csrf, header=CSRF_HEADER).model_dump(mode="json"))
    keep_cookie(response, visitor, request.app.state.settings)
    return response
