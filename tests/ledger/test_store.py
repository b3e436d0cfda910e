"""What a ledger promises: rows are appended, versions supersede, searches find, faults are explained."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.ledger import Added, ClaimFilter, Store
from sayso.ledger.accounts import UserRole
from sayso.ledger.tables import metadata
from sayso.types import Claim, ClaimType, Event, Forward, Link, Opinion, Reason, Report, Unresolved, Verdict

Made = Callable[..., Report]
Claims = Callable[[Report], list[Claim]]


def test_twice_adds_nothing(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    assert store.record(report, claims_of(report), "rules/1", 1) is Added.NEW
    before = store.status()
    assert store.has_read(report, "rules/1")
    assert store.record(report, claims_of(report), "rules/1", 1) is Added.UNCHANGED
    assert store.status() == before


def test_a_changed_report_is_a_new_version_and_the_old_claims_stay(store: Store, made: Made, claims_of: Claims) -> None:
    old, new = made("r1"), made("r1", "Two men died. Ten fled.")
    store.record(old, claims_of(old), "rules/1", 1)
    assert not store.has_read(new, "rules/1")
    assert store.record(new, [], "rules/1", 2, "no claim") is Added.CHANGED
    assert store.report("r1").text == new.text
    assert list(store.claims()) == []
    assert store.claim(claims_of(old)[0].id) == claims_of(old)[0]
    assert not store.is_current(claims_of(old)[0].id)
    (row,) = store.reports()
    assert (row.versions, row.claims, row.note) == (2, 0, "no claim")


def test_another_reader_reads_again(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)
    assert not store.has_read(report, "model/1")
    assert store.record(report, claims_of(report)[:1], "model/1", 2) is Added.READ_AGAIN
    assert len(list(store.claims())) == 1


def test_rows_cannot_be_changed(store: Store, made: Made, claims_of: Claims) -> None:
    fill(store, made, claims_of)
    engine = store._backend.engine
    tried = 0
    for table in metadata.sorted_tables:
        with engine.connect() as connection:
            rows = connection.execute(select(table)).all()
        column = table.columns.keys()[0]
        for verb in (f"DELETE FROM {table.name}", f"UPDATE {table.name} SET {column} = {column}") if rows else ():
            with (
                pytest.raises(DBAPIError, match="never changed"),
                engine.connect().execution_options(writes=True) as connection,
            ):
                connection.execute(text(verb))
            tried += 1
        with engine.connect() as connection:
            assert connection.execute(select(table)).all() == rows
    assert tried >= 30


def fill(store: Store, made: Made, claims_of: Claims) -> None:
    """Rows in most tables."""
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", store.begin_run({}))
    a, b = (claim.id for claim in claims_of(report))
    (judgement,) = store.judge_pairs([(a, b)], Verdict.SAME, "ada")
    store.withdraw(judgement.id, "ada")
    unknown = Unresolved("none")
    store.save_events([Event("e-1", ClaimType.ATTACK, (a, b), unknown, unknown)], [Forward("e-2", "e-1", "merge")], 1)
    store.save_links([Link(*sorted((a, b)), 0.7, (), ())], 1)
    store.review([a], Opinion.REJECT, "ada")
    store.decide("source:x", "grade", "B", "ada")
    store.record_unread("x.txt", "the file is empty", "", 1)
    store.add_user("ada", UserRole.READER, "hash", "root")
    account = store.account("ada")
    assert account
    store.open_session("token", account, 100)


def test_rows_cannot_be_replaced_by_another_program(made: Made, claims_of: Claims, tmp_path: Path) -> None:
    fill(Store.open(tmp_path / "a.db"), made, claims_of)
    raw = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    tried = 0
    for table in metadata.sorted_tables:
        before = raw.execute(f"SELECT * FROM {table.name}").fetchall()
        for row in before:
            marks = ", ".join("?" * len(row))
            for verb in ("INSERT OR REPLACE", "REPLACE"):
                with pytest.raises(sqlite3.DatabaseError, match="never changed"):
                    raw.execute(f"{verb} INTO {table.name} VALUES ({marks})", row)
                tried += 1
        assert raw.execute(f"SELECT * FROM {table.name}").fetchall() == before
    assert tried > 20
    # a new number with an id that is taken would push the old row out too
    with pytest.raises(sqlite3.DatabaseError, match="never changed"):
        raw.execute("INSERT OR REPLACE INTO reports (n, id) SELECT n + 1000, id FROM reports")


def test_filters(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)

    def types(**chosen: str) -> list[str]:
        return [c.type.value for c in store.claims(ClaimFilter(**chosen))]  # type: ignore[arg-type]

    assert (
        types(type="casualties") == types(place="зміїв") == types(place="zmi") == types(country="UA") == ["casualties"]
    )
    assert types(source="GOVERNOR") == types(unit="killed") == ["casualties"]
    assert types(place="100%") == types(country="RU") == types(since="2024-01-01") == []
    assert types(report="r1") == ["casualties", "displacement"]


def test_search_in_any_script_with_odd_words(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)
    assert {hit.kind for hit in store.search("зміїв")} >= {"report"}
    assert store.search("mark")
    for words in ('"', "NEAR(", "a OR b", "x*", "-killed", "'; DROP TABLE claims; --"):
        store_search(store, words)
    with pytest.raises(InputError, match="no words"):
        store.search("  ")


def store_search(store: Store, words: str) -> None:
    try:
        store.search(words)
    except InputError as error:
        assert "no words" in str(error)


def test_ids_can_be_cut_short(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)
    claim = claims_of(report)[0]
    assert store.claim(claim.id[:9]) == claim
    with pytest.raises(NotFoundError, match="no claim"):
        store.claim("c-zzzz")
    for start in ("c-", "c"):
        with pytest.raises(InputError, match=rf"2 claims begin with '{start}': c-\w+, c-\w+\."):
            store.claim(start)
    with pytest.raises(InputError, match="one report begins with 'r': r1"):
        store.report("r")
    for number in range(8):
        store.record(made(f"many-{number}"), [], "rules/1", 1)
    with pytest.raises(InputError, match=r"8 reports begin with 'many-': many-0, .*many-4 and others"):
        store.report("many-")
    for nothing in ("", " "):
        with pytest.raises(NotFoundError):
            store.claim(nothing)


def test_unread_leaves_one_row_and_goes_when_it_is_read(store: Store, made: Made) -> None:
    assert store.record_unread("r1.txt", "the file is empty", "", 1)
    assert not store.record_unread("r1.txt", "the file is empty", "", 2)
    assert [row.reason for row in store.unread()] == ["the file is empty"]
    store.record(made("r1"), [], "rules/1", 3, "none")
    assert list(store.unread()) == []


def test_judgements_are_withdrawn_once(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)
    a, b = claims_of(report)
    (judgement,) = store.judge_pairs([(a.id, b.id)], Verdict.DIFFERENT, "ada", "another day")
    assert store.judgements() == [judgement]
    store.withdraw(judgement.id, "ada")
    assert store.judgements() == []
    assert len(store.judgements(withdrawn=True)) == 2
    with pytest.raises(InputError, match="already"):
        store.withdraw(judgement.id, "bo")


def test_events_links_and_forwards(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)
    a, b = sorted(c.id for c in claims_of(report))
    unknown = Unresolved("none")
    events = [
        Event("e-1", ClaimType.ATTACK, (a,), unknown, unknown),
        Event("e-2", ClaimType.ATTACK, (b,), unknown, unknown),
    ]
    assert store.save_events(events, [], 1) == 2
    assert store.save_events(events, [], 2) == 0
    link = Link(a, b, 0.7, (Reason("time", "the same day", 1.0),), ("key",))
    store.save_links([link], 1)
    store.save_links([link], 2)
    assert list(store.links()) == [link]
    merged = Event("e-1", ClaimType.ATTACK, (a, b), unknown, unknown)
    store.save_events([merged], [Forward("e-2", "e-1", "merge")], 3)
    assert [event.id for event in store.events()] == ["e-1"]
    assert store.event("e-2").id == "e-1"


def test_an_id_leads_to_where_its_claims_are(store: Store, made: Made, claims_of: Claims) -> None:
    report = made("r1")
    store.record(report, claims_of(report), "rules/1", 1)
    a, b = sorted(c.id for c in claims_of(report))
    unknown = Unresolved("none")

    def save(forwards: list[Forward], **events: tuple[str, ...]) -> None:
        made_of = [Event(f"e-{name}", ClaimType.ATTACK, claims, unknown, unknown) for name, claims in events.items()]
        store.save_events(made_of, forwards, 1)

    save([], one=(a,), two=(b,))
    save([Forward("e-two", "e-one", "merge")], one=(a, b))
    save([Forward("e-one", "e-new", "split"), Forward("e-one", "e-other", "split")], new=(a,), other=(b,))
    assert store.event("e-two").id == "e-other"
    with pytest.raises(InputError, match="e-one was split into e-new, e-other"):
        store.event("e-one")
    assert store.former([(a,)]) == [("e-new", (a,)), ("e-one", (a,))]
    assert store.former([(b,), (a, b)]) == [
        ("e-other", (b,)),
        ("e-new", (a,)),
        ("e-one", (a, b)),
        ("e-two", (b,)),
        ("e-one", (a,)),
    ]


def test_text_that_databases_dislike(store: Store, made: Made) -> None:
    report = made("r1", "NUL \x00, lone \ud800, \u202eright to left, 😀")
    store.record(report, [], "rules/1", 1)
    assert store.report("r1") == report


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.db", b"this is no database at all", "no SQLite file"),
        ("no/such/a.db", None, "folder of the ledger does not exist"),
    ],
)
def test_files_that_are_no_ledger(tmp_path: Path, name: str, data: bytes | None, part: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(LedgerError, match=part):
        Store.open(path)


def test_missing_folder_foreign_and_newer(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger here"):
        Store.open(tmp_path / "a.db", create=False)
    with pytest.raises(LedgerError, match="folder"):
        Store.open(tmp_path)
    foreign = sqlite3.connect(tmp_path / "b.db")
    foreign.execute("CREATE TABLE cats (name)")
    foreign.commit()
    with pytest.raises(LedgerError, match="another program"):
        Store.open(tmp_path / "b.db")
    Store.open(tmp_path / "c.db").close()
    newer = sqlite3.connect(tmp_path / "c.db")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    with pytest.raises(LedgerError, match="later version"):
        Store.open(tmp_path / "c.db")


def test_locked(tmp_path: Path, made: Made) -> None:
    store = Store.open(tmp_path / "a.db", wait=0.2)
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="another process"):
        store.record(made("r1"), [], "rules/1", 1)
    other.execute("ROLLBACK")
    assert store.record(made("r1"), [], "rules/1", 1) is Added.NEW


def test_full_disk(tmp_path: Path, made: Made) -> None:
    store = Store.open(tmp_path / "a.db")
    store.record(made("r1"), [], "rules/1", 1)
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = max(p.stat().st_size for p in tmp_path.iterdir())
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50_000, hard))
        with pytest.raises(LedgerError, match=r"full|disk"):
            for number in range(400):
                store.record(made(f"x{number}", "word " * 4000), [], "rules/1", 1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    store.close()
    again = Store.open(tmp_path / "a.db")
    assert again.report("r1").id == "r1"
    raw = sqlite3.connect(tmp_path / "a.db")
    assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_read_only_file(tmp_path: Path, made: Made) -> None:
    store = Store.open(tmp_path / "a.db")
    store.record(made("r1"), [], "rules/1", 1)
    store.close()
    (tmp_path / "a.db").chmod(stat.S_IRUSR)
    if os.geteuid() != 0:
        with pytest.raises(LedgerError, match="only be read"):
            Store.open(tmp_path / "a.db")
    with Store.open(tmp_path / "a.db", read_only=True) as looked:
        assert looked.report("r1").id == "r1"
