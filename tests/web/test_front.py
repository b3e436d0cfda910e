"""The workbench as it is served: what is asked for first is not held up by loading the rest."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.web.serving import example_ledger

from sayso.web.front import Front
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
