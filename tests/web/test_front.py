"""The workbench as it is served: what is asked for first is not held up by loading the rest."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
import pytest
from tests.web.serving import example_ledger

from sayso.web.front import Front
from sayso.web.render import environment
from sayso.web.settings import WebSettings


async def _status(front: Front, path: str) -> int:
    """The status that one GET is answered with."""
    statuses: list[int] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": [(b"host", b"127.0.0.1:8650")],
        "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8650),
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(int(str(message["status"])))

    await front(scope, receive, send)
    return statuses[0]


def _run(coroutine: Coroutine[object, object, None]) -> None:
    """Run it in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


def test_the_rest_is_loaded_once_the_first_page_has_what_it_shows(tmp_path: Path) -> None:
    loaded = threading.Event()
    with example_ledger(tmp_path) as ledger:
        front = Front(ledger, WebSettings(), loaded.set)

        async def look() -> None:
            assert await _status(front, "/") == 200
            assert await _status(front, "/assets/none.css") == 404
            assert front._rest is None
            async with asyncio.timeout(60):
                while not loaded.is_set():
                    await asyncio.sleep(0.02)

        _run(look())


def test_another_page_is_answered_without_a_wait_for_quiet(tmp_path: Path) -> None:
    with example_ledger(tmp_path) as ledger:
        front = Front(ledger, WebSettings())

        async def look() -> None:
            assert await _status(front, "/") == 200
            assert await _status(front, "/search") == 200
            assert front._rest is not None
            await asyncio.sleep(0)

        _run(look())


def test_the_first_page_loads_neither_numpy_nor_fastapi(tmp_path: Path) -> None:
    with example_ledger(tmp_path) as ledger:
        path = ledger._store.where
    code = (
        "import sys; from sayso.run.ledger import Ledger; from sayso.web import server\n"
        "from sayso.web.contexts.filters import asked; from sayso.web.contexts.overview import overview\n"
        "from sayso.web.render import environment; from starlette.datastructures import QueryParams\n"
        "with Ledger.open(sys.argv[1]) as ledger: assert overview(ledger, asked(QueryParams(''))).lines\n"
        "environment().get_template('overview/page.html')\n"
        "print([m for m in ('numpy', 'fastapi', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "[]\n"


def test_compiled_templates_are_kept_where_only_their_user_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path)
    folder = tmp_path / "templates"
    environment.cache_clear()
    try:
        environment().get_template("help.html")
        assert list(folder.iterdir())
        folder.chmod(0o777)
        environment.cache_clear()
        assert environment().bytecode_cache is None
        environment().get_template("help.html")
    finally:
        environment.cache_clear()
