"""The search page."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.ledger.fold import phrases
from sayso.web.contexts.search import search_page
from sayso.web.deps import LedgerDep, page

router = APIRouter(include_in_schema=False)


@router.get("/search")
def show_search(request: Request, ledger: LedgerDep, q: str = "") -> HTMLResponse:
    """What the ledger holds with the words; how to ask where there are none."""
    found = search_page(ledger, q) if phrases(q) else None
    return page(request, "search.html", s=found, q=q)
