"""The workbench as a person starts it: real processes, a real socket, exit codes, and users added at a terminal."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest
from tests.cli.test_cli import sayso

from sayso.run.ledger import Ledger

RUN = [sys.executable, "-c", "from sayso.cli import main; main()"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of one report."""
    path = tmp_path_factory.mktemp("serving")
    (path / "report.txt").write_text("Shelling killed 3 people in Goma on 2 May 2025, police said.")
    with Ledger.open(path / "sayso.db") as ledger:
        ledger.read([path / "report.txt"], reader="rules")
    return path


@contextmanager
def serving(*words: str, cwd: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running command, and the address that it told."""
    running = subprocess.Popen([*RUN, *words], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr
        told = ""
        while "workbench is at" not in told:
            told = running.stderr.readline()
            assert told, running.poll()
        address = re.search(r"https?://\S+", told)
        assert address
        yield running, address[0]
    finally:
        running.kill()
        running.communicate()


def test_serve_answers_and_ends_with_ctrl_c(folder: Path) -> None:
    with serving("serve", "--port", "0", cwd=folder) as (running, address):
        with urllib.request.urlopen(f"{address}help", timeout=60) as found:
            assert found.status == 200
            assert b"sayso" in found.read()
        with urllib.request.urlopen(f"{address}api/v1/claims", timeout=60) as found:
            assert b"Goma" in found.read()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        assert running.returncode == 0, err
        assert out == ""
        assert "The workbench is closed" in err
        assert "Traceback" not in err


def test_a_taken_port_is_told(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = sayso("serve", "--port", port, cwd=folder)
    assert done.returncode == 2
    assert f"127.0.0.1:{port}: the port is taken by another program" in done.stderr
    assert "--port" in done.stderr


def test_a_ledger_that_is_missing_is_told(tmp_path: Path) -> None:
    done = sayso("serve", "--ledger", "none.db", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.db: there is no ledger here" in done.stderr


def test_without_the_extra_the_error_says_what_to_install(folder: Path) -> None:
    code = "import sys; sys.modules['fastapi'] = None; from sayso.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "serve"], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert (
        "the workbench is not installed (fastapi is missing). Install it with: pip install 'sayso[web]'" in done.stderr
    )


def test_help_loads_nothing_of_the_web(folder: Path) -> None:
    code = (
        "import sys; from sayso.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('fastapi', 'uvicorn', 'argon2', 'sqlalchemy', 'numpy') if m in sys.modules])"
    )
    for words in (["--help"], ["serve", "--help"], ["user", "add", "--help"]):
        done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
        assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "0.0.0.0"], "passwords would travel in the clear"),
        (["--host", "0.0.0.0", "--behind-proxy"], "others could reach the ledger, and it has no users"),
        (["--behind-proxy"], "others could reach the ledger, and it has no users"),
        (["--tls-cert", "none.pem"], "--tls-key: a certificate and its key go together"),
        (["--tls-cert", "none.pem", "--tls-key", "none.pem"], "none.pem: there is no such file"),
        (["--tls-cert", "report.txt", "--tls-key", "report.txt"], "the certificate cannot be used"),
        (["--host", "host.invalid", "--behind-proxy"], "and it has no users"),
    ],
)
def test_what_would_be_open_to_strangers_is_refused(folder: Path, words: list[str], told: str) -> None:
    done = sayso("serve", *words, cwd=folder)
    assert done.returncode == 2
    assert told in done.stderr


def test_users_are_added_listed_changed_and_removed(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "sayso.db").close()
    typing = pexpect.spawn(
        RUN[0], [*RUN[1:], "user", "add", "anna", "--role", "reviewer"], cwd=str(tmp_path), timeout=90
    )
    typing.expect("Password of anna: ")
    typing.sendline("long enough to be one")
    typing.expect("Repeat for confirmation: ")
    typing.sendline("another one by mistake")
    typing.expect("Password of anna: ")
    typing.sendline("long enough to be one")
    typing.expect("Repeat for confirmation: ")
    typing.sendline("long enough to be one")
    typing.expect("added: anna, reviewer")
    typing.expect(pexpect.EOF)
    typing.close()
    assert typing.exitstatus == 0
    assert b"long enough" not in (typing.before or b"")
    listed = sayso("user", "list", "--format", "json", cwd=tmp_path)
    assert '"name": "anna", "role": "reviewer"' in listed.stdout
    assert "argon2" not in listed.stdout
    again = sayso("user", "add", "ANNA", "--role", "admin", "--password-stdin", cwd=tmp_path, stdin=b"x")
    assert again.returncode == 2
    assert "there is a user ANNA already" in again.stderr
    assert sayso("user", "role", "anna", "admin", cwd=tmp_path).stderr.startswith("anna has the role admin now")
    assert "there is no role 'chief'" in sayso("user", "role", "anna", "chief", cwd=tmp_path).stderr
    short = sayso("user", "password", "anna", "--password-stdin", cwd=tmp_path, stdin=b"short\n")
    assert short.returncode == 2
    assert "the password has 5 characters" in short.stderr
    nobody = sayso("user", "add", "ben", "--role", "reader", cwd=tmp_path)
    assert nobody.returncode == 2
    assert "--password-stdin" in nobody.stderr
    assert "removed: anna. The ledger has no users now" in sayso("user", "remove", "anna", cwd=tmp_path).stderr
    gone = sayso("user", "remove", "anna", cwd=tmp_path)
    assert gone.returncode == 2
    assert "there is no user 'anna'" in gone.stderr


def test_by_tls_a_team_signs_in(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "sayso.db").close()
    made = subprocess.run(
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=127.0.0.1".split(),
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")
    added = sayso(
        "user", "add", "anna", "--role", "admin", "--password-stdin", cwd=tmp_path, stdin=b"three tall poplars\n"
    )
    assert added.returncode == 0, added.stderr
    words = ("serve", "--host", "0.0.0.0", "--port", "0", "--tls-cert", "cert.pem", "--tls-key", "key.pem")
    with serving(*words, cwd=tmp_path) as (running, address):
        import ssl

        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        local = address.replace("0.0.0.0", "127.0.0.1")
        with urllib.request.urlopen(f"{local}help", timeout=60, context=trusting) as found:
            assert found.url.endswith("/login?next=%2Fhelp")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{local}api/v1/status", timeout=60, context=trusting)
        assert refused.value.code == 401
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0


def test_a_ledger_that_can_only_be_read_is_served_for_looking(tmp_path: Path, folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "sayso.db").write_bytes((folder / "sayso.db").read_bytes())
    (tmp_path / "sayso.db").chmod(0o400)
    with serving("serve", "--port", "0", cwd=tmp_path) as (_, address):
        assert urllib.request.urlopen(f"{address}api/v1/status", timeout=60).status == 200
