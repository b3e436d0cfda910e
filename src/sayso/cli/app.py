"""The commands of sayso, put together."""

from typing import Annotated

import typer

from sayso.cli import deciding, giving, judging, looking, places, publishing, reading, serving, standing, users

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A ledger of claims from conflict reporting: who said that what happened, where, when, to whom, with what, how many.",
    epilog="Start with: sayso demo. Read your own reports with: sayso read FOLDER. Then: sayso figures --disputed.",
)


def _version(asked: bool) -> None:
    if asked:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of sayso itself."""


for module in (reading, looking, standing, giving, judging, deciding, publishing, serving):
    for name, command in module.COMMANDS.items():
        app.command(name)(command)
app.add_typer(users.user, name="user")
app.add_typer(places.gazetteer, name="gazetteer")
app.command("value")(places.value)
