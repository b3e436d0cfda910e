"""Commands that judge links: link, undo, why, conflicts."""

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from sayso.link import Conflict

AuthorOption = Annotated[
    str | None, typer.Option("--by", help="Who decides; your login name where nothing is said.", metavar="NAME")
]


BACK = "Take it back with: sayso undo"
_CALLED = {
    "same": "are called the same event",
    "different": "are called different events",
    "unsure": "are noted as unsure",
}


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

    A "different" holds until it is taken back or its author judges anew: nobody else's "same" joins the two.

    Example: sayso link c-1a2b c-3c4d --different --why "another day"
    """
    from sayso.types import Verdict

    if same + different + unsure != 1:
        raise SettingsError("one decision is needed", hint="Give one of --same, --different and --unsure")
    verdict = Verdict.SAME if same else Verdict.DIFFERENT if different else Verdict.UNSURE
    with open_ledger(ledger) as opened:
        act = opened.judge_pairs([(first, second)], verdict, by or getpass.getuser(), why)
    (judgement,) = act.judgements
    note(f"{judgement.id}: {judgement.claim_a} and {judgement.claim_b} {_CALLED[verdict]}. {BACK}")
    note_conflicts(act.conflicts)


def note_conflicts(conflicts: "Sequence[Conflict]") -> None:
    """What contradicts a decision that was just kept, on standard error."""
    for conflict in conflicts:
        note(f"Contradiction about {conflict.claim_a} and {conflict.claim_b}: {conflict.why}")
    if conflicts:
        note("All judgements are kept. List contradictions with: sayso conflicts")


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
        made_by: dict[str, str] = {}
        for made in opened.acts():
            made_by |= {row.id: made.by for row in made.judgements} | {row.id: made.by for row in made.reviews}
    for row in act.judgements:
        said = f"{row.claim_a} and {row.claim_b} {_CALLED[row.verdict]}"
        note(f"withdrawn: {row.withdraws} of {made_by.get(row.withdraws or '', 'the machine')} ({said})")
    for about in act.reviews:
        what = about.opinion.value if about.opinion else f"{about.edit.field} set" if about.edit else ""
        note(
            f"withdrawn: {about.withdraws} of {made_by.get(about.withdraws or '', 'the machine')} ({about.claim}: {what})"
        )


def why(
    first: Annotated[str, typer.Argument(help="The id of a claim.", metavar="CLAIM")],
    second: Annotated[str, typer.Argument(help="The id of another claim.", metavar="CLAIM")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say what speaks for and against two claims being about one event, and which keys they share.

    Example: sayso why c-1a2b c-3c4d
    """
    with open_ledger(ledger) as opened:
        found = opened.why(first, second)
    shown = console()
    shown.print(
        f"{found.claim_a} and {found.claim_b}: {found.probability:.0%} likely to be about one event", style="bold"
    )
    for reason in found.reasons:
        shown.print(_hanging(f"  {reason.weight:+.2f}  {reason.feature:9}  ", reason.words, shown.width))
    if found.keys:
        shown.print("They share these keys, any of which lets them be compared:")
        for key in found.keys:
            shown.print(_hanging("  ", key, shown.width))
    else:
        shown.print("They share no key: they are compared only where other claims lead from one to the other.")


def _hanging(head: str, words: str, width: int) -> str:
    """Words wrapped beside a head."""
    from textwrap import fill

    return fill(clean(words), width, initial_indent=head, subsequent_indent=" " * len(head))


def conflicts(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List judgements that cannot all hold, and links of the machine that a person's judgement refused.

    Example: sayso conflicts
    """
    from sayso.link.verdicts import latest

    with open_ledger(ledger) as opened:
        found = opened.conflicts()
        held = latest(opened.standing_judgements())

    def told(conflict: "Conflict") -> str:
        ids = [judgement.id for judgement in held.get((conflict.claim_a, conflict.claim_b), ())]
        return conflict.why + (f". Take back: sayso undo {' or '.join(ids)}" if ids else "")

    columns = (("claim", lambda c: c.claim_a[:18]), ("claim ", lambda c: c.claim_b[:18]), ("why", told))
    show_rows(found, columns, form, out, nothing="No judgement is in conflict.", wide="why")


COMMANDS = {"link": link, "undo": undo, "why": why, "conflicts": conflicts}
