"""Outlets by name, address and handle; wires and their tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.normalise.outlets import is_wire, outlet_of, wire_tag


@pytest.mark.parametrize(
    ("given_as", "name"),
    [
        ("the BBC", "BBC"),
        ("https://www.bbc.co.uk/news/world-1", "BBC"),
        ("apnews.com", "Associated Press"),
        ("Agence France-Presse", "AFP"),
        ("@rybar", "Rybar"),
        ("t.me/rybar/12", "Rybar"),
        ("Süddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("Sueddeutsche", None),
        ("", None),
        ("example.org", None),
    ],
)
def test_outlets(given_as: str, name: str | None) -> None:
    found = outlet_of(given_as)
    assert (found.name if found else None) == name


def test_wires() -> None:
    assert is_wire("Reuters") and is_wire("tass.com") and not is_wire("BBC") and not is_wire("nobody")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KYIV (Reuters) - Shells fell.", "Reuters"),
        ("GOMA, 3 May (AFP) — Rebels left.", "AFP"),
        ("AFP - Rebels left.", "AFP"),
        ("(AP) Two died.", "Associated Press"),
        ("MOSCOW, May 3. /TASS/. Units advanced.", "TASS"),
        ("Two died.\n\n— Reuters", "Reuters"),
        ("Two died. (Reuters)", "Reuters"),
        ("Two died.\n\nSource: Xinhua", "Xinhua"),
        ("Two died.\n\nWith reporting from AFP.", "AFP"),
        ("Two died.\n\n© AFP", "AFP"),
        ("Reuters reported that two died.", None),
        ("Two died, AFP said. It rained.", None),
        ("", None),
    ],
)
def test_wire_tags(text: str, name: str | None) -> None:
    found = wire_tag(text)
    assert (found.name if found else None) == name


@given(st.text(max_size=900))
def test_no_input_raises(text: str) -> None:
    outlet_of(text)
    wire_tag(text)
