"""What people decide holds at once in events, figures and summaries, and can be undone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

import sayso
from sayso.errors import InputError, InvalidValueError
from sayso.ledger import EventFilter
from sayso.normalise.gazetteer.store import Gazetteer
from sayso.run.fields import Wanted
from sayso.run.ledger import Ledger
from sayso.types import ClaimType, Opinion, Span, Stance, Verdict

ONE = "Shelling killed 3 people in Goma on 2 May 2025, police said. Eleven people were wounded in the attack."
TWO = "Police said that 3 people died when shells hit Goma on 2 May 2025. A hospital said that 5 people were killed."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for name, text in (("one", ONE), ("two", TWO)):
        (folder / f"{name}.txt").write_text(text)
    with sayso.Ledger.open(folder / "made.db") as ledger:
        ledger.read([folder / "one.txt", folder / "two.txt"], gazetteer=gazetteer, reader="rules")
    return folder / "made.db"


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(made, tmp_path / "a.db")
    with sayso.Ledger.open(tmp_path / "a.db") as found:
        yield found


def groups(ledger: Ledger) -> set[tuple[str, ...]]:
    return {tuple(sorted(event.claims)) for event in ledger.events()}


def linked_at_once(ledger: Ledger) -> set[tuple[str, ...]]:
    """What linking all claims anew gives: what a decision changed in part must come to the same."""
    before = groups(ledger)
    ledger.link()
    assert groups(ledger) == before
    return before


def killed(ledger: Ledger) -> list[tuple[float | None, float | None]]:
    return sorted((f.low or 0, f.high or 0) for f in ledger.figures() if f.unit == "killed")


def test_a_rejected_claim_leaves_events_and_figures(ledger: Ledger) -> None:
    before, figures = groups(ledger), killed(ledger)
    five = next(c for c in ledger.claims() if c.figure and c.figure.best == 5)
    ledger.review([five.id[:10]], Opinion.REJECT, "anna", "misread")
    assert not any(five.id in group for group in groups(ledger))
    assert killed(ledger) != figures and not any(high == 5 for _, high in killed(ledger))
    assert all(row.claims == len(ledger.event(row.id).claims) for row in ledger.event_page().rows)
    linked_at_once(ledger)
    act = ledger.take_back("anna", own=True)
    assert [r.claim for r in act.reviews] == [five.id]
    assert groups(ledger) == before and killed(ledger) == figures
    linked_at_once(ledger)


def test_an_event_without_claims_is_no_more(ledger: Ledger) -> None:
    for group in sorted(groups(ledger)):
        ledger.review(group, Opinion.REJECT, "anna")
    assert groups(ledger) == set() and ledger.event_counts().events == 0 and not ledger.figures()
    while ledger.acts(withdrawn=False):
        ledger.take_back("anna")
    assert groups(ledger) and ledger.event_counts().events == len(groups(ledger))


def test_an_edited_figure_shows_at_once(ledger: Ledger) -> None:
    five = next(c for c in ledger.claims() if c.figure and c.figure.best == 5)
    ledger.edit(five.id, Wanted("figure", low=4, high=6), "anna")
    now = ledger.claim(five.id)
    assert now.figure and (now.figure.low, now.figure.best, now.figure.high, now.figure.unit) == (4, None, 6, "killed")
    assert now.edited[0].was == five.figure.words.text if five.figure else False
    assert any(high == 6 for _, high in killed(ledger))
    assert any(band.high == 6 for row in ledger.event_page(EventFilter(unit="killed")).rows for band in row.figures)
    linked_at_once(ledger)
    assert ledger.as_read(five.id) == five


def test_fields_are_read_from_the_words_chosen(ledger: Ledger) -> None:
    claim = next(c for c in ledger.claims() if c.figure and c.figure.best == 3 and "Goma" in c.evidence.text)
    report = ledger.report(claim.report_id)

    def words(text: str):  # type: ignore[no-untyped-def]
        start = report.text.index(text)
        return report.words(Span(start, start + len(text)))

    ledger.edit(claim.id, Wanted("place", words("Goma"), means="Bukavu"), "anna")
    ledger.edit(claim.id, Wanted("time", words("2 May 2025"), means="2025-05-03"), "anna")
    ledger.edit(claim.id, Wanted("stance", means="denied"), "anna")
    ledger.edit(claim.id, Wanted("type", means="attack"), "anna")
    ledger.edit(claim.id, Wanted("source", empty=True), "anna")
    ledger.edit(claim.id, Wanted("actor", words("Police" if "Police" in report.text else "police")), "anna")
    now = ledger.claim(claim.id)
    assert [f.name for f in now.fillers(sayso.types.Role.PLACE)] == ["Bukavu"]
    assert [f.name for f in now.fillers(sayso.types.Role.TIME)] == ["2025-05-03"]
    assert now.stance is Stance.DENIED and now.type is ClaimType.ATTACK and now.sources == ()
    assert [e.field for e in now.edited] == ["place", "time", "stance", "type", "source", "actor"]
    for _, found in now.words():
        assert report.rereads(found)
    for wrong, match in (
        (Wanted("stance", means="maybe"), "no stance"),
        (Wanted("colour"), "no field"),
        (Wanted("weapon"), "no words are chosen"),
        (Wanted("time", means="some day"), "names no time"),
        (Wanted("figure", low=5, high=2), "not in order"),
    ):
        with pytest.raises((InvalidValueError, InputError), match=match):
            ledger.edit(claim.id, wrong, "anna")


def test_events_are_split_and_merged(ledger: Ledger) -> None:
    before = groups(ledger)
    whole = max(ledger.events(), key=lambda e: len(e.claims))
    assert len(whole.claims) > 1
    first = whole.claims[0]
    act = ledger.split(whole.id, [first], "anna")
    assert len(act.judgements) == len(whole.claims) - 1
    parts = {event.id: event for event in ledger.events()}
    mine = next(event for event in parts.values() if first in event.claims)
    assert not set(mine.claims) & (set(whole.claims) - {first})
    linked_at_once(ledger)
    other = next(event for event in parts.values() if set(event.claims) & (set(whole.claims) - {first}))
    parted = groups(ledger)
    refused = ledger.merge(mine.id, other.id, "ben")
    assert groups(ledger) == linked_at_once(ledger) == parted and len(refused.judgements) == len(refused.conflicts) == 1
    assert (
        refused.conflicts[0].why.startswith("anna called them different on ")
        and "ben called them the same" in refused.conflicts[0].why
    )
    ledger.take_back("carl")
    assert not ledger.merge(mine.id, other.id, "anna").conflicts
    assert any({first, other.claims[0]} <= set(group) for group in groups(ledger))
    ledger.take_back("carl")
    ledger.take_back("carl")
    assert groups(ledger) == before
    with pytest.raises(InputError, match="both sides"):
        ledger.split(whole.id, whole.claims, "anna")
    with pytest.raises(InputError, match="no decision"):
        ledger.take_back("carl", own=True)


def test_a_person_s_different_is_not_overruled_unseen(ledger: Ledger) -> None:
    a, b = max(ledger.events(), key=lambda e: len(e.claims)).claims[:2]

    def apart() -> bool:
        return len(set(ledger.event_ids_of([a, b]).values())) == 2

    with pytest.raises(InputError, match="linked with itself"):
        ledger.judge(a, a[:10], Verdict.SAME, "anna")
    with pytest.raises(InputError, match="compared with itself"):
        ledger.why(a, a[:10])
    ledger.judge(a[:10], b, Verdict.DIFFERENT, "anna", "two strikes")
    assert apart()
    act = ledger.judge_pairs([(a, b)], Verdict.SAME, "bob", "one strike")
    assert apart() and linked_at_once(ledger) and act.conflicts
    (conflict,) = [c for c in ledger.conflicts() if {c.claim_a, c.claim_b} == {a, b}]
    assert all(words in conflict.why for words in ("anna", "bob", "two strikes", "one strike", "UTC", "stay apart"))
    assert [item.claims for item in ledger.queue() if item.kind == "conflict"] == [tuple(sorted((a, b)))]
    assert not ledger.checks([("", (a, b))])[""].tied
    # either of them can give way: by another judgement, or by withdrawing
    ledger.judge(a, b, Verdict.SAME, "anna")
    assert not apart() and not ledger.conflicts()
    ledger.take_back("anna", own=True)
    assert apart() and ledger.conflicts()
    ledger.take_back("bob", own=True)
    (refused,) = [c for c in ledger.conflicts() if {c.claim_a, c.claim_b} == {a, b}]
    assert refused.why.startswith("the machine links them, but anna called them different on ")
    ledger.take_back("anna", own=True)
    assert not apart() and not ledger.conflicts()


def test_a_different_after_another_s_same_is_told(ledger: Ledger) -> None:
    a, b = max(ledger.events(), key=lambda e: len(e.claims)).claims[:2]
    assert not ledger.judge_pairs([(a, b)], Verdict.SAME, "bob").conflicts
    act = ledger.judge_pairs([(a, b)], Verdict.DIFFERENT, "anna")
    assert len(set(ledger.event_ids_of([a, b]).values())) == 2
    assert [c.why.split(" called")[0] for c in act.conflicts] == ["bob"]


@pytest.mark.parametrize("most", [0, 10**9])
def test_a_merge_that_is_taken_back_gives_both_ids_back(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("sayso.run.reviewing.SMALL", most)
    texts = {
        "quay": "Shelling killed 4 people on a quay in Berdiansk on 3 May 2025, the port said.",
        "mill": "A drone wounded 7 workers at a mill in Izium on 9 June 2025, a hospital said.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text)
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        ledger.read([tmp_path / "quay.txt", tmp_path / "mill.txt"], gazetteer=gazetteer, reader="rules")
        before = {event.id: event.claims for event in ledger.events()}
        one, two = before
        for way in ("undo", "different"):
            ledger.merge(one, two, "bob")
            (merged,) = ledger.events()
            if way == "undo":
                ledger.take_back("bob")
            else:
                assert ledger.split(merged.id, before[one], "anna").conflicts
            assert {event.id: event.claims for event in ledger.events()} == before
            assert all(ledger.event(event).id == event for event in before)
        linked_at_once(ledger)
        assert {event.id: event.claims for event in ledger.events()} == before


def test_an_event_is_checked_when_its_claims_and_links_are(ledger: Ledger) -> None:
    event = max(ledger.events(), key=lambda e: len(e.claims))

    def check():  # type: ignore[no-untyped-def]
        return ledger.checks([(event.id, event.claims)])[event.id]

    assert not check().done
    ledger.review(event.claims, Opinion.ACCEPT, "anna")
    assert check().accepted == len(event.claims) and not check().done
    act = ledger.accept_event(event.id, "anna")
    assert check().done and not act.reviews and len(act.judgements) == len(event.claims) - 1
    with pytest.raises(InputError, match="checked already"):
        ledger.accept_event(event.id, "anna")
    ledger.review(event.claims[:1], Opinion.UNSURE, "ben")
    assert not check().done
    ledger.take_back("ben", own=True)
    assert check().done
    ledger.take_back("anna", own=True)
    assert not check().done


def test_judgements_outlive_a_newer_reader(made: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    shutil.copy(made, tmp_path / "a.db")
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        event = max(ledger.events(), key=lambda e: len(e.claims))
        ledger.split(event.id, event.claims[:1], "anna")
        chosen = ledger.claim(event.claims[0])
        rest = [ledger.claim(claim) for claim in event.claims[1:]]
        folder = made.parent
        ledger.read([folder / "one.txt", folder / "two.txt"], gazetteer=gazetteer, reader="model")
        held = ledger.standing_judgements()
        current = {claim.id for claim in ledger.claims()}
        carried = [j for j in held if {j.claim_a, j.claim_b} <= current]
        assert carried and all(j.verdict is Verdict.DIFFERENT for j in carried)
        for judgement in carried:
            assert not any({judgement.claim_a, judgement.claim_b} <= set(group) for group in groups(ledger))
        assert chosen.id not in current or rest


def test_decisions_on_the_examples_link_as_if_all_were_linked(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        ledger.read([ROOT / "examples"], gazetteer=gazetteer, reader="rules")
        for number, claim in enumerate(list(ledger.claims())[::9]):
            if number % 2:
                ledger.review([claim.id], Opinion.REJECT, "anna")
            else:
                ledger.edit(claim.id, Wanted("type", means="statement"), "anna")
            linked_at_once(ledger)


@pytest.mark.parametrize("most", [0, 10**9])
def test_a_large_ledger_is_linked_where_a_decision_reaches(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("sayso.run.reviewing.SMALL", most)
    with sayso.Ledger.open(tmp_path / "a.db") as ledger:
        ledger.read([ROOT / "examples"], gazetteer=gazetteer, reader="rules")
        before = groups(ledger)
        whole = max(ledger.events(), key=lambda e: len(e.claims))
        ledger.split(whole.id, whole.claims[:2], "anna")
        linked_at_once(ledger)
        for claim in whole.claims[3:6]:
            ledger.review([claim], Opinion.REJECT, "anna")
            linked_at_once(ledger)
        alone = next(event for event in ledger.events() if len(event.claims) == 1)
        ledger.review(alone.claims, Opinion.REJECT, "anna")
        assert alone.claims[0] not in {claim for group in linked_at_once(ledger) for claim in group}
        ledger.edit(whole.claims[-1], Wanted("stance", means="hedged"), "anna")
        linked_at_once(ledger)
        while ledger.acts(withdrawn=False):
            ledger.take_back("anna")
        assert linked_at_once(ledger) == before
