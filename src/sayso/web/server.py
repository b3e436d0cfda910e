"""The server of the workbench: a socket, uvicorn on it, and an end by Ctrl-C."""

import contextlib
import errno
import gc
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import uvicorn

from sayso.errors import SettingsError
from sayso.run.ledger import Ledger
from sayso.web.front import Front
from sayso.web.settings import WebSettings


def serve_app(ledger: Ledger, settings: WebSettings, *, browse: bool, tell: Callable[[str], None]) -> None:
    """Serve the ledger until Ctrl-C. tell says where it is; browse opens it in the browser.

    Raises:
        SettingsError: where the settings would leave the ledger open to strangers, a file of TLS is wrong, the port is taken,
            or the host is not of this machine.
    """
    if find_spec("fastapi") is None:
        # it is loaded after the first page: that it is missing is told before
        raise ModuleNotFoundError("No module named 'fastapi'", name="fastapi")
    check(ledger, settings)
    with listen(settings) as listening:
        settings = replace(settings, port=listening.getsockname()[1])
        config = uvicorn.Config(
            Front(ledger, settings, _settle),
            log_level="warning",
            loop="asyncio",
            ws="none",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=3,
            ssl_certfile=settings.tls_cert,
            ssl_keyfile=settings.tls_key,
            proxy_headers=settings.behind_proxy,
            forwarded_allow_ips="*" if settings.behind_proxy else None,
        )
        config.load()
        tell(f"The workbench is at {settings.address} (Ctrl-C ends it)")
        if browse:
            webbrowser.open(settings.address)
        # uvicorn ends by itself and only passes the signal on, which is nothing where a shell had it ignored
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
        tell("The workbench is closed")


def _settle() -> None:
    """Collect what loading left behind, once: what stays lives as long as the server."""
    gc.enable()
    gc.collect()
    gc.freeze()


def check(ledger: Ledger, settings: WebSettings) -> None:
    """Refuse settings that would leave the ledger open to strangers.

    Raises:
        SettingsError: where others than this machine can reach the server, and there are no users or no TLS.
    """
    if (settings.tls_cert is None) != (settings.tls_key is None):
        missing = "--tls-key" if settings.tls_key is None else "--tls-cert"
        raise SettingsError("a certificate and its key go together", where=missing, hint="Give both")
    if settings.tls_cert and settings.tls_key:
        _check_tls(settings.tls_cert, settings.tls_key)
    if settings.local:
        return
    where = "--behind-proxy" if settings.behind_proxy else f"--host {settings.host}"
    if not settings.secure:
        raise SettingsError(
            "passwords would travel in the clear",
            where=where,
            hint="Give --tls-cert and --tls-key, or put a proxy with TLS in front and give --behind-proxy",
        )
    if not ledger.accounts.has_users():
        raise SettingsError(
            "others could reach the ledger, and it has no users",
            where=where,
            hint="Add one with: sayso user add NAME --role admin",
        )


def _check_tls(cert: Path, key: Path) -> None:
    import ssl

    def no_password() -> str:
        raise SettingsError("the key has a password", where=str(key), hint="Give a key without one")

    for file in (cert, key):
        if not file.is_file():
            raise SettingsError("there is no such file", where=str(file), hint="Check --tls-cert and --tls-key")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, no_password)
    except (ssl.SSLError, OSError) as error:
        raise SettingsError(
            f"the certificate cannot be used: {(error.strerror or error.__class__.__name__).lower()}",
            where=f"{cert}, {key}",
            hint="Give a certificate and its key as PEM files",
        ) from error


def listen(settings: WebSettings) -> socket.socket:
    """A socket on the host and port. It is ours, and not uvicorn's, so that a fault is told in our words."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=200)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                "the port is taken by another program", where=where, hint="Give another one with --port"
            ) from error
        words = (error.strerror or "unknown fault").lower()
        raise SettingsError(f"cannot listen here: {words}", where=where, hint="Check --host and --port") from error
