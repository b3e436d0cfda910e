"""What is special to a ledger on a server: who may do what, what a fault is called, and that no password is told."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from tests.conftest import ROOT
from tests.postgres import PASSWORD, Server

from sayso.errors import LedgerError, SaysoError, SettingsError
from sayso.ledger import Added, Store
from sayso.ledger.address import Address
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.ledger import Ledger
from sayso.types import Claim, Report

Made = Callable[..., Report]
Claims = Callable[[Report], list[Claim]]
New = Callable[[], str]


def name_of(address: str) -> str:
    return address.rpartition("/")[2]


def sayso(*words: str, cwd: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    """The command line in a process of its own."""
    command = [sys.executable, "-c", "from sayso.cli import main; main()", *words]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=240, env={**os.environ, **env}, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (("/t", "/no-such-t"), "has no database 'no-such-t"),
        (("sayso:", "nobody:"), "does not take this user"),
        (("%40me", "%40you"), "does not take this user"),
        (("127.0.0.1:", "127.0.0.1:1,127.0.0.1:2?host=x&port="), "no address|cannot be reached|let sayso not in"),
    ],
)
def test_what_keeps_from_coming_in_is_said(new_address: New, change: tuple[str, str], part: str) -> None:
    given = new_address().replace(*change)
    with pytest.raises(LedgerError, match=part) as raised:
        Store.open(given)
    assert PASSWORD not in str(raised.value) and "o%27pen" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("postgresql://ada:s3cret@127.0.0.1:1/x", "cannot be reached"),
        ("postgresql://ada:s3cret@no-such-host.invalid/x", "cannot be reached"),
        ("postgresql://ada:s3cret@/x?host=/no/such/folder", "cannot be reached"),
        ("postgresql://ada:s3cret%zz@host/x", "no address"),
        ("postgresql://ada:s3cret@@host/x", "no address"),
        ("postgresql://ada:s3/cret@host/x", "no address"),
        ("postgresql://ada:s3?cret@host/x", "no address"),
        ("postgresql://ada:s3:cret/x", "no address"),
        ("postgresql://host/x?password=s3cret&no-such=option", "no address"),
        ("postgresql://[::1:5/x", "no address"),
    ],
)
def test_addresses_that_lead_nowhere(given: str, part: str) -> None:
    with pytest.raises(LedgerError, match=part) as raised:
        Store.open(given)
    assert "s3" not in str(raised.value) and "cret" not in str(raised.value)


def test_an_address_is_shown_without_secrets() -> None:
    address = Address.of("postgres://ada:s3cret@db.example:5433/claims?sslmode=require&sslpassword=t0p")
    assert address.shown == "postgresql://ada@db.example:5433/claims"
    assert "s3cret" not in repr(address) and "t0p" not in repr(address)
    assert address.without_secrets("s3cret or t0p") == "… or …"
    assert Address.of("postgresql://db?password=s3cret").shown == "postgresql://db/"


def test_without_the_driver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"sayso\[postgres\]"):
        Store.open("postgresql://host/x")


def test_a_database_without_a_ledger(postgres: Server) -> None:
    address = postgres.address(postgres.database())
    with pytest.raises(LedgerError, match="no ledger in this database"):
        Store.open(address, create=False)
    with pytest.raises(LedgerError, match="no ledger in this database"):
        Store.open(address, read_only=True)
    postgres.run("CREATE TABLE cats (name text)", name_of(address))
    with pytest.raises(LedgerError, match="another program"):
        Store.open(address)


def test_a_ledger_of_a_later_version_is_refused(postgres: Server, new_address: New) -> None:
    address = new_address()
    postgres.run("UPDATE alembic_version SET version_num = '9999'", name_of(address))
    with pytest.raises(LedgerError, match="later version"):
        Store.open(address)


def test_a_database_that_has_not_all_letters_is_refused(postgres: Server) -> None:
    postgres.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LedgerError, match="LATIN1"):
        Store.open(postgres.address("latin"))


def test_rights(postgres: Server, new_address: New, made: Made, claims_of: Claims) -> None:
    address = new_address()
    name = name_of(address)
    report = made("r1")
    with Store.open(address) as store:
        store.record(report, claims_of(report), "rules/1", 1)
    for user in ("looker", "writer", "stranger"):
        postgres.run(f"CREATE USER {user} PASSWORD 'simple'")
    postgres.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker, writer", name)
    postgres.run("GRANT INSERT ON ALL TABLES IN SCHEMA public TO writer", name)
    with Ledger.open(postgres.address(name, "looker", "simple")) as looked:
        assert looked.report("r1") == report and looked.search("killed")
        with pytest.raises(LedgerError, match="only be read by this user"):
            looked.grade("x", "B", "ada")
    with Store.open(postgres.address(name, "writer", "simple")) as writer:
        assert not writer.read_only
        assert writer.record(made("r2"), [], "rules/1", 1) is Added.NEW
        with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(address) as raw:
            raw.execute("SET ROLE writer")
            raw.execute("DELETE FROM claims")
    with pytest.raises(LedgerError, match="may not read this ledger"):
        Store.open(postgres.address(name, "stranger", "simple"))
    empty = postgres.database()
    with pytest.raises(LedgerError, match="may not make or change tables"):
        Store.open(postgres.address(empty, "stranger", "simple"))


def test_rows_are_kept_from_other_programs(postgres: Server, new_address: New, made: Made, claims_of: Claims) -> None:
    address = new_address()
    report = made("r1")
    with Store.open(address) as store:
        store.record(report, claims_of(report), "rules/1", 1)
    insert = "INSERT INTO reports (n, id) VALUES (1, 'r9') ON CONFLICT (n) DO"
    with postgres.connect(name_of(address)) as raw:
        for statement in (
            "TRUNCATE claims CASCADE", "DELETE FROM claims_fts", "UPDATE reports SET id = 'x'", f"{insert} UPDATE SET id = 'x'",
            "MERGE INTO reports r USING (SELECT 1 AS n) s ON r.n = s.n WHEN MATCHED THEN DELETE",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
                raw.execute(statement)
        raw.execute(f"{insert} NOTHING")
        assert raw.execute("SELECT id FROM reports").fetchall() == [("r1",)]


def test_who_writes_waits_for_the_turn(postgres: Server, new_address: New, made: Made) -> None:
    address = new_address()
    holder, other = Store.open(address), Store.open(address, wait=0.3)
    with holder._write() as connection:
        before = other.status()
        with pytest.raises(LedgerError, match=r"locked for more than 0\.3 seconds"):
            other.begin_run({})
        assert connection.in_transaction() and other.status() == before
    patient = Store.open(address)
    added: list[Added] = []
    with holder._write():
        thread = threading.Thread(target=lambda: added.append(patient.record(made("r1"), [], "rules/1", 1)))
        thread.start()
        time.sleep(0.2)
        assert not added
    thread.join(20)
    assert added == [Added.NEW]
    for store in (holder, other, patient):
        store.close()


def test_who_reads_sees_one_moment(new_address: New, made: Made) -> None:
    address = new_address()
    with Store.open(address) as reading, Store.open(address) as writing:
        with reading._read() as connection:
            count = "SELECT count(*) FROM reports"
            assert connection.exec_driver_sql(count).scalar() == 0
            writing.record(made("r1"), [], "rules/1", 1)
            assert connection.exec_driver_sql(count).scalar() == 0
        assert reading.status().reports == 1


def test_many_threads_number_rows_without_a_gap(new_address: New, made: Made) -> None:
    with Store.open(new_address()) as store:
        threads = [
            threading.Thread(target=lambda n=n: [store.record(made(f"{n}-{k}"), [], "rules/1", 1) for k in range(5)])
            for n in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with store._read() as connection:
            numbers = [row[0] for row in connection.exec_driver_sql("SELECT n FROM versions ORDER BY n")]
    assert numbers == list(range(1, 31))


def test_a_lost_connection_is_said_and_made_anew(postgres: Server, new_address: New, made: Made) -> None:
    address = new_address()
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(address)}'"
    with Store.open(address) as store:
        with pytest.raises(LedgerError, match="connection to the server was lost"), store._write() as connection:
            postgres.run(end)
            connection.exec_driver_sql("SELECT 1")
        assert store.record(made("r1"), [], "rules/1", 1) is Added.NEW
        postgres.run(end)
        assert store.status().reports == 1


def test_words_are_found_in_long_and_odd_texts(new_address: New, made: Made) -> None:
    filler = " ".join(f"word{n}" for n in range(700))
    texts = {
        "long": f"the beginning {filler} needle-in-a-hay-stack {filler} the end {'the ' * 900}",
        "wide": "x" * 5000 + " " + "中" * 1500,
        "scripts": "Київ ПОБЕДА Ελλάδα 東京 मुंबई القُدس İstanbul straße 1,200 t-72b3 o'neill",
        "odd": "NUL \x00 lone \ud800 ' \\ :* & | <-> ! () it''s",
    }
    with Store.open(new_address()) as store:
        for name, text in texts.items():
            store.record(made(name, text), [], "rules/1", 1)

        def found(words: str) -> set[str]:
            return {hit.id for hit in store.search(words, kind="report")}

        assert found("needle-in-a-hay-stack") == found("beginning needle-in-a-h") == {"long"}
        assert found("end beginning") == found("word699 word") == {"long"}
        assert found("word3-word5") == found("stack-needle") == set()
        assert found("-".join(f"word{n}" for n in range(100, 140))) == {"long"}
        assert found("-".join([*(f"word{n}" for n in range(100, 120)), "word7"])) == set()
        assert found("x" * 5000) == found("中" * 20) == {"wide"}
        for words in ("київ", "побед", "ελλαδα", "東京", "القدس", "istanbul", "STRASSE", "1,200", "T-72", "o'neil"):
            assert found(words) == {"scripts"}, words
        for words in ("':*", "a & !b", "' || ''", "<->"):
            try:
                assert found(words) <= set(texts)
            except SaysoError as error:
                assert "no words" in str(error)


@pytest.mark.slow
def test_two_reads_at_once_and_a_kill(tmp_path: Path, postgres: Server) -> None:
    """Into a database that holds no ledger yet; a third is killed in the midst and taken up by another."""
    address = postgres.address(postgres.database())
    command = [
        sys.executable,
        "-c",
        "from sayso.cli import main; main()",
        "read",
        "--reader",
        "rules",
        "--quiet",
        "--ledger",
    ]
    halves = [sorted((ROOT / "examples").iterdir())[n::2] for n in range(2)]
    running = [subprocess.Popen([*command, address, *half], cwd=tmp_path) for half in halves]
    assert [process.wait(200) for process in running] == [0, 0]
    folder = tmp_path / "more"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n}.txt").write_text(f"At least {n + 2} people were killed in Goma on Monday, officer {n} said.")
    killed = subprocess.Popen([*command, address, folder], cwd=tmp_path)
    with Ledger.open(address) as ledger:
        deadline = time.monotonic() + 60
        while ledger.status().reports < 13 and time.monotonic() < deadline and killed.poll() is None:
            time.sleep(0.02)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        for row in ledger.reports():
            assert row.versions == 1 and len(ledger.claims_of(row.report.id)) == row.claims
    done = sayso("read", "--reader", "rules", "--ledger", address, str(folder), cwd=tmp_path)
    assert done.returncode == 0 and "30 reports" in done.stderr and "@127.0.0.1" in done.stderr
    with Ledger.open(address) as ledger:
        assert ledger.status().reports == 42
        assert {c for event in ledger.events() for c in event.claims} == {c.id for c in ledger.claims()}


def test_the_command_line(tmp_path: Path, postgres: Server, new_address: New, gazetteer: Gazetteer) -> None:
    address = new_address()
    with Ledger.open(address) as ledger:
        ledger.read([ROOT / "examples"], reader="rules", gazetteer=gazetteer)
    without = address.replace(address[address.index(":", 13) : address.index("@")], "")
    done = sayso("events", "--ledger", without, "--format", "json", cwd=tmp_path, PGPASSWORD=PASSWORD)
    assert done.returncode == 0 and done.stdout.startswith("[")
    done = sayso("search", "shell", "--ledger", address, cwd=tmp_path)
    assert done.returncode == 0 and done.stdout
    done = sayso("status", "--ledger", address.replace("%40me", ""), cwd=tmp_path)
    assert done.returncode == 2 and "does not take this user" in done.stderr
    done = sayso("status", "--ledger", postgres.address("missing"), cwd=tmp_path)
    assert done.returncode == 2 and "no database 'missing'" in done.stderr
