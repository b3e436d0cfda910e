"""Tables of facts: tab-separated files in this folder, with a head of "#" lines on origin and licence."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sayso.errors import InputError


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the table NAME.tsv, each a mapping of column to cell; an empty cell is "".

    Raises:
        InputError: where a row has more or fewer cells than the table has columns.
    """
    text = files("sayso.catalogue").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [
        (n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip() and not line.startswith("#")
    ]
    header = lines[0][1].split("\t")
    found = []
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise InputError(
                f"the row has {len(cells)} cells and the table {len(header)} columns", where=f"{name}.tsv:{number}"
            )
        found.append(dict(zip(header, cells, strict=True)))
    return tuple(found)
