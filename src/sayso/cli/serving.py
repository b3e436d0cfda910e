"""The command that opens a ledger in the browser: serve."""

import gc
import getpass
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import DEFAULT_LEDGER, LedgerOption, missing_web, note, open_ledger

if TYPE_CHECKING:
    from sayso.run.ledger import Ledger

PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Where it listens; 0 takes a free port.", metavar="N")
]
BrowseOption = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]
DEFAULT_PORT = 8650


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    port: PortOption = DEFAULT_PORT,
    host: Annotated[
        str, typer.Option(help="Address to listen on; any but this machine's own needs users.", metavar="HOST")
    ] = "127.0.0.1",
    tls_cert: Annotated[
        Path | None, typer.Option(help="Certificate, a PEM file, with the chain.", metavar="FILE")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key, a PEM file.", metavar="FILE")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy in front ends TLS; nobody else reaches the port.")
    ] = False,
    browse: BrowseOption = False,
) -> None:
    """Open the ledger as a workbench in the browser; Ctrl-C ends it.

    Example: sayso serve --ledger sayso.db --open
    """
    # what loads is no garbage, and looking for some would take a tenth of the start; the server looks once all is loaded
    gc.disable()
    with open_ledger(ledger) as opened:
        serve_ledger(
            opened, host=host, port=port, browse=browse, tls_cert=tls_cert, tls_key=tls_key, behind_proxy=behind_proxy
        )


def serve_ledger(
    opened: "Ledger",
    *,
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    browse: bool = False,
    tls_cert: Path | None = None,
    tls_key: Path | None = None,
    behind_proxy: bool = False,
) -> None:
    """Serve the open ledger until Ctrl-C.

    Raises:
        SettingsError: where the web extra is missing, the options do not fit together, or the port is taken.
    """
    with missing_web():
        from sayso.web.server import serve_app
        from sayso.web.settings import WebSettings

        settings = WebSettings(host, port, tls_cert, tls_key, behind_proxy, _me())
        serve_app(opened, settings, browse=browse, tell=note)


def _me() -> str:
    """The login name; "local" where the system knows none, as in some containers."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "local"


COMMANDS = {"serve": serve}
