"""The workbench's app, put together."""

from fastapi import Depends, FastAPI

from sayso._version import __version__
from sayso.run.ledger import Ledger
from sayso.web import assets, errors
from sayso.web.attempts import Attempts
from sayso.web.deps import guard
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
    app.include_router(assets.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app
