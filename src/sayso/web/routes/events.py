"""Pages of events: the event, and why its claims are linked."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.errors import InputError
from sayso.web.contexts.event import event_page, why_page
from sayso.web.contexts.figure import RULES, VAGUE
from sayso.web.contexts.linked import stamp
from sayso.web.deps import LedgerDep, page

router = APIRouter(include_in_schema=False)


@router.get("/events/{event}")
def show_event(
    request: Request,
    ledger: LedgerDep,
    event: str,
    rule: str = "conservative",
    vague: str = "none",
    every: bool = False,
) -> HTMLResponse:
    """An event under a rule and a convention of vague words."""
    found = event_page(ledger, event, rule=rule, vague=vague, every=every)
    return page(request, "event.html", e=found, past=found.past, rules=RULES, vagues=VAGUE, stamp=stamp)


@router.get("/events/{event}/why")
def show_why(request: Request, ledger: LedgerDep, event: str, a: str = "", b: str = "") -> HTMLResponse:
    """Why the claims of an event are linked; of the claims a and b where both are named."""
    if bool(a) != bool(b):
        raise InputError("one claim alone cannot be compared", hint="Name two: ?a=CLAIM&b=CLAIM")
    return page(request, "why.html", e=why_page(ledger, event, (a, b) if a else None))
