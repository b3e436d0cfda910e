"""Pages of equipment, forces, places and sources, on the examples."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from tests.web.serving import add_user, client, example_ledger, sign_in, token

from sayso.errors import NotFoundError
from sayso.ledger import ClaimFilter
from sayso.ledger.accounts import UserRole
from sayso.run.ledger import Ledger
from sayso.web.contexts.entity import name_page, source_list
from sayso.web.contexts.event import event_page


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with example_ledger(tmp_path_factory.mktemp("names")) as opened:
        yield opened


def test_a_place_tells_how_many_and_where_numbers_differ(ledger: Ledger) -> None:
    found = name_page(ledger, "places", "kupyansk")
    killed = next(unit for unit in found.figures if unit.unit == "killed")
    assert killed.differs.startswith(f"{len(killed.numbers)} different numbers")
    assert len(killed.numbers) >= 2 and "12" in [said.number for said in killed.numbers]
    # who says it is the origin that the event's page names too
    assert any("State Emergency Service" in said.who for said in killed.numbers)
    shown = {row.claim for row in killed.rows}
    assert shown <= {c.id for c in ledger.claims(ClaimFilter(unit="killed"))}


def test_equipment_puts_losses_first(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tanks")
    (folder / "a.txt").write_text(
        "KYIV, June 3, 2025 (Northern Wire) - Germany will supply 14 Leopard 2 tanks, the ministry said.\n\n"
        "Two Leopard 2 tanks were destroyed near Pokrovsk on Monday, the General Staff said. "
        "Three Leopard 2 tanks were damaged there, it added."
    )
    with Ledger.open(folder / "a.db") as opened:
        opened.read([folder / "a.txt"])
        tanks = name_page(opened, "equipment", "leopard 2")
    assert [s.title for s in tanks.sections][:2] == ["Losses", "Transfers"]
    assert {unit.unit for unit in tanks.figures[:2]} == {"destroyed", "damaged"}


def test_a_force_has_its_claims_by_type(ledger: Ledger) -> None:
    found = name_page(ledger, "forces", "Russian forces")
    assert found.kind == "force, body or people"
    total = int(found.total.split()[0])
    assert sum(len(s.rows) for s in found.sections) <= total
    assert sum(int(t.rsplit(" ", 1)[1]) for t in found.types) == total


def test_a_source_tells_how_it_holds_up(ledger: Ledger) -> None:
    ministry = name_page(ledger, "sources", "Russian Ministry of Defence")
    assert ministry.standing is not None
    assert int(ministry.standing.denies.split()[0]) >= 2
    governor = name_page(ledger, "sources", "Oleh Tarasiuk")
    assert governor.standing is not None
    assert governor.standing.against == "1 event"


def test_an_outlet_that_nobody_names_has_a_page_of_what_it_says_itself(ledger: Ledger) -> None:
    herald = name_page(ledger, "sources", "Slobozhan Herald")
    assert herald.name == "Slobozhan Herald"
    rows = [row for section in herald.sections for row in section.rows]
    assert rows and {row.says for row in rows} == {"the outlet's own voice"}


def test_every_origin_that_is_linked_has_a_page(ledger: Ledger) -> None:
    asking = client(ledger)
    pages = {node.page for event in ledger.events() for node in event_page(ledger, event.id).origins}
    assert len(pages) > 8
    assert [page for page in pages - {""} if asking.get(f"/sources/{quote(page, safe='')}").status_code != 200] == []


def test_what_nobody_names_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="names the equipment"):
        name_page(ledger, "equipment", "a flying carpet")
    assert client(ledger).get("/sources/Nobody%20At%20All").status_code == 404


def test_the_list_of_sources(ledger: Ledger) -> None:
    found = source_list(ledger)
    assert any(s.name == "Northern Wire" for s in found.outlets)
    assert any(s.name == "State Emergency Service of Ukraine" for s in found.sources)
    assert {s.name for s in source_list(ledger, "tarasiuk").sources} >= {"Oleh Tarasiuk"}
    assert client(ledger).get("/sources").status_code == 200


def test_grades_are_set_with_their_author_and_earlier_ones_stay(tmp_path_factory: pytest.TempPathFactory) -> None:
    with example_ledger(tmp_path_factory.mktemp("grades")) as ledger:
        add_user(ledger, "rita", UserRole.READER)
        add_user(ledger, "vera", UserRole.REVIEWER)
        asking = client(ledger)
        header = sign_in(asking, "vera")
        for letter in "CB":
            done = asking.post(
                "/grades", data={"source": "Oleh Tarasiuk", "letter": letter, "why": "his word"}, headers=header
            )
            assert done.status_code == 303 and done.headers["location"] == "/sources/Oleh%20Tarasiuk"
        found = name_page(ledger, "sources", "Oleh Tarasiuk")
        assert found.grade is not None
        assert (found.grade.letter, found.grade.by, [g.letter for g in found.earlier]) == ("B", "vera", ["C"])
        assert (
            asking.post("/grades", data={"source": "Oleh Tarasiuk", "letter": "Z"}, headers=header).status_code == 400
        )
        reader = client(ledger)
        header = sign_in(reader, "rita")
        assert "Set its reliability" not in reader.get("/sources/Oleh%20Tarasiuk").text
        refused = reader.post("/grades", data={"source": "Oleh Tarasiuk", "letter": "A"}, headers=header)
        assert refused.status_code == 403


def test_no_grade_without_a_token(tmp_path_factory: pytest.TempPathFactory) -> None:
    with example_ledger(tmp_path_factory.mktemp("token")) as ledger:
        asking = client(ledger)
        assert asking.post("/grades", data={"source": "Oleh Tarasiuk", "letter": "A"}).status_code == 403
        assert asking.post("/grades", data={"source": "x", "letter": "A"}, headers=token(asking)).status_code == 303
