"""Who asks: the session's cookie, and the token that shows that a form came from a page of ours."""

import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from sayso.ledger.accounts import Account, User, UserRole
from sayso.run.ledger import Ledger
from sayso.web.settings import SESSION_SECONDS, WebSettings

_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request. user is None before signing in; signed_in tells who did from the local user, who need not.
    fresh says that the browser has no cookie of the token yet.
    """

    token: str
    user: User | None
    fresh: bool = False
    signed_in: bool = False

    @property
    def csrf(self) -> str:
        """What a form of this visitor carries. It follows from the cookie, which no other site can read."""
        return hmac.new(self.token.encode(), b"sayso-csrf", hashlib.sha256).hexdigest()

    def sent_by_us(self, token: str) -> bool:
        """Whether the token of a form is the visitor's."""
        return hmac.compare_digest(self.csrf.encode(), token.encode("utf-8", "surrogatepass"))


def cookie_name(settings: WebSettings) -> str:
    """The name of the session's cookie. By the prefix, browsers refuse one that was set without TLS or by another host."""
    return "__Host-sayso" if settings.secure else "sayso"


def visitor_of(request: Request) -> Visitor:
    """Who sent the request."""
    settings: WebSettings = request.app.state.settings
    ledger: Ledger = request.app.state.ledger
    token = request.cookies.get(cookie_name(settings), "")
    fresh = not _TOKEN.fullmatch(token)
    if fresh:
        token = _new_token()
    if settings.local and not ledger.accounts.has_users():
        return Visitor(token, User(settings.local_user, UserRole.ADMIN), fresh)
    user = None if fresh else ledger.accounts.signed_in(_hashed(token), int(time.time()))
    return Visitor(token, user, fresh, signed_in=user is not None)


def sign_in(ledger: Ledger, account: Account) -> Visitor:
    """A new session of the user. Its token is another one than before, so that nobody can have set it in advance."""
    token = _new_token()
    ledger.accounts.open_session(_hashed(token), account, int(time.time()) + SESSION_SECONDS)
    return Visitor(token, account.user, fresh=True, signed_in=True)


def sign_out(ledger: Ledger, visitor: Visitor) -> Visitor:
    """End the visitor's session; the visitor with a new token, who is not signed in."""
    if visitor.signed_in:
        ledger.accounts.close_session(_hashed(visitor.token))
    return Visitor(_new_token(), None, fresh=True)


def _new_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def _hashed(token: str) -> str:
    """What the ledger keeps: who reads the ledger cannot take over a session."""
    return hashlib.sha256(token.encode()).hexdigest()


def keep_cookie(response: Response, visitor: Visitor, settings: WebSettings) -> None:
    """Hand the visitor's token to the browser, unless it has it."""
    if visitor.fresh:
        response.set_cookie(
            cookie_name(settings),
            visitor.token,
            max_age=SESSION_SECONDS if visitor.signed_in else None,
            path="/",
            httponly=True,
            samesite="lax",
            secure=settings.secure,
        )
