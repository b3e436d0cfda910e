"""Names that claims mention, and the search for words."""

from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger import Hit, NameKind, NameRow
from sayso.ledger.rows import Count
from sayso.types import Claim
from sayso.types.codec import encode
from sayso.web.deps import LedgerDep
from sayso.web.routes.api.answers import reply, reply_page
from sayso.web.routes.api.shapes import NameQuery, Paged, SearchQuery, Words, gives, gives_list

router = APIRouter(tags=["names and search"])

_ENTITY = {
    "type": "object",
    "properties": {
        "kind": {"enum": [kind.value for kind in NameKind]},
        "id": {"type": "string"},
        "name": {"type": "string"},
        "total": {"type": "integer"},
        "events": {"type": "integer"},
        "types": gives_list(Count),
        "units": gives_list(Count),
        "stances": gives_list(Count),
        "also": gives_list(Count),
        "items": gives_list(Claim),
        "next": {"type": ["string", "null"]},
    },
    "required": ["kind", "id", "name", "total", "events", "items", "next"],
}


@router.get("/entities", responses=gives(gives_list(NameRow)))
def list_entities(request: Request, ledger: LedgerDep, query: Annotated[NameQuery, Query()]) -> Response:
    """Names with how many claims mention them, the most frequent first."""
    if query.q:
        return reply(request, ledger.names_with(query.q, [query.kind] if query.kind else list(NameKind), query.limit))
    kinds = [query.kind] if query.kind else list(NameKind)
    found = [row for kind in kinds for row in ledger.most_named(kind, query.limit)]
    return reply(request, sorted(found, key=lambda row: (-row.claims, row.name))[: query.limit])


@router.get("/entities/{kind}/{name:path}", responses=gives(_ENTITY))
def one_entity(
    request: Request, ledger: LedgerDep, kind: NameKind, name: Words, query: Annotated[Paged, Query()]
) -> Response:
    """What is told of a place, country, actor, source or kind of equipment: counts, and its claims a page at a time."""
    found = ledger.entity(kind, name, query.after, query.limit)
    about = {f.name: encode(getattr(found, f.name)) for f in fields(found) if f.name != "claims"}
    return reply_page(request, found.claims.rows, found.claims.next, about)


@router.get("/search", responses=gives(gives_list(Hit)))
def search(request: Request, ledger: LedgerDep, query: Annotated[SearchQuery, Query()]) -> Response:
    """Reports and claims with all of the words, in any script, best first."""
    return reply(request, ledger.search(query.q, kind=query.kind, limit=query.limit))
