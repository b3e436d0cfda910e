"""Built scripts and styles: addresses, caching, size, and pages without them."""

import importlib.util
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.conftest import ROOT

from sayso.web import assets


def _client() -> TestClient:
    app = FastAPI()
    app.router.routes += assets.ROUTES
    return TestClient(app)


@pytest.mark.parametrize("name", ["main.ts", "overview.ts", "styles/main.css"])
def test_a_built_file_is_kept_by_browsers_for_ever(name: str) -> None:
    address = assets.asset(name)
    assert address, "make setup builds the client"
    plain = _client().get(address, headers={"Accept-Encoding": "identity"})
    packed = _client().get(address, headers={"Accept-Encoding": "gzip"})
    assert plain.headers["cache-control"] == assets.IMMUTABLE
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.text == packed.text
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])


@pytest.mark.parametrize("name", ["manifest.json", "none.js", "..%2Fassets.py", "%2e%2e", "main.ts"])
def test_nothing_else_is_served(name: str) -> None:
    assert _client().get(f"/assets/{name}").status_code == 404


def test_without_a_build_there_are_no_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assert assets.asset("main.ts") is None
    (tmp_path / "manifest.json").write_text('{"src/main.ts": {"file": "main-1.js"}}')
    assert assets.asset("main.ts") == "/assets/main-1.js"
    assert assets.asset("overview.ts") is None


def test_scripts_stay_small() -> None:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec and spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    assert 0 < build.script_bytes(assets.FOLDER) < 500_000


def test_the_lock_names_hashes_and_no_addresses() -> None:
    lock = (ROOT / "src/sayso/web/client/package-lock.json").read_text()
    assert lock.count('"integrity"') > 20
    assert "resolved" not in lock
    assert "://registry" not in lock
