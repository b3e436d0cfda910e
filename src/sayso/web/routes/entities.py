"""Pages of names: equipment, forces, places and sources; and the grades that people give to sources."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.link.grades import RELIABILITY
from sayso.web.contexts.entity import name_page, source_list
from sayso.web.deps import LedgerDep, UserDep, page

router = APIRouter(include_in_schema=False)


def _name(request: Request, ledger: LedgerDep, folder: str, name: str, after: str) -> HTMLResponse:
    return page(request, "name.html", n=name_page(ledger, folder, name, after or None), letters=RELIABILITY)


@router.get("/equipment/{name:path}")
def show_equipment(request: Request, ledger: LedgerDep, name: str, after: str = "") -> HTMLResponse:
    """What is claimed of a kind of equipment."""
    return _name(request, ledger, "equipment", name, after)


@router.get("/forces/{name:path}")
def show_force(request: Request, ledger: LedgerDep, name: str, after: str = "") -> HTMLResponse:
    """What is claimed of a force, body or people."""
    return _name(request, ledger, "forces", name, after)


@router.get("/places/{name:path}")
def show_place(request: Request, ledger: LedgerDep, name: str, after: str = "") -> HTMLResponse:
    """What is claimed of a place."""
    return _name(request, ledger, "places", name, after)


@router.get("/sources")
def show_sources(request: Request, ledger: LedgerDep, q: str = "") -> HTMLResponse:
    """The outlets and sources of the ledger."""
    return page(request, "sources.html", l=source_list(ledger, q.strip()), q=q)


@router.get("/sources/{name:path}")
def show_source(request: Request, ledger: LedgerDep, name: str, after: str = "") -> HTMLResponse:
    """What a source said, and how it holds up."""
    return _name(request, ledger, "sources", name, after)


@router.post("/grades")
def set_grade(
    ledger: LedgerDep,
    user: UserDep,
    source: Annotated[str, Form(max_length=300)],
    letter: Annotated[str, Form(max_length=1)],
    why: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:
    """Set how reliable a source is; earlier grades stay."""
    ledger.grade(source, letter, user.name, why)
    return RedirectResponse(f"/sources/{quote(source, safe='')}", 303)
