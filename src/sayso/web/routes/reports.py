"""Pages of reports and claims."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sayso.web.contexts.claim import claim_page
from sayso.web.contexts.linked import stamp
from sayso.web.contexts.report import report_list, report_page
from sayso.web.deps import LedgerDep, page

router = APIRouter(include_in_schema=False)


@router.get("/reports")
def show_reports(
    request: Request, ledger: LedgerDep, outlet: str = "", text: str = "", after: str = ""
) -> HTMLResponse:
    """The reports, and what could not be read."""
    found = report_list(ledger, outlet, text, after or None)
    return page(request, "reports.html", l=found, outlet=outlet, text=text)


@router.get("/reports/{report:path}")
def show_report(request: Request, ledger: LedgerDep, report: str) -> HTMLResponse:
    """The whole text of a report with its claims marked."""
    return page(request, "report.html", r=report_page(ledger, report))


@router.get("/claims/{claim}")
def show_claim(request: Request, ledger: LedgerDep, claim: str) -> HTMLResponse:
    """A claim in its paragraph."""
    return page(request, "claim.html", c=claim_page(ledger, claim), stamp=stamp)
