"""Undocumented means failing: every command, option, label and file ending stands in the reference."""

import re

import pytest
from tests.conftest import ROOT
from typer.main import get_command

from sayso.cli.app import app
from sayso.link import Rule
from sayso.sources import COLUMNS, KINDS
from sayso.sources.walk import _SUFFIXES
from sayso.types.labels import UNITS, ClaimType, Modifier, Per, Role, SourceKind, Stance

REFERENCE = ROOT / "docs" / "reference"


def commands() -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []

    def walk(command: object, path: list[str]) -> None:
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((" ".join(path), command))
        for name, sub in (inner or {}).items():
            walk(sub, [*path, name])

    walk(get_command(app), [])
    return found


@pytest.mark.parametrize(("name", "command"), commands())
def test_commands_and_options_are_documented(name: str, command: object) -> None:
    page = (REFERENCE / "commands.md").read_text()
    section = re.search(rf"^## sayso {re.escape(name)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"docs/reference/commands.md has no section on sayso {name}"
    for parameter in command.params:  # type: ignore[attr-defined]
        for option in parameter.opts if parameter.name != "help" and parameter.opts[0].startswith("-") else ():
            assert f"`{option}`" in section[1], f"{option} of sayso {name} is not documented"
    assert "Example:" in (command.help or ""), f"sayso {name} --help has no example"  # type: ignore[attr-defined]


@pytest.mark.parametrize("label", [*ClaimType, *Role, *Stance, *SourceKind, *Modifier, *Per, *sorted(UNITS)])
def test_labels_are_documented(label: str) -> None:
    assert f"`{label}`" in (REFERENCE / "claims.md").read_text()


@pytest.mark.parametrize("label", [*KINDS, *COLUMNS, *_SUFFIXES])
def test_inputs_are_documented(label: str) -> None:
    assert f"`{label}`" in (REFERENCE / "inputs.md").read_text()


@pytest.mark.parametrize("rule", [*Rule])
def test_rules_are_documented(rule: str) -> None:
    assert f"`{rule}`" in (REFERENCE / "linking.md").read_text()


def test_links_in_the_documentation_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page}: {target}"
