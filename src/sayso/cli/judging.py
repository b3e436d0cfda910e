"""Commands that judge links: link, undo, why, conflicts."""

import getpass
from typing import Annotated

import typer

from sayso.cli.common import (
    DEFAULT_LEDGER,
    FormatOption,
    LedgerOption,
    OutOption,
    clean,
    console,
    note,
    open_ledger,
    show_rows,
)
from sayso.errors import SettingsError

AuthorOption = Annotated[
    str | None, typer.Option("--by", help="Who decides; your login name where nothing is said.", metavar="NAME")
]


def link(
    first: Annotated[str, typer.Argument(help="The id of a claim.", metavar="CLAIM")],
    second: Annotated[str, typer.Argument(help="The id of another claim.", metavar="CLAIM")],
    same: Annotated[bool, typer.Option("--same", help="They are about one event.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They are about different events.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="It cannot be told.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason.", metavar="WORDS")] = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Decide whether two claims are about one event; the decision outlives every new reading.

    Example: sayso link c-1a2b c-3c4d --different --why "another day"
    """
    from sayso.types import Verdict

    if same + different + unsure != 1:
        raise SettingsError("one decision is needed", hint="Give one of --same, --different and --unsure")
    verdict = Verdict.SAME if same else Verdict.DIFFERENT if different else Verdict.UNSURE
    with open_ledger(ledger) as opened:
        judgement = opened.judge(first, second, verdict, by or getpass.getuser(), why)
    note(
        f"{judgement.id}: {judgement.claim_a} and {judgement.claim_b} are {verdict.value}. Take it back with: sayso undo"
    )


def undo(
    judgement: Annotated[
        str | None, typer.Argument(help="The decision; the last action where none is named.", metavar="ID")
    ] = None,
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Withdraw the last action, or one decision. It stays in the ledger, and so does the withdrawal.

    Example: sayso undo
    """
    author = by or getpass.getuser()
    with open_ledger(ledger) as opened:
        act = opened.withdraw(judgement, author) if judgement else opened.take_back(author)
    for row in act.judgements:
        note(f"withdrawn: {row.withdraws} ({row.claim_a} and {row.claim_b} {row.verdict.value})")
    for about in act.reviews:
        what = about.opinion.value if about.opinion else f"{about.edit.field} set" if about.edit else ""
        note(f"withdrawn: {about.withdraws} ({about.claim}: {what})")


def why(
    first: Annotated[str, typer.Argument(help="The id of a claim.", metavar="CLAIM")],
    second: Annotated[str, typer.Argument(help="The id of another claim.", metavar="CLAIM")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say what speaks for and against two claims being about one event.

    Example: sayso why c-1a2b c-3c4d
    """
    with open_ledger(ledger) as opened:
        found = opened.why(first, second)
    shown = console()
    shown.print(
        f"{found.claim_a} and {found.claim_b}: {found.probability:.0%} likely to be about one event", style="bold"
    )
    for reason in found.reasons:
        shown.print(clean(f"  {reason.weight:+.2f}  {reason.feature:9}  {reason.words}"))


def conflicts(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List judgements that cannot all hold, and links of the machine that a person's judgement refused.

    Example: sayso conflicts
    """
    with open_ledger(ledger) as opened:
        found = opened.conflicts()
    columns = (("claim", lambda c: c.claim_a[:18]), ("claim ", lambda c: c.claim_b[:18]), ("why", lambda c: c.why))
    show_rows(found, columns, form, out, nothing="No judgement is in conflict.", wide="why")


COMMANDS = {"link": link, "undo": undo, "why": why, "conflicts": conflicts}
