"""Asks a server to complete a chat, with patience: retries, back-off, and simpler requests where it refuses the best one."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any

from sayso._version import __version__
from sayso.reader.openai import faults
from sayso.reader.openai.answer import read_json
from sayso.reader.openai.schema import NAME, answer_schema
from sayso.reader.openai.settings import Server
from sayso.reader.openai.transport import Reply, request
from sayso.reader.openai.trouble import Scope, Trouble
from sayso.reader.openai.usage import Usage

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
LONGEST_WAIT = 600.0
"""Seconds: a server that asks to wait longer is not waited for."""
_PASSING = frozenset({Scope.PASSING, Scope.UNREACHABLE})


class Form(StrEnum):
    """How the server is asked to hold the answer to a form, best first."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    PLAIN = "text"


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model wrote, and whether it was cut off because it ran out of tokens."""

    content: str
    cut: bool = False


class Client:
    """One server and model. It remembers what the server takes, and counts what was asked; threads may share it."""

    def __init__(self, server: Server, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._server = server.checked()
        self._key = server.key()
        self._sleep = sleep
        self._form = Form.SCHEMA
        self._temperature = True
        self.usage = Usage()
        self.answered = False
        """Whether the server has answered a request as it should."""

    def complete(self, messages: Sequence[dict[str, str]]) -> Completion:
        """What the model answers.

        Raises:
            Trouble: where there is no answer, after the retries that may help.
        """
        for attempt in count():
            try:
                return self._once(messages)
            except Trouble as trouble:
                pause = self._pause(trouble, attempt)
                if pause is None:
                    raise
                self._sleep(pause)
        raise AssertionError("not reached")

    def _pause(self, trouble: Trouble, attempt: int) -> float | None:
        """Seconds before the next attempt; None where there is none."""
        if trouble.scope not in _PASSING or attempt >= self._server.retries:
            return None
        if trouble.scope is Scope.UNREACHABLE and not self.answered:
            return None
        if trouble.wait is not None:
            return trouble.wait if trouble.wait <= LONGEST_WAIT else None
        return min(_LONGEST_PAUSE, _FIRST_PAUSE * float(2**attempt))

    def _once(self, messages: Sequence[dict[str, str]]) -> Completion:
        """One answer, asked for in the best form that the server takes."""
        form = self._form
        while True:
            reply = self._post(messages, form)
            if reply.status < 300:
                completion = _completion(read_envelope(reply, self._where), self.usage)
                self._form, self.answered = form, True
                return completion
            message = self._redacted(faults.message_of(reply))
            if self._temperature and faults.is_about_temperature(reply, message):
                self._temperature = False
                continue
            if form is Form.PLAIN or not faults.may_be_the_form(reply, message):
                raise faults.trouble_of(reply, message, self._server, self._models)
            form = Form.OBJECT if form is Form.SCHEMA else Form.PLAIN

    def _post(self, messages: Sequence[dict[str, str]], form: Form) -> Reply:
        body: dict[str, Any] = {"model": self._server.model, "messages": list(messages), "stream": False}
        if self._temperature:
            body["temperature"] = 0
        if form is Form.SCHEMA:
            schema = {"name": NAME, "strict": True, "schema": answer_schema()}
            body["response_format"] = {"type": form.value, "json_schema": schema}
        elif form is Form.OBJECT:
            body["response_format"] = {"type": form.value}
        self.usage.ask()
        url = f"{self._server.base_url}/chat/completions"
        return request("POST", url, body=json.dumps(body).encode(), headers=self._headers, timeout=self._server.timeout)

    @property
    def _headers(self) -> dict[str, str]:
        given = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": f"sayso/{__version__}"}
        return given | ({"Authorization": f"Bearer {self._key}"} if self._key else {})

    @property
    def _where(self) -> str:
        return self._server.base_url

    def _redacted(self, message: str) -> str:
        return message.replace(self._key, "***") if self._key else message

    def _models(self) -> list[str]:
        """Names of models that the server has; none where it does not say."""
        try:
            url = f"{self._server.base_url}/models"
            reply = request("GET", url, headers=self._headers, timeout=min(10, self._server.timeout))
            rows = read_json(reply.body).get("data") if reply.status == 200 else None
            return [str(row["id"])[:100] for row in rows or () if isinstance(row, dict) and "id" in row]
        except (Trouble, ValueError, AttributeError, TypeError):
            return []


def read_envelope(reply: Reply, where: str) -> dict[str, Any]:
    """The object around a completion.

    Raises:
        Trouble: where the answer is none, or holds an error.
    """
    try:
        value = read_json(reply.body)
    except ValueError:
        value = None
    if isinstance(value, dict) and value.get("error"):
        raise faults.error_in_answer(value["error"])
    if not isinstance(value, dict) or not isinstance(value.get("choices"), list):
        raise Trouble(
            f"what answers at {where} is no OpenAI-compatible server: its answer is "
            + ("not JSON" if value is None else "no chat completion"),
            Scope.SETUP,
            hint="Check --base-url; it mostly ends in /v1",
        )
    return value


def _completion(envelope: dict[str, Any], usage: Usage) -> Completion:
    choices = envelope["choices"]
    choice = choices[0] if choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    said = message if isinstance(message, dict) else {}
    content = said.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    cut = choice.get("finish_reason") == "length"
    usage.add(envelope.get("usage"), cut=cut)
    if choice.get("finish_reason") == "content_filter" or said.get("refusal"):
        raise Trouble("the model refused to read it", Scope.PORTION)
    if not isinstance(content, str) or not content.strip():
        raise Trouble("the model's answer is empty", Scope.TOO_LONG if cut else Scope.PORTION)
    return Completion(content, cut)
