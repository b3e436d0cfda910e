"""An app over a ledger of the examples, without a server between."""

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from fastapi.testclient import TestClient
from tests.conftest import ROOT

from sayso.ledger.accounts import UserRole
from sayso.run.ledger import Ledger
from sayso.web.app import create_app
from sayso.web.passwords import hash_password
from sayso.web.settings import WebSettings

PASSWORD = "three tall poplars"
ADDRESS = "http://127.0.0.1:8650"


@lru_cache(maxsize=1)
def _examples() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sayso-web-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Ledger.open(folder / "examples.db") as ledger:
        ledger.read([ROOT / "examples"])
    return folder / "examples.db"


def example_ledger(folder: Path) -> Ledger:
    """A ledger of its own that holds the examples."""
    return Ledger.open(shutil.copy(_examples(), folder / "examples.db"))


def ruled_ledger(folder: Path) -> Ledger:
    """The examples as the rules read them: they read the correction among them whatever weights are in the package."""
    opened = Ledger.open(folder / "ruled.db")
    opened.read([ROOT / "examples"], reader="rules")
    return opened


@lru_cache(maxsize=1)
def hashed() -> str:
    """The hash of the password of all test users; making one takes a while."""
    return hash_password(PASSWORD)


def add_user(ledger: Ledger, name: str, role: UserRole) -> None:
    """A user with the password of the tests."""
    ledger.accounts.add_user(name, role, hashed(), "the tests")


def client(ledger: Ledger, settings: WebSettings | None = None) -> TestClient:
    """A browser, as far as cookies and redirects go, that asks the app."""
    app = create_app(ledger, settings or WebSettings())
    return TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, follow_redirects=False)


def token(asking: TestClient) -> dict[str, str]:
    """The header that a request which changes something must carry."""
    found = asking.get("/api/v1/session").json()
    return {found["header"]: found["csrf"]}


def sign_in(asking: TestClient, name: str, password: str = PASSWORD) -> dict[str, str]:
    """Sign in as a browser does, by the form; the header of the new session."""
    done = asking.post("/login", data={"name": name, "password": password}, headers=token(asking))
    assert done.status_code == 303, done.text
    return token(asking)
