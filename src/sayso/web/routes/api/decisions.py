"""What people decided of claims and sources, and the views that they keep."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger import Decision
from sayso.run.views import SavedView
from sayso.types import Review
from sayso.web.deps import LedgerDep, UserDep
from sayso.web.routes.api.answers import page_by_key, reply, reply_page
from sayso.web.routes.api.shapes import GradeQuery, ReviewQuery, gives, gives_list, gives_page

router = APIRouter(tags=["decisions"])


@router.get("/reviews", responses=gives_page(Review))
def list_reviews(request: Request, ledger: LedgerDep, query: Annotated[ReviewQuery, Query()]) -> Response:
    """Opinions on claims and edits of their fields that hold, oldest first."""
    if query.claim:
        claim = ledger.claim(query.claim).id
        rows = ledger.reviews_about([claim], withdrawn=query.withdrawn).get(claim, [])
    else:
        rows = ledger.reviews(withdrawn=query.withdrawn)
    page = page_by_key(rows, [row.id for row in rows], query.after, query.limit)
    return reply_page(request, page.rows, page.next)


@router.get("/grades", responses=gives(gives_list(Decision)))
def list_grades(request: Request, ledger: LedgerDep, query: Annotated[GradeQuery, Query()]) -> Response:
    """The grades of sources as people set them; of one source every grade that it had, oldest first."""
    return reply(request, list(ledger.grades(query.source)))


@router.get("/views", responses=gives(gives_list(SavedView)))
def list_views(request: Request, ledger: LedgerDep, user: UserDep) -> Response:
    """The views that the user keeps, by name."""
    return reply(request, ledger.saved_views(user.name))
