"""Settings of the workbench's server."""

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Hosts that only this machine can reach."""
DEFAULT_PORT = 8650
MAX_BODY = 1 << 20
"""Bytes of a request's body: a decision with its reason needs a thousandth of it."""
MAX_URL = 8000
"""Bytes of a request's path and query."""

SESSION_SECONDS = 12 * 3600
"""How long somebody stays signed in: a working day."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the workbench is served.

    host and port are where it listens. tls_cert and tls_key are PEM files. behind_proxy says that a proxy in front ends TLS
    and names the client in X-Forwarded headers. local_user is the name of the one user who needs no password while the ledger
    has no users; it counts only where nobody but this machine can reach the server.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    local_user: str = "local"

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK and not self.behind_proxy

    @property
    def secure(self) -> bool:
        """Whether browsers reach the server by TLS, so that cookies are sent by it only."""
        return self.tls_cert is not None or self.behind_proxy

    @property
    def address(self) -> str:
        """What to open in a browser on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls_cert else 'http'}://{host}:{self.port}/"
