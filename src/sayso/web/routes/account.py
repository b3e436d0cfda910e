"""Signing in and out."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from sayso.web.deps import LedgerDep, page
from sayso.web.errors import RequestError
from sayso.web.login import log_in
from sayso.web.sessions import Visitor, keep_cookie, sign_out

router = APIRouter(include_in_schema=False)


@router.get("/login")
def show_login(request: Request, next: str = "/") -> Response:
    """The form to sign in; who is signed in, or need not, goes on."""
    visitor: Visitor = request.state.visitor
    if visitor.user is not None:
        return RedirectResponse(_within(next), 303)
    return page(request, "login.html", next=_within(next), name="", what="")


@router.post("/login")
def try_login(
    request: Request,
    ledger: LedgerDep,
    name: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form(max_length=8000)] = "/",
) -> Response:
    """Sign in and go on to where the visitor wanted to go."""
    try:
        visitor = log_in(request, ledger, name, password)
    except RequestError as error:
        return page(
            request,
            "login.html",
            status=error.status,
            headers=error.headers,
            next=_within(next),
            name=name,
            what=str(error),
        )
    response = RedirectResponse(_within(next), 303)
    keep_cookie(response, visitor, request.app.state.settings)
    return response


@router.post("/logout")
def log_out(request: Request, ledger: LedgerDep) -> Response:
    """Sign out."""
    response = RedirectResponse("/login", 303)
    keep_cookie(response, sign_out(ledger, request.state.visitor), request.app.state.settings)
    return response


def _within(address: str) -> str:
    """The address where it is one of this server; else the overview, so that a link to sign in leads nowhere else."""
    plain = address.isprintable() and not any(c in address for c in "\\ ")
    return quote(address, safe="/?&=%:,;+@!$'()*~-._") if plain and address[:1] == "/" and address[1:2] != "/" else "/"
