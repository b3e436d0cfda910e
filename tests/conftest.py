"""What tests share."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.postgres import Server, missing

from sayso.normalise.gazetteer.store import Gazetteer

# a run of CI judges one change, so it tries the same examples each time; runs by hand go on finding new ones
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer, built once for all tests."""
    return Gazetteer.open()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds and corpora; a test that needs it is skipped where it is missing."""
    folder = Path(os.environ.get("SAYSO_SHARED") or ROOT.parent / "shared")
    if not (folder / "seeds").is_dir():
        pytest.skip("the folder of seeds is not beside the checkout (SAYSO_SHARED names another)")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; tests that need it are skipped where there is none."""
    if reason := missing():
        pytest.skip(reason)
    server = Server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def empty_ledger(postgres: Server) -> str:
    """The name of a database with an empty ledger, to be copied."""
    from sayso.ledger import Store

    name = postgres.database()
    Store.open(postgres.address(name)).close()
    return name


@pytest.fixture
def new_address(postgres: Server, empty_ledger: str) -> Callable[[], str]:
    """Addresses of new, empty ledgers in PostgreSQL."""
    return lambda: postgres.address(postgres.database(empty_ledger))
