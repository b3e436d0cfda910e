"""The API: the ledger as JSON, in the shapes of the command line's --format json."""

from fastapi import APIRouter, Depends

from sayso.web.routes.api import decisions, entities, events, judgements, reports, session
from sayso.web.routes.api.answers import fresh
from sayso.web.routes.api.shapes import FAULTS

router = APIRouter(prefix="/api/v1", responses=FAULTS, dependencies=[Depends(fresh)])
for part in (reports, events, entities, judgements, decisions, session):
    router.include_router(part.router)
