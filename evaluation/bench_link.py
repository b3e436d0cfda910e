"""Measures linking on gold claims, all stories in one ledger: python -m evaluation.bench_link [--data PATH] [--part dev|train|all].

PATH is a story file or a folder of them; without it the stories of the repository are taken. Every row has B-cubed over the claims
with 95 % intervals (stories drawn with replacement), precision and recall of pairs, and "joined": the share of pairs that are similar
but different (claims of one type in one story that are about different events) and yet end in one event. Rows: sayso with the claims as
people read them; with their words only, names and values being found by sayso; with --reader, with the claims that a reader finds
(over those that match a gold claim); and two plain baselines, one event per claim, and the same type, day and place.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bootstrap import interval, shown
from evaluation.gold import files_of
from evaluation.goldclaims import GoldClaims, gold_claims, read_claims
from evaluation.split import stories
from sayso.link import facts_of, link_claims
from sayso.types import Claim

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """The sums over the claims of one story: B-cubed precision and recall, and counts of pairs."""

    claims: int
    precision: float
    recall: float
    similar: int
    similar_joined: int


def linked(claims: GoldClaims) -> Labels:
    """The event that sayso puts each claim in."""
    linking = link_claims(claims.claims, claims.reports)
    return {claim: event.id for event in linking.events for claim in event.claims}


def one_each(claims: GoldClaims) -> Labels:
    """One event per claim."""
    return {claim.id: claim.id for claim in claims.claims}


def same_type_day_place(claims: GoldClaims) -> Labels:
    """Claims of one type, day and place are one event; what is missing is taken from the claim before in the report."""
    labels = {}
    for fact in facts_of(claims.claims, claims.reports):
        where = fact.told_where
        place = (where.value.name if where.value else " ".join(sorted(where.stems))) if where else ""
        labels[fact.id] = f"{fact.type} {fact.told_when} {place}"
    return labels


def measure(claims: GoldClaims, labels: Labels) -> tuple[list[Story], tuple[int, int, int]]:
    """The sums of each story, and the pairs: rightly joined, joined, and of one event."""
    gold = claims.event_of
    by_label: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, event in gold.items():
        by_label[labels[claim]][event] += 1
    sizes = Counter(gold.values())
    rows: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.claims:
        if claim.id in gold:
            rows[gold[claim.id].split("/")[0]].append(claim)
    found = []
    for group in rows.values():
        precision = recall = 0.0
        for claim in group:
            counts = by_label[labels[claim.id]]
            both = counts[gold[claim.id]]
            precision += both / counts.total()
            recall += both / sizes[gold[claim.id]]
        found.append(Story(len(group), precision, recall, *_similar(group, gold, labels)))
    pairs = [n * (n - 1) // 2 for counts in by_label.values() for n in counts.values()]
    joined = [counts.total() * (counts.total() - 1) // 2 for counts in by_label.values()]
    return found, (sum(pairs), sum(joined), sum(n * (n - 1) // 2 for n in sizes.values()))


def _similar(group: Sequence[Claim], gold: Labels, labels: Labels) -> tuple[int, int]:
    count = joined = 0
    for at, one in enumerate(group):
        for two in group[at + 1 :]:
            if one.type is two.type and gold[one.id] != gold[two.id]:
                count += 1
                joined += labels[one.id] == labels[two.id]
    return count, joined


def f1(rows: Sequence[Story]) -> float:
    """B-cubed F1 over stories."""
    p, r = precision(rows), recall(rows)
    return 2 * p * r / (p + r) if p + r else 0.0


def precision(rows: Sequence[Story]) -> float:
    """B-cubed precision over stories."""
    return sum(row.precision for row in rows) / max(1, sum(row.claims for row in rows))


def recall(rows: Sequence[Story]) -> float:
    """B-cubed recall over stories."""
    return sum(row.recall for row in rows) / max(1, sum(row.claims for row in rows))


def wrongly_joined(rows: Sequence[Story]) -> float:
    """The share of similar but different pairs that are joined."""
    return sum(row.similar_joined for row in rows) / max(1, sum(row.similar for row in rows))


def row(name: str, claims: GoldClaims, system: Callable[[GoldClaims], Labels]) -> str:
    """A line of the table."""
    started = time.perf_counter()
    labels = system(claims)
    seconds = time.perf_counter() - started
    found, (right, joined, gold) = measure(claims, labels)
    parts = [f"{shown(f(found), *interval(found, f)):22s}" for f in (precision, recall, f1)]
    wrong = shown(wrongly_joined(found), *interval(found, wrongly_joined))
    pairs = f"{right / max(1, joined):.3f}  {right / max(1, gold):.3f}"
    return f"{name:26s} {'  '.join(parts)}  {pairs}  {wrong:22s} {len(set(labels.values())):6d}  {seconds:6.1f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a story file or a folder of them")
    parser.add_argument("--part", choices=("dev", "train", "all"), default="dev")
    parser.add_argument("--reader", help="measure the claims of this reader too, such as rules")
    args = parser.parse_args()
    files = files_of(args.data) if args.data else stories(args.part)
    if not files:
        print(f"evaluation.bench_link: {args.data}: there is no story file", file=sys.stderr)
        return 2
    gold = gold_claims(files)
    events = len(set(gold.event_of.values()))
    print(f"{len(files)} stories, {len(gold.reports)} reports, {len(gold.claims)} claims, {events} events")
    heads = ("B-cubed P", "R", "F1")
    print(f"{'':26s} {'  '.join(f'{h:22s}' for h in heads)}  pair P  R    {'joined':22s} {'events':>6s}  {'s':>6s}")
    print(row("sayso", gold, linked))
    print(row("sayso, words only", gold_claims(files, names=False), linked))
    if args.reader:
        print(row(f"sayso, reader {args.reader}", read_claims(files, args.reader), linked))
    print(row("one event per claim", gold, one_each))
    print(row("same type, day and place", gold, same_type_day_place))
    return 0


if __name__ == "__main__":
    sys.exit(main())
