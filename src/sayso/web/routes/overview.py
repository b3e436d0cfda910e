"""The overview and its data."""

import json

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from sayso.web.contexts.filters import asked
from sayso.web.contexts.overview import columns, line, more, overview
from sayso.web.deps import LedgerDep, page

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_overview(request: Request, ledger: LedgerDep) -> HTMLResponse:
    """Map, timeline and list of the events that fit the filter; for htmx only the part that changes."""
    wanted = asked(request.query_params)
    part = request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
    if part and request.headers.get("HX-Target") == "more":
        return page(request, "overview/more.html", view=more(ledger, wanted))
    name = "overview/results.html" if part else "overview/page.html"
    return page(request, name, view=overview(ledger, wanted))


@router.get("/overview/event/{event}")
def show_card(request: Request, ledger: LedgerDep, event: str) -> HTMLResponse:
    """One event in a few words, for the map."""
    return page(request, "overview/card.html", line=line(ledger.event(event)))


@router.get("/data/overview")
def give_points(request: Request, ledger: LedgerDep) -> Response:
    """The events that fit the filter as columns for map and timeline."""
    found = columns(ledger.event_points(asked(request.query_params).chosen))
    return Response(json.dumps(found, separators=(",", ":")), media_type="application/json")
