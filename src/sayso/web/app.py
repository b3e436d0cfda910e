"""The workbench's app, put together."""

import re

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sayso._version import __version__
from sayso.run.ledger import Ledger
from sayso.web import errors, first
from sayso.web.attempts import Attempts
from sayso.web.guard import guard
from sayso.web.routes import ROUTERS, api
from sayso.web.routes.api.shapes import describe
from sayso.web.security import Guarded
from sayso.web.settings import WebSettings


def create_app(ledger: Ledger, settings: WebSettings = WebSettings()) -> FastAPI:  # noqa: B008 it is immutable
    """The workbench over an open ledger, as an ASGI app.

    The ledger stays the caller's: it is not closed here.
    """
    app = FastAPI(
        title="sayso",
        version=__version__,
        summary="A ledger of claims from conflict reporting.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(guard)],
    )
    app.state.ledger = ledger
    app.state.settings = settings
    app.state.attempts = Attempts()
    app.add_middleware(Guarded, settings=settings)
    errors.install(app)
    app.add_exception_handler(RequestValidationError, _invalid)
    # plain routes: the overview looks itself at who asks, and the page to sign in needs its styles before there is a user
    app.router.routes += first.ROUTES
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return await run_in_threadpool(errors.answer, request, _of_value(error))


_NAMED = {"type": "claim type", "vague": "convention"}
_CHOICE = re.compile(r"'([^']*)'")


def _of_value(error: RequestValidationError) -> errors.RequestError:
    """The first of the values that have the wrong form, in the words of the command line where that asks for the same."""
    worst = error.errors()[0]
    parts = [str(part) for part in worst["loc"]]
    where = ".".join(parts[1:] or parts)
    if worst["type"] == "enum":
        what = f"there is no {_NAMED.get(parts[-1], parts[-1])} {str(worst['input'])[:60]!r}"
        choices = ", ".join(_CHOICE.findall(str(worst.get("ctx", {}).get("expected", ""))))
        return errors.RequestError(422, what, where=where, hint=f"Choose one of {choices}")
    if worst["type"] == "extra_forbidden":
        what = f"there is no parameter {parts[-1][:60]!r}"
        return errors.RequestError(422, what, where=where, hint="/api/v1/openapi.json lists those that there are")
    return errors.RequestError(422, str(worst["msg"])[:1].lower() + str(worst["msg"])[1:200], where=where)
