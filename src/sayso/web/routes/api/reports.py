"""Reports and claims."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger import ReportRow, Status
from sayso.types import Claim, Link, Report
from sayso.web.deps import LedgerDep
from sayso.web.routes.api.answers import page_by_id, reply, reply_page
from sayso.web.routes.api.shapes import ClaimQuery, ReportQuery, Words, gives, gives_page

router = APIRouter(tags=["reports and claims"])


@router.get("/status", responses=gives(Status))
def status(request: Request, ledger: LedgerDep) -> Response:
    """What the ledger holds, and what was not found."""
    return reply(request, ledger.status())


@router.get("/reports", responses=gives_page(ReportRow))
def list_reports(request: Request, ledger: LedgerDep, query: Annotated[ReportQuery, Query()]) -> Response:
    """Reports in their current version, in the order in which they came."""
    found = list(ledger.report_rows(query.filter()))
    shown = found[: query.limit]
    return reply_page(request, shown, shown[-1].report.id if len(found) > query.limit else None)


@router.get("/reports/{report_id:path}", responses=gives(Report))
def one_report(request: Request, ledger: LedgerDep, report_id: Words) -> Response:
    """A report with its text; the id can be cut short."""
    return reply(request, ledger.report(report_id))


@router.get("/claims", responses=gives_page(Claim))
def list_claims(request: Request, ledger: LedgerDep, query: Annotated[ClaimQuery, Query()]) -> Response:
    """Current claims, in the order in which they were read."""
    report = ledger.report(query.report).id if query.report else None
    page = page_by_id(ledger.claims(query.filter(report)), query.limit)
    return reply_page(request, page.rows, page.next)


@router.get("/claims/{claim_id}", responses=gives(Claim))
def one_claim(request: Request, ledger: LedgerDep, claim_id: Words) -> Response:
    """A claim with its words, spans and values; the id can be cut short."""
    return reply(request, ledger.claim(claim_id))


@router.get("/claims/{claim_id}/links/{other_id}", responses=gives(Link))
def why_linked(request: Request, ledger: LedgerDep, claim_id: Words, other_id: Words) -> Response:
    """What speaks for and against two claims being about one event."""
    return reply(request, ledger.why(claim_id, other_id))
