"""Commands about who may use a shared ledger: user add, list, role, password, remove."""

import getpass
import sys
from typing import Annotated

import typer

from sayso.cli.common import (
    DEFAULT_LEDGER,
    FormatOption,
    LedgerOption,
    OutOption,
    missing_web,
    note,
    open_ledger,
    show_rows,
)
from sayso.errors import InputError, SettingsError

user = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Say who may use a ledger that is shared.")

NameArgument = Annotated[str, typer.Argument(help="The user's name.", metavar="NAME")]
RoleOption = Annotated[
    str, typer.Option("--role", help="reader (looks), reviewer (judges too) or admin.", metavar="ROLE")
]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Take the password from standard input, its first line.")
]


@user.command("add")
def add(
    name: NameArgument,
    role: RoleOption,
    password_stdin: StdinOption = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Add a user. The password is asked for, twice.

    Example: sayso user add anna --role reviewer
    """
    from sayso.ledger.accounts import UserRole

    chosen = UserRole(_role(role))
    with open_ledger(ledger) as opened:
        if opened.accounts.account(name):
            raise InputError(f"there is a user {name} already", hint="Change one with: sayso user role NAME ROLE")
        added = opened.accounts.add_user(name, chosen, _hashed(name, password_stdin), getpass.getuser())
    note(f"added: {added.name}, {added.role.value}. The workbench asks everybody to sign in now")


@user.command("list")
def list_users(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List the users with their roles, and who set them last and when.

    Example: sayso user list
    """
    from dataclasses import dataclass

    @dataclass(frozen=True, slots=True)
    class Row:
        name: str
        role: str
        author: str
        made_at: str

    with open_ledger(ledger) as opened:
        found = [Row(a.user.name, a.user.role.value, a.author, a.made_at) for a in opened.accounts.accounts()]
    columns = (
        ("name", lambda r: r.name),
        ("role", lambda r: r.role),
        ("set by", lambda r: r.author),
        ("at", lambda r: r.made_at[:16]),
    )
    nothing = "This ledger has no users. On this machine it needs none; add one with: sayso user add NAME --role ROLE"
    show_rows(found, columns, form, out, nothing=nothing)


@user.command("role")
def set_role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(help="reader, reviewer or admin.", metavar="ROLE")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Give a user another role; it holds at once.

    Example: sayso user role anna admin
    """
    from sayso.ledger.accounts import UserRole

    chosen = UserRole(_role(role))
    with open_ledger(ledger) as opened:
        changed = opened.accounts.change_user(name, getpass.getuser(), role=chosen)
    note(f"{changed.name} has the role {changed.role.value} now")


@user.command("password")
def set_password(
    name: NameArgument, password_stdin: StdinOption = False, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Give a user another password, which is asked for twice; who is signed in as this user is signed out.

    Example: sayso user password anna
    """
    with open_ledger(ledger) as opened:
        if not opened.accounts.account(name):
            opened.accounts.change_user(name, "")
        changed = opened.accounts.change_user(name, getpass.getuser(), password=_hashed(name, password_stdin))
    note(f"{changed.name} has a new password")


@user.command("remove")
def remove(name: NameArgument, ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Remove a user. What they decided stays, with their name.

    Example: sayso user remove anna
    """
    with open_ledger(ledger) as opened:
        removed = opened.accounts.remove_user(name, getpass.getuser())
        left = opened.accounts.has_users()
    note(
        f"removed: {removed.name}" + ("" if left else ". The ledger has no users now: on this machine nobody signs in")
    )


def _role(words: str) -> str:
    from sayso.ledger.accounts import UserRole

    if words not in list(UserRole):
        raise InputError(f"there is no role {words!r}", where="--role", hint=f"Choose one of {', '.join(UserRole)}")
    return words


def _hashed(name: str, from_stdin: bool) -> str:
    """The hash of a new password, asked for or from standard input."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        raise SettingsError("there is nobody to ask for the password", hint="Give --password-stdin, or use a terminal")
    with missing_web():
        from sayso.web.passwords import hash_password

        return hash_password(password, name)


COMMANDS = {"user": user}
