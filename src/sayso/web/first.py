"""The first page, the overview, as a plain route: it needs nothing of FastAPI, which takes half a second to load."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from sayso.run.ledger import Ledger
from sayso.web import assets
from sayso.web.contexts.filters import asked
from sayso.web.contexts.overview import more, overview
from sayso.web.guard import guard
from sayso.web.render import render


async def show_overview(request: Request) -> HTMLResponse:
    """Map, timeline and list of the events that fit the filter; for htmx only the part that changes."""
    await guard(request)
    return await run_in_threadpool(_overview, request)


def _overview(request: Request) -> HTMLResponse:
    ledger: Ledger = request.app.state.ledger
    wanted = asked(request.query_params)
    part = request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
    if part and request.headers.get("HX-Target") == "more":
        return render(request, "overview/more.html", {"view": more(ledger, wanted)})
    name = "overview/results.html" if part else "overview/page.html"
    return render(request, name, {"view": overview(ledger, wanted)})


ROUTES = [Route("/", show_overview), *assets.ROUTES]
"""What a browser asks for before it can show the overview."""
