"""The tables of facts: whole, without doubles, and with what the docs promise."""

import pytest

from sayso.catalogue.table import rows
from sayso.normalise.countries import country
from sayso.normalise.equipment import name_equipment
from sayso.types import EntityKind, EquipmentValue, SourceKind

TABLES = ("forces", "outlets", "equipment", "countries", "bodies", "voices")


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_trimmed(table: str) -> None:
    for row in rows(table):
        for cell in row.values():
            assert cell == cell.strip() and "\t" not in cell and ";;" not in cell


@pytest.mark.parametrize("table", ["forces", "outlets", "equipment", "bodies", "countries"])
def test_ids_are_unique(table: str) -> None:
    ids = [row["iso" if table == "countries" else "id"] for row in rows(table)]
    assert len(ids) == len(set(ids))


def test_kinds_and_countries_are_known() -> None:
    for table in ("forces", "outlets"):
        for row in rows(table):
            EntityKind(row["kind"])
            assert not row["country"] or country(row["country"]), row["id"]
    for row in rows("forces"):
        assert not row["source"] or SourceKind(row["source"])
    for row in rows("equipment"):
        assert not row["country"] or country(row["country"]), row["id"]


def test_the_force_that_a_country_fights_as_is_there() -> None:
    ids = {row["id"] for row in rows("forces")}
    assert {row["fights"] for row in rows("countries")} - {""} <= ids


def test_at_least_400_designations() -> None:
    assert sum(bool(row["country"]) for row in rows("equipment")) >= 400


@pytest.mark.parametrize("row", rows("equipment"), ids=lambda row: row["id"])
def test_each_name_of_equipment_is_found(row: dict[str, str]) -> None:
    value = name_equipment(row["name"])
    assert isinstance(value, EquipmentValue)
    assert value.id == f"equipment:{row['id']}" or value.country is not None
