"""The review: its queue, an event as a whole, the keys; and every decision, each as a plain form."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from sayso.errors import InputError
from sayso.run.keys import KEYS
from sayso.run.ledger import Ledger
from sayso.run.queue import Item, ItemKind
from sayso.run.reviewing import Act
from sayso.types import Opinion, Verdict
from sayso.web.contexts.review import CHOICES, FIELDS, after, event_review, following, review_page
from sayso.web.contexts.review_edit import FieldForm, wanted_of
from sayso.web.deps import LedgerDep, UserDep, page

router = APIRouter(include_in_schema=False)
Why = Annotated[str, Form(max_length=2000)]
Key = Annotated[str, Form(max_length=300)]


@router.get("/review")
def show_review(request: Request, ledger: LedgerDep, user: UserDep, at: str = "", done: str = "") -> HTMLResponse:
    """The question of the queue that is asked for, or the first one."""
    found = review_page(ledger, user.name, at, done)
    return page(request, "review/page.html", r=found, fields=FIELDS, choices=CHOICES)


@router.post("/review/decide")
def decide(
    ledger: LedgerDep,
    user: UserDep,
    item: Key,
    action: Annotated[str, Form(max_length=20)],
    claim: Key = "",
    why: Why = "",
) -> RedirectResponse:
    """Answer a question and go on to the next one."""
    queue = ledger.queue()
    asked = ledger.asked(item, queue)
    if asked is None:
        raise InputError("this question is settled already", hint="Load the review again")
    done = _answer(ledger, user.name, asked, action, claim or asked.claims[0], why)
    return _to(following(ledger, after(queue, asked.key)), done)


def _answer(ledger: Ledger, user: str, item: Item, action: str, claim: str, why: str) -> str:
    """Keep the answer; a word for what was done."""
    act: Act | None = None
    if claim not in item.claims:
        raise InputError(f"the claim {claim} is not part of this question", hint="Load the review again")
    pairs = item.kind in (ItemKind.LINK, ItemKind.CONFLICT)
    verdicts = {"same": "same", "accept": "same", "different": "different", "reject": "different", "unsure": "unsure"}
    if pairs and action in verdicts:
        act = ledger.judge_pairs([(item.claims[0], item.claims[1])], Verdict(verdicts[action]), user, why)
    elif not pairs and action in ("accept", "unsure"):
        ledger.review(item.claims, Opinion(action), user, why)
    elif not pairs and action == "reject":
        ledger.review([claim], Opinion.REJECT, user, why)
    elif item.kind is ItemKind.DISPUTE and action == "different":
        act = ledger.split(item.events[0], [claim], user, why)
    elif item.kind is ItemKind.DISPUTE and action == "same":
        first, *rest = item.claims
        act = ledger.judge_pairs([(first, other) for other in rest], Verdict.SAME, user, why)
    else:
        raise InputError(f"{action!r} is no answer to this question", hint="Choose one of those that are offered")
    return "contradicts" if act and act.conflicts else action


@router.post("/review/edit")
def set_field(ledger: LedgerDep, user: UserDep, claim: Key, form: Annotated[FieldForm, Form()]) -> RedirectResponse:
    """Set a field of a claim, and stay with the question."""
    held = ledger.claim(claim)
    ledger.edit(held.id, wanted_of(form, held, ledger.report(held.report_id)), user.name, form.why)
    return _to(form.item or f"claim.{held.id}", "edit")


@router.post("/review/withdraw")
def withdraw(ledger: LedgerDep, user: UserDep, judgement: Key, item: Key) -> RedirectResponse:
    """Take back one judgement of a contradiction, whoever made it, and go on to the next question."""
    rest = after(ledger.queue(), item)
    ledger.undo(user.name, judgement)
    return _to(following(ledger, rest), "withdraw")


@router.post("/review/undo")
def undo(ledger: LedgerDep, user: UserDep, item: Key = "", event: Key = "") -> RedirectResponse:
    """Take back the user's newest decision."""
    act = ledger.take_back(user.name, own=True)
    if event:
        return RedirectResponse(f"/review/events/{quote(event, safe='')}?done=undo", 303)
    return _to(_open_again(act, ledger.queue(), item), "undo")


def _open_again(act: Act, queue: Sequence[Item], item: str) -> str:
    """The key of the question to which an act that was taken back had answered; item is that of the question shown."""
    pairs = [f"link.{j.claim_a}.{j.claim_b}" for j in act.judgements]
    named = [*pairs, *(f"claim.{review.claim}" for review in act.reviews)]
    decided = {c for j in act.judgements for c in (j.claim_a, j.claim_b)} | {review.claim for review in act.reviews}
    shown = next((i for i in queue if i.key == item), None)
    # setting a field stays with its question; an answer goes on to another one
    if shown and decided <= set(shown.claims) and any(review.edit for review in act.reviews):
        return item
    alone = next((i.key for i in queue if i.kind is not ItemKind.DISPUTE and set(i.claims) == decided), None)
    if len(named) == 1 and alone:
        return alone
    # a dispute is answered for all of its claims, for one of them, or by parting one from all of the event
    disputes = [i for i in queue if i.kind is ItemKind.DISPUTE]
    near = [i for i in disputes if (set(i.claims) <= decided if pairs else decided <= set(i.claims))]
    nearest = min(near, key=lambda i: (len(decided ^ set(i.claims)), i.key != item), default=None)
    return nearest.key if nearest else named[0] if named else item


@router.get("/review/events/{event}")
def show_event(request: Request, ledger: LedgerDep, user: UserDep, event: str, done: str = "") -> HTMLResponse:
    """An event to be checked as a whole, parted or joined with another."""
    return page(request, "review/event.html", e=event_review(ledger, user.name, event, done))


@router.post("/review/events/{event}")
def decide_event(
    ledger: LedgerDep,
    user: UserDep,
    event: str,
    action: Annotated[str, Form(max_length=20)],
    claim: Annotated[list[str], Form()] = [],  # noqa: B006 the form's values, never changed
    other: Key = "",
    why: Why = "",
) -> RedirectResponse:
    """Accept an event as it is, part claims from it, or join it with another."""
    if action == "accept":
        act = ledger.accept_event(event, user.name, why)
    elif action == "split":
        act = ledger.split(event, claim, user.name, why)
    elif action == "merge":
        if not other.strip():
            raise InputError("no other event is named", hint="Choose one, or give its id")
        act = ledger.merge(event, other.strip(), user.name, why)
    else:
        raise InputError(f"{action!r} is nothing that can be done with an event", hint="Choose what is offered")
    now = _current(ledger, event, other, claim)
    done = "contradicts" if act.conflicts else "event" if action == "accept" else action
    return RedirectResponse(f"/review/events/{quote(now, safe='')}?done={done}", 303)


def _current(ledger: Ledger, event: str, other: str, claims: list[str]) -> str:
    """The event that a decision leads to: itself, or the one that it went into."""
    for name in (event, other):
        try:
            return ledger.event(name).id
        except InputError:
            continue
    return ledger.event_ids_of(claims).get(claims[0], event) if claims else event


@router.get("/review/keys")
def show_keys(request: Request, ledger: LedgerDep, user: UserDep, done: str = "") -> HTMLResponse:
    """The user's keys."""
    return page(request, "review/keys.html", keys=ledger.keys_of(user.name), usual=KEYS, done=bool(done))


@router.post("/review/keys")
async def keep_keys(request: Request, ledger: LedgerDep, user: UserDep) -> RedirectResponse:
    """Keep other keys."""
    form = await request.form()
    chosen = {name: str(form.get(name, key)) for name, key in KEYS.items()}
    await run_in_threadpool(ledger.set_keys, user.name, chosen)
    return RedirectResponse("/review/keys?done=1", 303)


def _to(key: str, done: str) -> RedirectResponse:
    return RedirectResponse("/review?" + urlencode({"at": key, "done": done} if key else {"done": done}), 303)
