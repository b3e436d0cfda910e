"""Events, figures and disputes."""

from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger import EventRow
from sayso.link.disputes import Dispute
from sayso.run.ledger import EventView
from sayso.run.study import OriginView
from sayso.types import Claim, ReconciledFigure
from sayso.web.deps import LedgerDep
from sayso.web.routes.api.answers import page_by_key, reply, reply_page
from sayso.web.routes.api.shapes import (
    EventQuery,
    FigureQuery,
    Paged,
    RuleQuery,
    Words,
    gives,
    gives_list,
    gives_page,
)

router = APIRouter(tags=["events, figures and disputes"])


@router.get("/events", responses=gives_page(EventView))
def list_events(request: Request, ledger: LedgerDep, query: Annotated[EventQuery, Query()]) -> Response:
    """Events with a claim that fits."""
    page = ledger.event_page(query.filter(), query.after, query.limit, query.order)
    claims = ledger.claims_in(row.id for row in page.rows)
    return reply_page(request, [_view(row, claims.get(row.id, ())) for row in page.rows], page.next)


def _view(row: EventRow, claims: tuple[str, ...]) -> EventView:
    """The row as the command line gives events: with the ids of its claims."""
    same = {f.name: getattr(row, f.name) for f in fields(EventView) if f.name != "claims"}
    return EventView(**same, claims=claims)


@router.get("/events/{event_id}", responses=gives(EventView))
def one_event(request: Request, ledger: LedgerDep, event_id: Words) -> Response:
    """An event; the id can be cut short, or be one that was merged into it."""
    return reply(request, ledger.event(event_id))


@router.get("/events/{event_id}/claims", responses=gives(gives_list(Claim)))
def claims_of_event(request: Request, ledger: LedgerDep, event_id: Words) -> Response:
    """The claims of an event."""
    return reply(request, ledger.whole(event_id).study.claims)


@router.get("/events/{event_id}/figures", responses=gives(gives_list(ReconciledFigure)))
def figures_of_event(
    request: Request, ledger: LedgerDep, event_id: Words, query: Annotated[RuleQuery, Query()]
) -> Response:
    """The figures of an event under a rule, each bound traced to its claims."""
    return reply(request, ledger.whole(event_id, rule=query.rule, vague=query.vague).study.figures)


@router.get("/events/{event_id}/origins", responses=gives(gives_list(OriginView)))
def origins_of_event(request: Request, ledger: LedgerDep, event_id: Words) -> Response:
    """Who first vouches for each claim of an event, and the way there."""
    return reply(request, ledger.whole(event_id).origins)


@router.get("/events/{event_id}/disputes", responses=gives(gives_list(Dispute)))
def disputes_of_event(request: Request, ledger: LedgerDep, event_id: Words) -> Response:
    """What the sources of an event differ on, and what was corrected."""
    return reply(request, ledger.whole(event_id).study.disputes)


@router.get("/figures", responses=gives_page(ReconciledFigure))
def list_figures(request: Request, ledger: LedgerDep, query: Annotated[FigureQuery, Query()]) -> Response:
    """Figures of events under a rule, disputed ones first."""
    rows = ledger.figures(query.filter(), rule=query.rule, vague=query.vague, disputed=query.disputed)
    if query.unit:
        rows = type(rows)(f for f in rows if query.unit in (f.unit, f.unit.split(" per ")[0]))
    keys = [f"{f.event}/{f.unit}/{f.of or ''}" for f in rows]
    page = page_by_key(rows, keys, query.after, query.limit)
    return reply_page(request, page.rows, page.next)


@router.get("/disputes", responses=gives_page(Dispute))
def list_disputes(request: Request, ledger: LedgerDep, query: Annotated[Paged, Query()]) -> Response:
    """What the sources of events differ on, the largest consequence first; corrections too."""
    rows = ledger.disputes()
    keys = [f"{d.event}/{d.kind.value}/{d.about}" for d in rows]
    page = page_by_key(rows, keys, query.after, query.limit)
    return reply_page(request, page.rows, page.next)
