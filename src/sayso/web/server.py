"""The server of the workbench: a socket, uvicorn on it, and an end by Ctrl-C."""

import errno
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import replace

from sayso.errors import SettingsError
from sayso.run.ledger import Ledger
from sayso.web.settings import WebSettings


def serve_app(ledger: Ledger, settings: WebSettings, *, browse: bool, tell: Callable[[str], None]) -> None:
    """Serve the ledger until Ctrl-C. tell says where it is; browse opens it in the browser.

    Raises:
        SettingsError: where the port is taken or the host is not of this machine.
    """
    listening = listen(settings)
    with listening:
        settings = replace(settings, port=listening.getsockname()[1])
        import uvicorn

        from sayso.web.app import create_app

        config = uvicorn.Config(
            create_app(ledger, settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=3,
        )
        tell(f"The workbench is at {settings.address} (Ctrl-C ends it)")
        if browse:
            webbrowser.open(settings.address)
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            # uvicorn has ended by itself and only passes the signal on
            tell("The workbench is closed")


def listen(settings: WebSettings) -> socket.socket:
    """A socket on the host and port, so that a fault shows before anything is loaded."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=200)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                "the port is taken by another program", where=where, hint="Give another one with --port"
            ) from error
        words = (error.strerror or "unknown fault").lower()
        raise SettingsError(f"cannot listen here: {words}", where=where, hint="Check --host and --port") from error
