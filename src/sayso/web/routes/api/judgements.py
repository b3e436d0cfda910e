"""Decisions whether two claims are about one event."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.types import Judgement
from sayso.web.deps import LedgerDep, UserDep
from sayso.web.routes.api.answers import page_by_key, reply, reply_page
from sayso.web.routes.api.shapes import NewJudgement, Paged, Withdrawal, Words, gives, gives_page

router = APIRouter(prefix="/judgements", tags=["judgements"])


class JudgementQuery(Paged):
    """withdrawn gives those that were withdrawn too, and the withdrawals."""

    withdrawn: bool = False


@router.get("", responses=gives_page(Judgement))
def list_judgements(request: Request, ledger: LedgerDep, query: Annotated[JudgementQuery, Query()]) -> Response:
    """The judgements that hold, oldest first."""
    rows = ledger.judgements(withdrawn=query.withdrawn)
    page = page_by_key(rows, [row.id for row in rows], query.after, query.limit)
    return reply_page(request, page.rows, page.next)


@router.post("", status_code=201, responses=gives(Judgement, 201))
def judge(request: Request, ledger: LedgerDep, user: UserDep, given: NewJudgement) -> Response:
    """Decide whether two claims are about one event; events are linked anew at once. For reviewers."""
    made = ledger.judge(given.claim_a, given.claim_b, given.verdict, user.name, given.why)
    return reply(request, made, 201)


@router.post("/{judgement_id}/withdrawal", status_code=201, responses=gives(Judgement, 201))
def withdraw(request: Request, ledger: LedgerDep, user: UserDep, judgement_id: Words, given: Withdrawal) -> Response:
    """Take a judgement back; it stays in the ledger, and so does the withdrawal. For reviewers."""
    return reply(request, ledger.undo(user.name, judgement_id, given.why), 201)
