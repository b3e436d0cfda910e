"""A PostgreSQL server for tests: Debian's package, in a folder that is gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER, PASSWORD = "sayso", "o'pen %ses@me/7"
"""The superuser; the password has letters that an address must write otherwise."""
_SETTINGS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB", "max_connections": "60",
    "listen_addresses": "127.0.0.1", "logging_collector": "off",
}  # fmt: skip
_SECONDS_TO_START = 30


def programs() -> Path | None:
    """The folder with initdb and postgres, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    here = shutil.which("initdb")
    return found[-1].parent if found else Path(here).resolve().parent if here else None


def missing() -> str:
    """Why there can be no server; empty where there can."""
    if programs() is None:
        return "PostgreSQL is not installed (tests/install-postgres.sh installs Debian's package)"
    if os.geteuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        return "a PostgreSQL server does not run as root, and there is no user postgres"
    return ""


@dataclass
class Server:
    """A server that runs on the loopback, and lets nobody in without a password."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes]"
    numbers: Any = field(default_factory=count)

    @classmethod
    def start(cls) -> "Server":
        """A new cluster, with a user who may do everything. It never runs as root."""
        bin = programs()
        assert bin is not None
        folder = Path(tempfile.mkdtemp(prefix="sayso-postgres-"))
        who: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if who:
            for path in (folder, secret):
                shutil.chown(path, "postgres", "postgres")
        data = folder / "data"
        subprocess.run(
            [bin / "initdb", "-D", data, "-U", OWNER, "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **who,
        )  # fmt: skip
        for _ in range(3):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            settings = [f"-c{key}={value}" for key, value in _SETTINGS.items()]
            with (folder / "log").open("ab") as log:
                process = subprocess.Popen(
                    [bin / "postgres", "-D", data, "-k", folder, "-p", str(port), *settings],
                    stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, **who,
                )  # fmt: skip
            server = cls(folder, port, process)
            if server._answers():
                return server
        raise RuntimeError((folder / "log").read_text())

    def _answers(self) -> bool:
        deadline = time.monotonic() + _SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.connect("postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False

    def stop(self) -> None:
        """End it at once, and remove its folder."""
        self.process.send_signal(3)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, name: str) -> "psycopg.Connection[Any]":
        """A bare connection of the owner; each statement is kept at once."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=OWNER, password=PASSWORD, dbname=name, autocommit=True
        )

    def address(self, name: str, user: str = OWNER, password: str = PASSWORD) -> str:
        """The address of a database as a person would write it."""
        from urllib.parse import quote

        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str, name: str = "postgres") -> None:
        """Statements of the owner."""
        with self.connect(name) as connection:
            connection.execute(sql.SQL(statement))  # type: ignore[arg-type]

    def database(self, template: str = "template1") -> str:
        """The name of a new database."""
        name = f"t{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name
