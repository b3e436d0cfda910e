"""Commands on single values: gazetteer and value."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.common import FormatOption, OutOption, note, output, show_rows
from sayso.errors import SettingsError

gazetteer = typer.Typer(no_args_is_help=True, help="Look places up, and add places of your own.")
_KINDS = ("figure", "time", "place", "entity", "source", "equipment")


@gazetteer.command("lookup")
def lookup(
    name: Annotated[str, typer.Argument(help="The name of a place.", metavar="NAME")],
    form: FormatOption = None,
    out: OutOption = "-",
) -> None:
    """Show the places that a name may mean, the likeliest first, with reasons.

    Example: sayso gazetteer lookup Marinka
    """
    from sayso.normalise.gazetteer.store import Gazetteer

    found = Gazetteer.open(progress=note).lookup(name)
    columns = (
        ("id", lambda c: c.id),
        ("name", lambda c: c.name),
        ("kind", lambda c: c.place_kind.value),
        ("country", lambda c: c.country or ""),
        ("lat, lon", lambda c: f"{c.lat:.3f}, {c.lon:.3f}"),
        ("people", lambda c: f"{c.population:,}" if c.population else ""),
        ("why", lambda c: "; ".join(c.reasons)),
    )
    show_rows(found, columns, form, out, nothing=f"The gazetteer has no place called {name!r}.", wide="why")


@gazetteer.command("add")
def add(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames country file, or a CSV with name, lat, lon.", metavar="FILE")
    ],
) -> None:
    """Add places from a file; rows that cannot be read are named and the rest is kept.

    Example: sayso gazetteer add UA.txt
    """
    from sayso.normalise.gazetteer.store import Gazetteer

    added = Gazetteer.open(progress=note).add(file)
    for row in added.broken[:20]:
        note(f"{file}:{row.row}: {row.why}")
    note(f"{added.count:,} places added, {len(added.broken):,} rows not read")
    raise typer.Exit(1 if added.broken else 0)


def value(
    text: Annotated[str, typer.Argument(help="The words.", metavar="WORDS")],
    kind: Annotated[str, typer.Option("--kind", help=f"{', '.join(_KINDS)}.", metavar="KIND")],
    published: Annotated[str | None, typer.Option(help="When the report was published.", metavar="DATE")] = None,
    out: OutOption = "-",
) -> None:
    """Show what words mean as a figure, time, place, entity, source or piece of equipment.

    Example: sayso value "overnight on Tuesday" --kind time --published 2024-05-12
    """
    import json

    from sayso.run.values import value_of
    from sayso.types.codec import encode

    if kind not in _KINDS:
        raise SettingsError(
            f"there is no kind of value {kind!r}", where="--kind", hint=f"Choose one of {', '.join(_KINDS)}"
        )
    with output(out) as stream:
        stream.write(json.dumps(encode(value_of(text, kind, published)), ensure_ascii=False, indent=1) + "\n")


COMMANDS = {"gazetteer": gazetteer, "value": value}
