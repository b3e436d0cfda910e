"""The command that opens a ledger in the browser: serve."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import DEFAULT_LEDGER, LedgerOption, note, open_ledger
from sayso.errors import SettingsError

if TYPE_CHECKING:
    from sayso.run.ledger import Ledger


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where it listens; 0 takes a free port.")] = 8650,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than this machine's own need users.", metavar="HOST")
    ] = "127.0.0.1",
    browse: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the ledger as a workbench in the browser; Ctrl-C ends it.

    Example: sayso serve --ledger sayso.db --open
    """
    with open_ledger(ledger) as opened:
        serve_ledger(opened, host=host, port=port, browse=browse)


def serve_ledger(opened: "Ledger", *, host: str, port: int, browse: bool) -> None:
    """Serve the open ledger until Ctrl-C.

    Raises:
        SettingsError: where the web extra is missing, or the options do not fit together.
    """
    try:
        from sayso.web.server import serve_app
        from sayso.web.settings import WebSettings
    except ImportError as error:
        if (error.name or "").startswith("sayso"):
            raise
        raise SettingsError(
            "the workbench is not installed", hint="Install it with: pip install 'sayso[web]'"
        ) from error
    settings = WebSettings(host=host, port=port, local_user=getpass.getuser())
    serve_app(opened, settings, browse=browse, tell=note)


COMMANDS = {"serve": serve}
