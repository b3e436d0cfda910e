"""What the overview asks for: the data of map and timeline, and the card of an event."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sayso.web.contexts.filters import asked
from sayso.web.contexts.overview import columns, line
from sayso.web.deps import LedgerDep, page

router = APIRouter(include_in_schema=False)


@router.get("/overview/event/{event}")
def show_card(request: Request, ledger: LedgerDep, event: str) -> HTMLResponse:
    """One event in a few words, for the map."""
    return page(request, "overview/card.html", line=line(ledger.event(event)))


@router.get("/data/overview")
def give_points(request: Request, ledger: LedgerDep) -> Response:
    """The events that fit the filter as columns for map and timeline."""
    found = columns(ledger.event_points(asked(request.query_params).chosen))
    return Response(json.dumps(found, separators=(",", ":")), media_type="application/json")
