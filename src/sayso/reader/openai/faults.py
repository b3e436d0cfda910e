"""What an answer that is no completion means: the status and message of a server, in words for a user."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from sayso.reader.openai.answer import read_json
from sayso.reader.openai.settings import Server
from sayso.reader.openai.transport import Reply
from sayso.reader.openai.trouble import Scope, Trouble

_SHOWN = 200
_BUSY = frozenset({408, 409, 425, 429})
_FORM = re.compile(r"response.?format|json.?schema|json.?object|json mode|grammar|structured|\bschema\b", re.IGNORECASE)
_TEMPERATURE = re.compile(r"\btemperature\b", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"context.{0,20}(?:length|window|size)|maximum.{0,20}(?:context|tokens)|too many tokens|too long|token limit|n_ctx",
    re.IGNORECASE,
)
_FILTERED = re.compile(r"content.?(?:filter|policy|management)|moderation|safety", re.IGNORECASE)
_MODEL = re.compile(
    r"\bmodel\b.{0,80}(?:not found|not exist|unknown|invalid|not supported|no such|not loaded|not available)"
    r"|(?:not a valid|no such|unknown|invalid) model",
    re.IGNORECASE | re.DOTALL,
)
_SPENT = re.compile(r"insufficient.?quota|exceeded your current quota|billing|out of credits", re.IGNORECASE)


def message_of(reply: Reply) -> str:
    """What the server says about its refusal, in one short line; empty where it says nothing readable."""
    try:
        value = read_json(reply.body[:100_000])
    except ValueError:
        return ""
    return _said(value.get("error", value) if isinstance(value, dict) else value)


def _said(error: Any) -> str:
    if isinstance(error, dict):
        error = " ".join(str(error[k]) for k in ("message", "detail", "code") if isinstance(error.get(k), str | int))
    words = error if isinstance(error, str) else ""
    return " ".join(words[:2000].split())[:_SHOWN]


def is_about_temperature(reply: Reply, message: str) -> bool:
    """Whether the server refuses to be told a temperature."""
    return reply.status in (400, 422) and bool(_TEMPERATURE.search(message))


def may_be_the_form(reply: Reply, message: str) -> bool:
    """Whether the server may take the same request without the form that the answer was to have."""
    if reply.status in (400, 422):
        return not any(pattern.search(message) for pattern in (_TOO_LONG, _FILTERED, _MODEL))
    return reply.status >= 500 and bool(_FORM.search(message))


def trouble_of(reply: Reply, message: str, server: Server, models: Callable[[], list[str]]) -> Trouble:
    """The trouble that a status other than 2xx means. models is asked where the server does not know the model."""
    status, where = reply.status, server.base_url
    says = f": {message}" if message else ""
    if status in (401, 403):
        # the message of a server can hold a part of the key
        hint = (
            f"Check the key in {server.key_env}" if server.key_env else "Name the variable of the key by --api-key-env"
        )
        return Trouble(f"the server at {where} refuses the key ({status})", Scope.SETUP, hint=hint)
    if (status in (400, 422) or status == 404) and _MODEL.search(message):
        return Trouble(f"the server at {where} has no model {server.model!r}", Scope.SETUP, hint=_choose(models()))
    if status in (404, 405) or 300 <= status < 400:
        return _astray(reply, server, models)
    if status == 402 or _SPENT.search(message):
        return Trouble(f"the account at {where} has no credit left ({status})", Scope.SETUP, hint="Look at the account")
    if status in _BUSY or status >= 500:
        return Trouble(
            f"the server at {where} is busy or out of order ({status}{says})",
            Scope.PASSING,
            hint="Run the same command again later",
            wait=_wait(reply.headers.get("retry-after")),
        )
    if status == 413 or _TOO_LONG.search(message):
        return Trouble(f"it is too long for the model{says}", Scope.TOO_LONG)
    if _FILTERED.search(message):
        return Trouble(f"the server refuses to have it read{says}", Scope.PORTION)
    return Trouble(
        f"the server at {where} refuses the request ({status}{says})", Scope.REFUSED, hint="Check the options"
    )


def error_in_answer(error: Any) -> Trouble:
    """The trouble of an error that comes with status 200."""
    message = _said(error)
    if _TOO_LONG.search(message):
        return Trouble(f"it is too long for the model: {message}", Scope.TOO_LONG)
    return Trouble(f"the server answers with an error: {message or 'without a message'}", Scope.PASSING)


def _astray(reply: Reply, server: Server, models: Callable[[], list[str]]) -> Trouble:
    """Nothing there: the address, or the model, is another."""
    where = server.base_url
    target = reply.headers.get("location")
    if reply.status < 400:
        host = urlsplit(target or "").netloc[:100] or "another address"
        return Trouble(
            f"the server at {where} sends on to {host}, where sayso does not follow",
            Scope.SETUP,
            hint="Give that address as --base-url if you trust it",
        )
    known = models() if reply.status == 404 else []
    if known:
        return Trouble(f"the server at {where} has no model {server.model!r}", Scope.SETUP, hint=_choose(known))
    return Trouble(
        f"there is no {where}/chat/completions, or no model {server.model!r} ({reply.status})",
        Scope.SETUP,
        hint="Check --base-url, which mostly ends in /v1, and --model",
    )


def _choose(models: list[str]) -> str:
    if not models:
        return "Check --model"
    more = f" and {len(models) - 10} more" if len(models) > 10 else ""
    return f"It has {', '.join(models[:10])}{more}"


def _wait(header: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
