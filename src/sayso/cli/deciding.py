"""Commands by which people decide: queue, review, edit, split, merge, accept, decisions."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.common import (
    DEFAULT_LEDGER,
    FormatOption,
    LedgerOption,
    OutOption,
    note,
    open_ledger,
    show_rows,
)
from sayso.cli.judging import BACK, AuthorOption, note_conflicts
from sayso.errors import SettingsError

if TYPE_CHECKING:
    from sayso.run.reviewing import Act
    from sayso.types import Judgement, Review

ClaimArgument = Annotated[str, typer.Argument(help="The id of a claim, or its beginning.", metavar="CLAIM")]
EventArgument = Annotated[str, typer.Argument(help="The id of an event, or its beginning.", metavar="EVENT")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason.", metavar="WORDS")]


def queue(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List what waits for a person: links and claims in doubt, disputes, contradictions; what would change most first.

    Example: sayso queue
    """
    with open_ledger(ledger) as opened:
        found = opened.queue()
    columns = (
        ("weight", lambda i: f"{i.weight:6.2f}"),
        ("kind", lambda i: i.kind.value),
        ("claims", lambda i: " ".join(claim[:10] for claim in i.claims[:3]) + (" ..." if len(i.claims) > 3 else "")),
        ("why", lambda i: i.why),
    )
    show_rows(found, columns, form, out, nothing="Nothing waits for a decision.", wide="why")


def review(
    claims: Annotated[list[str], typer.Argument(help="Ids of claims, or their beginnings.", metavar="CLAIM...")],
    accept: Annotated[bool, typer.Option("--accept", help="The report says so.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It does not: leave the claim out.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="It cannot be told.")] = False,
    why: WhyOption = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say whether a claim is what its report says; a rejected one is left out of events and figures.

    Example: sayso review c-1a2b --reject --why "a headline about another town"
    """
    from sayso.types import Opinion

    if accept + reject + unsure != 1:
        raise SettingsError("one decision is needed", hint="Give one of --accept, --reject and --unsure")
    opinion = Opinion.ACCEPT if accept else Opinion.REJECT if reject else Opinion.UNSURE
    with open_ledger(ledger) as opened:
        made = opened.review(claims, opinion, by or getpass.getuser(), why)
    for row in made:
        note(f"{row.id}: {row.claim}: {opinion.value}. {BACK}")


def edit(
    claim: ClaimArgument,
    field: Annotated[
        str, typer.Argument(help="type, stance, figure, source, or a role such as place or time.", metavar="FIELD")
    ],
    words: Annotated[
        str, typer.Option("--words", help="Words of the report; those of the field where none are given.")
    ] = "",
    means: Annotated[
        str, typer.Option("--means", help="What they mean: a label, date, or name; otherwise they are read.")
    ] = "",
    low: Annotated[float | None, typer.Option("--low", help="Of a figure: at least so many.", metavar="N")] = None,
    best: Annotated[float | None, typer.Option("--best", help="Of a figure: the best value.", metavar="N")] = None,
    high: Annotated[float | None, typer.Option("--high", help="Of a figure: at most so many.", metavar="N")] = None,
    unit: Annotated[str, typer.Option("--unit", help="Of a figure: what is counted.", metavar="UNIT")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep what the field has beside it.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Take everything out of the field.")] = False,
    why: WhyOption = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Set a field of a claim, with its words in the report. The text of the report stays as it is.

    Example: sayso edit c-1a2b figure --words "at least 12" --low 12 --unit killed
    """
    from sayso.run.fields import Wanted, find_words

    with open_ledger(ledger) as opened:
        held = opened.claim(claim)
        chosen = find_words(opened.report(held.report_id), held, words) if words else None
        wanted = Wanted(field, chosen, means, low, best, high, unit, keep, empty)
        made = opened.edit(held.id, wanted, by or getpass.getuser(), why)
    note(f"{made.id}: the {field} of {made.claim} is set. {BACK}")


def split(
    event: EventArgument,
    claims: Annotated[list[str], typer.Argument(help="Its claims that are about another event.", metavar="CLAIM...")],
    why: WhyOption = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Part claims from their event: each is judged different from each of the others.

    Example: sayso split e-1a2b c-3c4d c-5e6f --why "the second strike"
    """
    with open_ledger(ledger) as opened:
        act = opened.split(event, claims, by or getpass.getuser(), why)
    _told(act)


def merge(
    first: EventArgument,
    second: Annotated[str, typer.Argument(help="The id of another event.", metavar="EVENT")],
    why: WhyOption = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Join two events into one; they stay apart where somebody else called their claims different.

    Example: sayso merge e-1a2b e-3c4d
    """
    with open_ledger(ledger) as opened:
        act = opened.merge(first, second, by or getpass.getuser(), why)
    _told(act)


def accept(
    event: EventArgument,
    why: WhyOption = "",
    by: AuthorOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Say that an event is right as it is: its claims are accepted and judged to be about one event. It is checked then.

    Example: sayso accept e-1a2b
    """
    with open_ledger(ledger) as opened:
        act = opened.accept_event(event, by or getpass.getuser(), why)
    _told(act)


def decisions(ledger: LedgerOption = DEFAULT_LEDGER, form: FormatOption = None, out: OutOption = "-") -> None:
    """List what people decided about claims and links, oldest first, with what was withdrawn.

    Example: sayso decisions --format jsonl
    """
    with open_ledger(ledger) as opened:
        acts = opened.acts()
    rows: list[Judgement | Review] = []
    for act in acts:
        rows += [*act.judgements, *act.reviews]
    undone = {row.withdraws for row in rows if row.withdraws}
    columns = (
        ("id", lambda r: r.id[:12]),
        ("when", lambda r: r.made_at[:16].replace("T", " ")),
        ("by", lambda r: r.by),
        ("", lambda r: "withdraws" if r.withdraws else "withdrawn" if r.id in undone else ""),
        ("what", _what),
    )
    show_rows(rows, columns, form, out, nothing="Nobody has decided anything yet.", wide="what")


def _what(row: "Judgement | Review") -> str:
    from sayso.types import Judgement

    if isinstance(row, Judgement):
        return f"{row.claim_a} and {row.claim_b}: {row.verdict.value}" + (f" ({row.why})" if row.why else "")
    what = f"{row.edit.field} set" if row.edit else row.opinion.value if row.opinion else ""
    return f"{row.claim}: {what}" + (f" ({row.why})" if row.why else "")


def _told(act: "Act") -> None:
    parts = ((len(act.judgements), "judgement"), (len(act.reviews), "opinion"))
    told = " and ".join(f"{number} {word}{'s' * (number > 1)}" for number, word in parts if number)
    note(f"{act.by}: {told}. {BACK}")
    note_conflicts(act.conflicts)


COMMANDS = {
    "queue": queue, "review": review, "edit": edit, "split": split, "merge": merge, "accept": accept, "decisions": decisions,
}  # fmt: skip
