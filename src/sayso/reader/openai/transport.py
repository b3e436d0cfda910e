"""One HTTP request and its answer: to the named host only, under one deadline, up to a size.

The standard client is used bare: it knows no proxies and follows no redirects, so a report goes nowhere but to the
address that the user gave.
"""

import http.client
import io
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from sayso.reader.openai.trouble import Scope, Trouble

MOST_BYTES = 8_000_000
"""Longest answer that is taken; one with 200 claims has about 100 kB."""
_CHECK_SERVER = "Check --base-url, and that the server runs"


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers (names in small letters) and body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Deadline(io.RawIOBase):
    """Bytes of a socket until a deadline. A timeout of the socket alone starts anew with every byte."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def request(
    method: str, url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None, timeout: float
) -> Reply:
    """Send a request and take the whole answer within timeout seconds.

    Raises:
        Trouble: where the server cannot be reached, does not answer in time, or answers too much.
    """
    parts = urlsplit(url)
    where = parts.netloc
    deadline = monotonic() + timeout
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    try:
        _connect(connection, where, timeout)
        return _exchange(connection, method, parts.path, body, {"Connection": "close"} | dict(headers or {}), deadline)
    except TimeoutError:
        raise Trouble(
            f"the server at {where} did not answer within {timeout:g} seconds",
            Scope.PASSING,
            hint="Give it more time with --timeout",
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise Trouble(
            f"the connection to {where} broke off ({_reason(error)})", Scope.PASSING, hint=_CHECK_SERVER
        ) from None
    finally:
        connection.close()


def _connect(connection: http.client.HTTPConnection, where: str, timeout: float) -> None:
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as error:
        raise Trouble(
            f"the certificate of {where} cannot be trusted: {error.verify_message.rstrip('.')}",
            Scope.SETUP,
            hint="Check --base-url; SSL_CERT_FILE names certificates of your own",
        ) from None
    except TimeoutError:
        raise Trouble(
            f"no server answers at {where} within {timeout:g} seconds", Scope.UNREACHABLE, hint=_CHECK_SERVER
        ) from None
    except (OSError, UnicodeError) as error:
        raise Trouble(
            f"there is no server at {where} ({_reason(error)})", Scope.UNREACHABLE, hint=_CHECK_SERVER
        ) from None


def _exchange(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
    deadline: float,
) -> Reply:
    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
            super().__init__(sock, *args, **options)
            self.fp.close()
            self.fp = io.BufferedReader(_Deadline(sock, deadline))

    connection.response_class = Response
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    try:
        found = response.read(MOST_BYTES + 1)
    finally:
        response.close()
    if len(found) > MOST_BYTES:
        raise Trouble(f"the answer is longer than {MOST_BYTES // 1_000_000} MB", Scope.PORTION)
    declared = response.getheader("Content-Length")
    if declared and declared.isdigit() and int(declared) > len(found):
        raise Trouble("the answer broke off before its end", Scope.PASSING)
    return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, found)


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "the name is not known"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return type(error).__name__
