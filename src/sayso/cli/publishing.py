"""The command that writes what was checked as a static page: publish."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.common import DEFAULT_LEDGER, LedgerOption, missing_web, note, open_ledger


def publish(
    folder: Annotated[Path, typer.Argument(help="A new folder, or one that this command made.", metavar="DIR")],
    events: Annotated[
        list[str] | None, typer.Argument(help="Ids of events; all that are checked where none is named.")
    ] = None,
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Put events in that nobody checked; they are marked.")
    ] = False,
    title: Annotated[str, typer.Option("--title", help="What stands above the page.", metavar="WORDS")] = "",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the checked events as a page that needs no server: map, timeline, and the sources side by side.

    Example: sayso publish page/ --title "Strikes in June"
    """
    with missing_web():
        from sayso.web.publish import publish as write

    with open_ledger(ledger) as opened:
        done = write(opened, folder, events or (), unchecked=unchecked, title=title)
    marked = f", {done.unchecked} of them not checked" if done.unchecked else ""
    note(f"{done.events} event{'s' * (done.events != 1)}{marked}: {done.folder / 'index.html'}")
    if done.left_out:
        note(f"{done.left_out} event{'s' * (done.left_out != 1)} left out: not checked (--unchecked puts them in)")


COMMANDS = {"publish": publish}
