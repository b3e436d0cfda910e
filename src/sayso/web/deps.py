"""What routes ask for: the ledger, who asks, the right to do it, and a page of a template."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from sayso.ledger.accounts import User, UserRole
from sayso.run.ledger import Ledger
from sayso.web.guard import check_role, user_of
from sayso.web.render import render


def _ledger(request: Request) -> Ledger:
    found: Ledger = request.app.state.ledger
    return found


LedgerDep = Annotated[Ledger, Depends(_ledger)]
"""The open ledger. It may be used from several threads."""
UserDep = Annotated[User, Depends(user_of)]
"""Who asks, with their role."""


def require(role: UserRole) -> Callable[[Request], User]:
    """A dependency that gives the user and refuses those without the role: Depends(require(UserRole.ADMIN))."""

    def check(request: Request) -> User:
        user = user_of(request)
        check_role(user, role)
        return user

    return check


def page(
    request: Request,
    template: str,
    /,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """The template as a page, with the context; user, csrf, path, query, asset and version are there in every template."""
    return render(request, template, context, status=status, headers=headers)
