"""The commands of sayso, put together: all of them, or what one of them needs, so that it starts quickly."""

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    app: typer.Typer
    """All commands."""

_HOMES = {
    "reading": ("read", "demo", "relink"),
    "looking": ("claims", "events", "figures", "reports", "show", "search", "status"),
    "standing": ("origins", "disputes", "grade"),
    "giving": ("export", "schema"),
    "judging": ("link", "undo", "why", "conflicts"),
    "deciding": ("queue", "review", "edit", "split", "merge", "accept", "decisions"),
    "publishing": ("publish",),
    "serving": ("serve",),
    "users": ("user",),
    "places": ("gazetteer", "value"),
}
"""The module of each command, in the order in which help lists them."""


def _version(asked: bool) -> None:
    if asked:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of sayso itself."""


def commands(wanted: str | None = None) -> typer.Typer:
    """The command that is wanted with its neighbours; all of them where none is, or none has this name."""
    made = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="A ledger of claims from conflict reporting: who said that what happened, where, when, to whom, with what, how many.",
        epilog="Start with: sayso demo. Read your own reports with: sayso read FOLDER. Then: sayso figures --disputed.",
    )
    made.callback()(_root)
    home = next((name for name, held in _HOMES.items() if wanted in held), None)
    for name in _HOMES if home is None else (home,):
        module = import_module(f"sayso.cli.{name}")
        for word, command in module.COMMANDS.items():
            if isinstance(command, typer.Typer):
                made.add_typer(command, name=word)
            else:
                made.command(word)(command)
    return made


def __getattr__(name: str) -> Any:
    """All commands are put together when they are asked for."""
    if name == "app":
        return commands()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
