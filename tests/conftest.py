"""What tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
