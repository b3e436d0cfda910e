"""Pages of disputes: the list, and one event's sides in columns."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.web.contexts.dispute import dispute_list, disputed_event
from sayso.web.deps import LedgerDep, page

router = APIRouter(include_in_schema=False)


@router.get("/disputes")
def show_disputes(request: Request, ledger: LedgerDep, after: str = "") -> HTMLResponse:
    """What sources differ on, the largest consequence first."""
    return page(request, "disputes.html", l=dispute_list(ledger, after or None))


@router.get("/disputes/{event}")
def show_dispute(request: Request, ledger: LedgerDep, event: str) -> HTMLResponse:
    """The sides of an event's disputes in columns."""
    return page(request, "dispute.html", e=disputed_event(ledger, ledger.whole(event)))
