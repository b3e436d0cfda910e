"""Saved views: addresses of the workbench that a user keeps under a name."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.web.contexts.linked import stamp
from sayso.web.deps import LedgerDep, UserDep, page

router = APIRouter(include_in_schema=False)


@router.get("/views")
def show_views(request: Request, ledger: LedgerDep, user: UserDep, address: str = "") -> HTMLResponse:
    """The user's views, and a form to keep another."""
    return page(request, "views.html", views=ledger.saved_views(user.name), address=address, stamp=stamp)


@router.post("/views")
def keep_view(
    ledger: LedgerDep,
    user: UserDep,
    name: Annotated[str, Form(max_length=200)],
    address: Annotated[str, Form(max_length=2000)],
) -> RedirectResponse:
    """Keep a view."""
    ledger.save_view(user.name, name, address)
    return RedirectResponse("/views", 303)


@router.post("/views/{key}/drop")
def drop_view(ledger: LedgerDep, user: UserDep, key: str) -> RedirectResponse:
    """Keep a view no longer."""
    ledger.drop_view(user.name, key)
    return RedirectResponse("/views", 303)
