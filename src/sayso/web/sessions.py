"""Who asks: the session's cookie, and the token that shows that a form came from a page of ours."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from sayso.ledger.accounts import User, UserRole
from sayso.web.settings import WebSettings

_TOKEN_BYTES = 32


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
        return hmac.compare_digest(self.csrf.encode(), token.encode())


def cookie_name(settings: WebSettings) -> str:
    """The name of the session's cookie. By the prefix, browsers refuse one that was set without TLS or by another host."""
    return "__Host-sayso" if settings.secure else "sayso"


def visitor_of(request: Request) -> Visitor:
    """Who sent the request."""
    settings: WebSettings = request.app.state.settings
    token = request.cookies.get(cookie_name(settings), "")
    fresh = not _is_token(token)
    if fresh:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
    user = User(settings.local_user, UserRole.ADMIN) if settings.local else None
    return Visitor(token, user, fresh)


def _is_token(token: str) -> bool:
    return len(token) == len(secrets.token_urlsafe(_TOKEN_BYTES)) and token.isascii()


def keep_cookie(response: Response, visitor: Visitor, settings: WebSettings) -> None:
    """Hand the visitor's token to the browser, unless it has it."""
    if visitor.fresh:
        response.set_cookie(
            cookie_name(settings), visitor.token, path="/", httponly=True, samesite="lax", secure=settings.secure
        )
