"""The review by plain forms: what is decided shows at once, can be undone, and is closed to readers."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.web.serving import add_user, client, example_ledger, sign_in, token

from sayso.ledger.accounts import UserRole
from sayso.run.keys import KEYS
from sayso.run.ledger import Ledger
from sayso.run.queue import ItemKind
from sayso.types import Verdict


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with example_ledger(tmp_path) as found:
        yield found


@pytest.fixture
def asking(ledger: Ledger) -> TestClient:
    return client(ledger)


def first(ledger: Ledger, kind: ItemKind):  # type: ignore[no-untyped-def]
    return next(item for item in ledger.queue() if item.kind is kind)


def post(asking: TestClient, path: str, **form: object) -> str:
    """Send a form; the text of the page that it leads to."""
    done = asking.post(path, data=form, headers=token(asking))
    assert done.status_code == 303, done.text
    found = asking.get(done.headers["location"])
    assert found.status_code == 200
    return found.text


def test_the_queue_is_in_the_order_of_what_would_change(ledger: Ledger, asking: TestClient) -> None:
    queue = ledger.queue()
    assert [item.weight for item in queue] == sorted((item.weight for item in queue), reverse=True)
    assert {item.kind for item in queue} >= {ItemKind.LINK, ItemKind.CLAIM, ItemKind.DISPUTE}
    page = asking.get("/review").text
    assert f"1 of {len(queue)} questions waiting" in page
    for item in {item.kind: item for item in queue}.values():
        assert asking.get("/review", params={"at": item.key}).status_code == 200


def test_a_claim_is_rejected_and_taken_back(ledger: Ledger, asking: TestClient) -> None:
    item = first(ledger, ItemKind.CLAIM)
    (claim,) = item.claims
    event = ledger.event_ids_of([claim])[claim]
    page = post(asking, "/review/decide", item=item.key, action="reject", why="a heading")
    assert "Rejected" in page and item.key not in {other.key for other in ledger.queue()}
    assert not ledger.is_current(claim) and claim not in {c.id for c in ledger.claims()}
    shown = asking.get(f"/claims/{claim}").text
    assert "rejected" in shown and "a heading" in shown
    page = post(asking, "/review/undo")
    assert "Taken back" in page and claim in page
    assert ledger.is_current(claim) and ledger.event(event).id == event
    assert item.key in {other.key for other in ledger.queue()}


def test_undo_leads_back_to_the_dispute_that_was_answered(ledger: Ledger, asking: TestClient) -> None:
    item = next(i for i in ledger.queue() if i.kind is ItemKind.DISPUTE and len(i.claims) > 1)
    post(asking, "/review/decide", item=item.key, action="unsure")
    done = asking.post("/review/undo", data={"item": first(ledger, ItemKind.CLAIM).key}, headers=token(asking))
    assert f"at={quote(item.key, safe='')}" in done.headers["location"]


@pytest.mark.parametrize("action", ["accept", "reject", "different"])
def test_undo_of_any_answer_leads_back_to_its_dispute(ledger: Ledger, asking: TestClient, action: str) -> None:
    item = first(ledger, ItemKind.DISPUTE)
    waiting = {i.key for i in ledger.queue()}
    claim = next(c for c in item.claims if f"claim.{c}" not in waiting)
    post(asking, "/review/decide", item=item.key, action=action, claim=claim)
    done = asking.post("/review/undo", data={"item": first(ledger, ItemKind.CLAIM).key}, headers=token(asking))
    assert f"at={quote(item.key, safe='')}" in done.headers["location"]


def test_undo_of_a_field_stays_with_the_question(ledger: Ledger, asking: TestClient) -> None:
    item = first(ledger, ItemKind.LINK)
    post(asking, "/review/edit", claim=item.claims[1], item=item.key, field="stance", label="denied")
    key = next((i.key for i in ledger.queue() if i.key == item.key), "")
    assert key, "the question waits still"
    done = asking.post("/review/undo", data={"item": key}, headers=token(asking))
    assert done.headers["location"] == f"/review?at={quote(key, safe='')}&done=undo"


def test_enter_in_a_text_field_decides_nothing(ledger: Ledger, asking: TestClient) -> None:
    item = first(ledger, ItemKind.DISPUTE)
    for page in (
        asking.get("/review", params={"at": item.key}).text,
        asking.get(f"/review/events/{item.events[0]}").text,
    ):
        buttons = re.findall(r'<button[^>]*type="submit"[^>]*>', page[page.index('id="decide"') :])
        assert "disabled" in buttons[0], "a form takes its first button when Enter is pressed"


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_link_is_judged(ledger: Ledger, asking: TestClient, verdict: str) -> None:
    item = first(ledger, ItemKind.LINK)
    post(asking, "/review/decide", item=item.key, action=verdict)
    (judgement,) = ledger.judgements()
    assert {judgement.claim_a, judgement.claim_b} == set(item.claims) and judgement.verdict == verdict
    events = ledger.event_ids_of(item.claims)
    if verdict != "unsure":
        assert (len(set(events.values())) == 1) == (verdict == "same")
    assert item.key not in {other.key for other in ledger.queue()}


def test_two_people_who_contradict_each_other_are_both_shown(ledger: Ledger, asking: TestClient) -> None:
    item = first(ledger, ItemKind.LINK)
    different = ledger.judge(*item.claims, Verdict.DIFFERENT, "anna", "two <towns>")
    page = post(asking, "/review/decide", item=item.key, action="different")
    assert "settled" not in page
    ledger.judge(*item.claims, Verdict.SAME, "ben", "one town")
    waiting = first(ledger, ItemKind.CONFLICT)
    assert len(set(ledger.event_ids_of(item.claims).values())) == 2
    page = asking.get("/review", params={"at": waiting.key}).text
    assert (
        "Which one is taken back?" in page and "anna called them different on" in page and "two &lt;towns&gt;" in page
    )
    assert "ben called them the same on" in page and page.count("Take this back") == len(ledger.judgements())
    page = post(asking, "/review/decide", item=waiting.key, action="same")
    assert "It contradicts another judgement" in page
    assert len(set(ledger.event_ids_of(item.claims).values())) == 2
    page = post(asking, "/review/withdraw", item=waiting.key, judgement=different.id)
    assert "The judgement is taken back" in page
    assert len(set(ledger.event_ids_of(item.claims).values())) == 1
    assert waiting.key not in {other.key for other in ledger.queue()}


def test_a_dispute_is_accepted_or_its_claim_parted(ledger: Ledger, asking: TestClient) -> None:
    item = first(ledger, ItemKind.DISPUTE)
    post(asking, "/review/decide", item=item.key, action="different", claim=item.claims[-1])
    events = ledger.event_ids_of(item.claims)
    assert events[item.claims[-1]] not in {events[c] for c in item.claims[:-1]}
    post(asking, "/review/undo")
    page = post(asking, "/review/decide", item=item.key, action="accept", claim=item.claims[0])
    assert "Accepted" in page and item.key not in {other.key for other in ledger.queue()}
    assert set(ledger.reviews_about(item.claims)) == set(item.claims)


def test_a_field_is_set_by_typed_words(ledger: Ledger, asking: TestClient) -> None:
    claim = next(c for c in ledger.claims() if c.figure and c.figure.low is not None)
    assert claim.figure
    words = claim.figure.words.text
    text = ledger.report(claim.report_id).text
    page = post(
        asking,
        "/review/edit",
        claim=claim.id,
        field="figure",
        words=words,
        low="41",
        high="43",
        unit="killed",
        why="typo",
    )
    assert "The field is set" in page and f"the reader had {words}" in page
    now = ledger.claim(claim.id)
    assert now.figure and (now.figure.low, now.figure.high) == (41, 43) and ledger.report(claim.report_id).text == text
    assert "41 to 43" in asking.get(f"/claims/{claim.id}").text
    event = ledger.event_ids_of([claim.id])[claim.id]
    assert "41 to 43" in asking.get(f"/events/{event}").text
    past = asking.get(f"/events/{event}").text
    assert "set the figure of" in past
    post(asking, "/review/undo")
    assert ledger.claim(claim.id) == claim


def test_what_cannot_be_set_says_why(ledger: Ledger, asking: TestClient) -> None:
    claim = next(iter(ledger.claims()))
    for form, status, words in (
        ({"field": "place", "words": "Atlantis"}, 400, "does not say"),
        ({"field": "stance", "label": "perhaps"}, 400, "no stance"),
        ({"field": "figure", "words": claim.evidence.text, "low": "many"}, 400, "no number"),
        ({"field": "nothing"}, 400, "no field"),
        ({"claim": "c-nothing", "field": "stance"}, 404, "no claim"),
    ):
        done = asking.post("/review/edit", data={"claim": claim.id, **form}, headers=token(asking))
        assert (done.status_code, words in done.text) == (status, True), done.text
    done = asking.post("/review/decide", data={"item": f"claim.{claim.id}", "action": "dance"}, headers=token(asking))
    assert done.status_code == 400 and "no answer" in done.text
    assert not ledger.reviews_about([claim.id], withdrawn=True)


def test_an_event_is_split_merged_and_checked(ledger: Ledger, asking: TestClient) -> None:
    event = max(ledger.events(), key=lambda e: len(e.claims))
    path = f"/review/events/{event.id}"
    assert "not checked" in asking.get(path).text
    page = post(asking, path, action="split", claim=list(event.claims[:2]))
    assert "Parted" in page
    parts = ledger.event_ids_of(event.claims)
    moved = parts[event.claims[0]]
    assert moved not in {parts[claim] for claim in event.claims[2:]}
    rest = parts[event.claims[-1]]
    page = post(asking, f"/review/events/{moved}", action="merge", other=rest)
    assert "Joined" in page
    joined = ledger.event_ids_of(event.claims)
    assert joined[event.claims[0]] == joined[event.claims[-1]]
    page = post(asking, f"/review/events/{joined[event.claims[0]]}", action="accept")
    assert '<span class="badge good">checked</span>' in page
    done = asking.post(path, data={"action": "merge"}, headers=token(asking))
    assert done.status_code == 400 and "o other event" in done.text


def test_keys_are_kept_for_each_user(ledger: Ledger, asking: TestClient) -> None:
    post(asking, "/review/keys", **{**KEYS, "accept": "y"})
    assert re.search(r'"accept":\s*"y"', asking.get("/review").text)
    assert ledger.keys_of("somebody else") == KEYS
    done = asking.post("/review/keys", data={**KEYS, "accept": "r"}, headers=token(asking))
    assert done.status_code == 400 and "given to" in done.text


def test_a_reader_looks_and_cannot_decide(ledger: Ledger, asking: TestClient) -> None:
    add_user(ledger, "rita", UserRole.READER)
    header = sign_in(asking, "rita")
    item = ledger.queue()[0]
    page = asking.get("/review").text
    assert "a reviewer decides" in page and 'name="action"' not in page
    event = next(iter(ledger.events()))
    assert 'name="action"' not in asking.get(f"/review/events/{event.id}").text
    before = ledger.state()
    for path, form in (
        ("/review/decide", {"item": item.key, "action": "accept"}),
        ("/review/edit", {"claim": item.claims[0], "field": "stance", "label": "denied"}),
        ("/review/undo", {}),
        (f"/review/events/{event.id}", {"action": "accept"}),
        ("/review/keys", dict(KEYS)),
    ):
        assert asking.post(path, data=form, headers=header).status_code == 403
    assert ledger.state() == before
