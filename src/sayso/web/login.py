"""Name and password to a session, for the page and for the API."""

from starlette.requests import Request

from sayso.run.ledger import Ledger
from sayso.web.attempts import Attempts
from sayso.web.errors import RequestError
from sayso.web.passwords import is_password
from sayso.web.sessions import Visitor, sign_in


def log_in(request: Request, ledger: Ledger, name: str, password: str) -> Visitor:
    """A new session of the user with this password.

    Raises:
        RequestError: 401 where name and password do not fit, 429 where that happened too often, 400 where the ledger has no users.
    """
    if not ledger.accounts.has_users():
        raise RequestError(400, "this ledger has no users", hint="Add one with: sayso user add NAME --role ROLE")
    attempts: Attempts = request.app.state.attempts
    address = request.client.host if request.client else ""
    key = name.casefold()
    attempts.begin(key, address)
    account = ledger.accounts.account(name)
    if not is_password(account.password if account else None, password) or account is None:
        raise RequestError(401, "the name or the password is wrong", hint="Try again")
    attempts.succeeded(key, address)
    return sign_in(ledger, account)
