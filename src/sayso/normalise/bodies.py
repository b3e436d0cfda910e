"""Bodies that most states have, such as an army or a foreign ministry, told by a country and a form of words."""

from dataclasses import dataclass
from functools import cache

from sayso.catalogue.table import rows
from sayso.normalise.countries import Country
from sayso.normalise.fold import fold
from sayso.types import EntityKind, EntityValue, SourceKind


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body: its id, the pattern of its name, its kind and the kind of voice it is.

    only holds the codes of the states that have it, where few do; empty where most have.
    """

    id: str
    pattern: str
    kind: EntityKind
    source: SourceKind
    only: frozenset[str] = frozenset()

    def of(self, country: Country) -> EntityValue:
        """The body of the country under the name that we give it."""
        name = self.pattern.format(adj=country.adjective, country=country.name)
        return EntityValue(f"body:{self.id}-{country.iso.lower()}", name, self.kind, country.iso, country.name)


@cache
def bodies() -> dict[str, Body]:
    """Folded form of words, without a country, to the kind of body."""
    found: dict[str, Body] = {}
    for row in rows("bodies"):
        only = frozenset(filter(None, row["only"].split(";")))
        body = Body(row["id"], row["name"], EntityKind(row["kind"]), SourceKind(row["source"]), only)
        for form in row["forms"].split(";"):
            found.setdefault(fold(form), body)
    return found
