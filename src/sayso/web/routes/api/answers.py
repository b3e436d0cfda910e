"""What the routes of the API share: answers as JSON, lists a page at a time, and tags by which a client sees that nothing is new."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from fastapi import Request
from fastapi.responses import Response

from sayso._version import __version__
from sayso.errors import InputError
from sayso.export import dumps
from sayso.ledger.rows import Page
from sayso.types.codec import encode
from sayso.web.errors import Unchanged

T = TypeVar("T")


def fresh(request: Request) -> None:
    """Answer with 304 where the client has what the ledger holds.

    The tag follows from the rows of the ledger and not from the answer, so that an answer that would be the same is not made.

    Raises:
        Unchanged: where the client's tag is that of now.
    """
    if request.method != "GET" or request.url.path.endswith("/session"):
        return
    state = request.app.state.ledger.state()
    tag = hashlib.sha256(f"{__version__} {state} {request.url.path}?{request.url.query}".encode()).hexdigest()[:32]
    request.state.etag = f'W/"{tag}"'
    known = request.headers.get("If-None-Match", "")
    if any(part.strip().removeprefix("W/") == f'"{tag}"' for part in known.split(",")):
        raise Unchanged(headers_of(request))


def headers_of(request: Request) -> dict[str, str]:
    """Headers by which a client can ask again whether anything is new; none where that was not looked at."""
    tag = getattr(request.state, "etag", None)
    return {"ETag": tag, "Cache-Control": "private, no-cache"} if tag else {}


def reply(request: Request, record: Any, status: int = 200) -> Response:
    """A record, or what is JSON already, as the answer."""
    return Response(dumps(encode(record)), status, headers_of(request), "application/json")


def reply_page(
    request: Request, rows: Iterable[Any], after: str | None, about: Mapping[str, Any] | None = None
) -> Response:
    """A page of a list; after is what the address of the next page hands in, None at the end. about stands beside the list."""
    url = request.url.include_query_params(after=after) if after is not None else None
    following = f"{url.path}?{url.query}" if url else None
    return reply(request, {**(about or {}), "items": list(rows), "next": following})


def page_by_id(rows: Iterable[T], limit: int) -> Page[T]:
    """The first rows, each of which has an id; rows gives one more than limit where there are more."""
    found = list(islice(rows, limit + 1))
    more = len(found) > limit
    return Page(tuple(found[:limit]), str(getattr(found[limit - 1], "id")) if more else None)  # noqa: B009


def page_by_key(rows: Sequence[T], keys: Sequence[str], after: str | None, limit: int) -> Page[T]:
    """The rows that follow the one with the key; of rows with one key, the later ones are told apart by a number.

    Raises:
        InputError: where no row has it.
    """
    seen: Counter[str] = Counter()
    apart = []
    for key in keys:
        seen[key] += 1
        apart.append(key if seen[key] == 1 else f"{key}/{seen[key]}")
    if after is not None and after not in apart:
        raise InputError(f"there is no place {after!r} in the list", where="after", hint="Begin with the first page")
    start = 0 if after is None else apart.index(after) + 1
    end = start + limit
    return Page(tuple(rows[start:end]), apart[end - 1] if len(rows) > end else None)
