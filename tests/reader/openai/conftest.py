"""A real server process that speaks the protocol, and reports to be read."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from sayso.reader.openai.client import Client
from sayso.reader.openai.reader import OpenAIReader
from sayso.reader.openai.settings import Server
from sayso.types import Report, text_hash

TEXT = (
    "Shelling went on. At least 14 people were killed in Maradi, the governor's office said. "
    "The market was shut. 3 soldiers were wounded in Torodi, the army said."
)


@dataclass(frozen=True, slots=True)
class Chat:
    """A running server."""

    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def seen(self, model: str) -> list[dict[str, Any]]:
        """The requests for a model so far."""
        with urlopen(f"http://127.0.0.1:{self.port}/seen", timeout=20) as answer:
            rows: list[dict[str, Any]] = json.load(answer)["seen"]
        return [row for row in rows if row["body"]["model"] == model]

    def reader(self, model: str, pauses: list[float] | None = None, **options: Any) -> OpenAIReader:
        """A reader that asks for the model, and keeps its pauses instead of waiting."""
        server = Server(self.url, model, **{"timeout": 10, "retries": 2} | options)
        kept = pauses if pauses is not None else []
        return OpenAIReader(server, client=Client(server, sleep=kept.append))


@pytest.fixture
def chat() -> Iterator[Chat]:
    """A server of its own for each test, so that what it counts begins with nothing."""
    script = Path(__file__).with_name("chat_server.py")
    process = subprocess.Popen([sys.executable, "-S", str(script)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Chat(int(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def report(text: str = TEXT, *, name: str = "r", **fields: Any) -> Report:
    return Report(name, text, text_hash(text), **{"published": "2025-03-06", "path": f"{name}.txt"} | fields)
