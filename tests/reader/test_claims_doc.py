"""docs/reference/claims.md names every field and label."""

from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest

from sayso.types import Claim, ClaimType, Figure, Filler, Modifier, Per, Role, Source, SourceKind, Stance, Tally
from sayso.types.labels import UNITS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("labels", [ClaimType, Role, SourceKind, Stance, Modifier, Per, Tally])
def test_every_label_is_named(labels: type[StrEnum]) -> None:
    assert [label for label in labels if f"`{label.value}`" not in PAGE] == []


def test_every_unit_is_named() -> None:
    assert [unit for unit in sorted(UNITS) if f"`{unit}`" not in PAGE] == []


@pytest.mark.parametrize("record", [Claim, Figure, Filler, Source])
def test_every_field_is_named(record: type) -> None:
    keys: list[str] = []
    for field in fields(record):
        key = field.metadata.get("json", field.name)
        if field.metadata.get("flat"):
            keys += [key, f"{key}_start", f"{key}_end"]
        elif key == "":
            keys += ["text", "start", "end"]
        else:
            keys.append(key)
    assert [key for key in keys if f"`{key}`" not in PAGE] == []
