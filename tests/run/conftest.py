"""A ledger with some hundred events that no reader has read."""

from pathlib import Path

import pytest
from evaluation.madeledger import make


@pytest.fixture(scope="session")
def made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    make(path, 60, 500)
    return path
