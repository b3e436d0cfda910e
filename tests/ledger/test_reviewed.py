"""What people decide of claims: it holds for what is given out, can be withdrawn, and outlives new readings."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from sayso.errors import InputError
from sayso.ledger import ClaimFilter, Store
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Claim, ClaimType, Edit, Figure, Opinion, Report, Role, Span, Stance, Words, with_id

Made = Callable[..., Report]
ClaimsOf = Callable[[Report], list[Claim]]


def words(report: Report, text: str) -> Words:
    start = report.text.index(text)
    return report.words(Span(start, start + len(text)))


@pytest.fixture
def store(place: str, made: Made, claims_of: ClaimsOf) -> Iterator[Store]:
    with Store.open(place) as found:
        report = made("r")
        found.record(report, claims_of(report), "rules/1", 1)
        yield found


def ids(store: Store, **wanted: str) -> list[str]:
    return [claim.id for claim in store.claims(ClaimFilter(**wanted))]


def test_a_rejected_claim_is_left_out_until_it_is_undone(store: Store) -> None:
    first, second = ids(store)
    (review,) = store.review([first], Opinion.REJECT, "anna", "misread")
    assert ids(store) == [second] and ids(store, place="Зміїв") == []
    assert not store.is_current(first) and store.claim(first).id == first
    (withdrawn,) = store.withdraw_reviews([review.id[:10]], "ben")
    assert set(ids(store)) == {first, second} and store.is_current(first)
    assert withdrawn.withdraws == review.id and store.reviews() == []
    assert [r.by for r in store.reviews(withdrawn=True)] == ["anna", "ben"]
    with pytest.raises(InputError, match="withdrawn already, by ben"):
        store.withdraw_reviews([review.id], "carl")


def test_the_status_counts_claims_that_were_read_and_no_rows_of_decisions(store: Store) -> None:
    first, _ = ids(store)
    before = store.status()
    (review,) = store.review([first], Opinion.REJECT, "anna")
    assert (store.status().claims, store.status().all_claims) == (before.claims - 1, before.all_claims)
    store.withdraw_reviews([review.id], "anna")
    assert store.status() == before


def test_an_opinion_changes_nothing_that_is_given_out(store: Store) -> None:
    before = list(store.claims())
    for opinion in (Opinion.ACCEPT, Opinion.UNSURE):
        store.review([c.id for c in before], opinion, "anna")
    assert list(store.claims()) == before
    about = store.reviews_about([before[0].id])[before[0].id]
    assert [r.opinion for r in about] == [Opinion.ACCEPT, Opinion.UNSURE]


def test_an_edited_claim_carries_the_edit_and_is_found_by_it(store: Store) -> None:
    first, _ = ids(store)
    report = store.report("r")
    read = store.claim(first)
    figure = Figure(words(report, "Ten"), 10, 10, 10, unit="wounded")
    store.edit(first, Edit("figure", figure=figure), "anna")
    store.edit(first, Edit("stance", stance=Stance.DENIED), "anna")
    now = store.claim(first)
    assert now.figure == figure and now.stance is Stance.DENIED
    assert [(e.field, e.by, e.was) for e in now.edited] == [
        ("figure", "anna", "At least 12"), ("stance", "anna", "reported"),
    ]  # fmt: skip
    assert ids(store, unit="wounded", stance="denied") == [first] and ids(store, unit="killed") == []
    assert store.as_read(first) == read
    store.edit(first, Edit("place"), "anna")
    assert Role.PLACE not in store.claim(first).roles and ids(store, place="Зміїв") == []
    store.withdraw_reviews([r.id for r in store.reviews()], "anna")
    assert store.claim(first) == read and ids(store, place="Зміїв") == [first]


def test_words_of_an_edit_stand_in_the_report(store: Store) -> None:
    first, _ = ids(store)
    wrong = Words("Eleven", Span(0, 6))
    with pytest.raises(InputError, match="do not stand there"):
        store.edit(first, Edit("figure", figure=Figure(wrong, 11, 11, 11)), "anna")
    assert store.reviews(withdrawn=True) == []


def test_decisions_outlive_a_newer_reader(store: Store, made: Made) -> None:
    report = made("r")
    first, second = ids(store)
    store.edit(first, Edit("stance", stance=Stance.HEDGED), "anna")
    store.review([first], Opinion.ACCEPT, "anna")
    (gone,) = store.review([second], Opinion.REJECT, "anna")
    read = [
        Claim("", "r", ClaimType.CASUALTIES, words(report, "12 people were killed when shells hit"), Stance.REPORTED),
        Claim("", "r", ClaimType.DAMAGE, words(report, "shells hit the market"), Stance.REPORTED),
        Claim("", "r", ClaimType.DISPLACEMENT, words(report, "Ten fled"), Stance.ASSERTED),
    ]
    store.record(report, [with_id(claim) for claim in read], "rules/2", 2)
    kept = list(store.claims())
    assert [(c.type.value, c.stance.value, bool(c.edited)) for c in kept] == [
        ("damage", "reported", False), ("casualties", "hedged", True),
    ]  # fmt: skip
    newest = next(c for c in kept if c.edited)
    assert [r.opinion for r in store.reviews_about([newest.id])[newest.id]] == [None, Opinion.ACCEPT]
    assert store.heirs([first, newest.id]) == {first: newest.id}
    store.withdraw_reviews([gone.id], "anna")
    assert len(list(store.claims())) == 3
    with pytest.raises(InputError, match="older reading"):
        store.review([first], Opinion.REJECT, "anna")


def test_decisions_follow_words_into_a_changed_text(store: Store, made: Made, claims_of: ClaimsOf) -> None:
    first, second = ids(store)
    report = store.report("r")
    store.edit(first, Edit("figure", figure=Figure(words(report, "12"), 12, 12, 12, unit="killed")), "anna")
    store.review([second], Opinion.REJECT, "anna")
    changed = make_report(Given(f"Updated. {report.text}", "r.txt", id="r", outlet="The Example"), InputOptions())
    assert isinstance(changed, Report)
    store.record(changed, claims_of(changed), "rules/1", 2)
    (claim,) = store.claims()
    assert claim.figure and changed.rereads(claim.figure.words) and claim.figure.words.text == "12"
    other = make_report(Given("Nothing of it is left here.", "r.txt", id="r", outlet="The Example"), InputOptions())
    assert isinstance(other, Report)
    fresh = with_id(
        replace(claim, evidence=words(other, "Nothing of it"), figure=None, roles={}, sources=(), trigger=None)
    )
    store.record(other, [replace(fresh, edited=())], "rules/1", 3)
    (claim,) = store.claims()
    assert not claim.edited and store.reviews_about([claim.id]) == {}


def test_pairs_are_judged_and_withdrawn_as_one_action(store: Store) -> None:
    from sayso.types import Verdict

    first, second = ids(store)
    made = store.judge_pairs([(second, first)], Verdict.DIFFERENT, "anna")
    assert {(j.by, j.made_at) for j in made} == {("anna", made[0].made_at)}
    store.withdraw_judgements([j.id for j in made], "ben")
    assert store.judgements() == []


def test_what_nobody_decided_is_found(store: Store) -> None:
    from sayso.types import Link, Verdict

    first, second = sorted(ids(store))
    run = store.begin_run({})
    store.save_links([Link(first, second, 0.6)], run)
    assert [(k.claim_a, k.claim_b) for k in store.doubted_links(0.8, 10)] == [(first, second)]
    assert store.doubted_links(0.5, 10) == [] and store.linked_with([second]) == {first}
    (judgement,) = store.judge_pairs([(second, first)], Verdict.UNSURE, "anna")
    assert store.doubted_links(0.8, 10) == []
    store.withdraw(judgement.id, "anna")
    store.review([first], Opinion.REJECT, "anna")
    assert store.doubted_links(0.8, 10) == []
    assert store.without_opinion([first, second]) == {second}
    claim = store.claim(second)
    store.record(store.report("r"), [with_id(replace(claim, confidence=0.4))], "rules/2", 2)
    assert [c.id for c in store.doubted_claims(0.6, 10)] == [second]
    store.edit(second, Edit("stance", stance=Stance.DENIED), "anna")
    assert [c.stance for c in store.doubted_claims(0.6, 10)] == [Stance.DENIED]
    store.review([second], Opinion.UNSURE, "anna")
    assert store.doubted_claims(0.6, 10) == []
