"""How well names are told: gold stories, with the gold words given in their report, beside the words alone.

python -m evaluation.bench_names                        the development stories
python -m evaluation.bench_names --data FILE_OR_FOLDER  a gold story or a folder of them

Every claim of the gold goes through fill_values without its names, and the name that comes back is held against the gold
"is": near as score.py has it (half of the words shared), and equal (without case, accents and articles). The plain baseline is
the words as they stand, without an article. equipment is weapons, the items of transfers and the targets of materiel_loss and
capability together; items of other claims are agreements, demands and the like. Kinds of source: beside the commonest kind.
No published figures are comparable: the codebook is our own.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.bootstrap import interval, share, shown
from evaluation.score import near
from evaluation.split import stories
from sayso.normalise.entities import fold
from sayso.normalise.gazetteer import Gazetteer
from sayso.normalise.values import fill_values
from sayso.types import Claim, ClaimType, Filler, Part, Report, Role, Source, Span, Stance, Unresolved, Words, text_hash

Json = dict[str, Any]
THINGS = ("materiel_loss", "capability")
NAMED = (Role.ACTOR, Role.TARGET, Role.RECIPIENT, Role.OWNER, Role.WEAPON, Role.ITEM)
COMMONEST = "official"


@dataclass(frozen=True, slots=True)
class Row:
    """A gold name and ours: where it stands, what it is, and whether each is right."""

    report: str
    slot: str
    words: str
    gold: str
    ours: str
    type: str
    kinds: tuple[str, str] | None
    open: bool
    evidence: str


def report_of(item: Json) -> Report:
    return Report(
        id=item["id"],
        text=item["text"],
        sha256=text_hash(item["text"]),
        title=item["title"],
        outlet=item.get("outlet"),
        published=item.get("published"),
        language="en",
    )


def locate(report: Report, words: str, near_to: Span | None = None, within: str = "") -> Words:
    """The words in the report: in the evidence where they stand there, else nearest to it, else in the title."""
    if near_to is not None:
        inside = within.find(words)
        if inside >= 0:
            return Words(words, Span(near_to.start + inside, near_to.start + inside + len(words), near_to.part))
    at, found = report.text.find(words), []
    while at >= 0:
        found.append(at)
        at = report.text.find(words, at + 1)
    if found:
        middle = near_to.start if near_to and near_to.part is Part.TEXT else 0
        start = min(found, key=lambda s: abs(s - middle))
        return Words(words, Span(start, start + len(words)))
    start = max((report.title or "").find(words), 0)
    return Words(words, Span(start, start + len(words), Part.TITLE))


def claim_of(report: Report, gold: Json, number: int) -> Claim:
    """The gold claim with its words only."""
    evidence = locate(report, gold["evidence"])

    def words(text: str) -> Words:
        return locate(report, text, evidence.span, gold["evidence"])

    roles = {
        Role(role): tuple(Filler(words(f["text"])) for f in fillers) for role, fillers in gold.get("roles", {}).items()
    }
    return Claim(
        id=f"{report.id}-{number}",
        report_id=report.id,
        type=ClaimType(gold["type"]),
        evidence=evidence,
        stance=Stance(gold["stance"]),
        trigger=words(gold["trigger"]) if gold.get("trigger") else None,
        roles=roles,
        sources=tuple(Source(words(s["text"])) for s in gold.get("sources") or ()),
        cue=words(gold["cue"]) if gold.get("cue") else None,
    )


def rows_of(item: Json, claims: tuple[Claim, ...]) -> Iterator[Row]:
    for gold, claim in zip(item["claims"], claims, strict=True):
        for role in NAMED:
            for given, filler in zip(gold.get("roles", {}).get(role.value, ()), claim.fillers(role), strict=True):
                slot = "thing" if role is Role.TARGET and gold["type"] in THINGS else role.value
                slot = "matter" if role is Role.ITEM and gold["type"] != "transfer" else slot
                unresolved = filler.value is None or isinstance(filler.value, Unresolved)
                yield row(item, gold, slot, given, filler.name or "", None, unresolved)
        for given, source in zip(gold.get("sources") or (), claim.sources, strict=True):
            kinds = (given.get("kind", ""), source.kind.value if source.kind else "")
            unresolved = source.value is None or isinstance(source.value, Unresolved)
            yield row(item, gold, "source", given, source.name or "", kinds, unresolved)


def row(item: Json, gold: Json, slot: str, given: Json, ours: str, kinds: tuple[str, str] | None, is_open: bool) -> Row:
    return Row(
        item["id"], slot, given["text"], given.get("is") or "", ours, gold["type"], kinds, is_open, gold["evidence"]
    )


def same(gold: str, name: str) -> bool:
    return bool(name) and fold(gold) == fold(name)


GROUPS = {
    "actor": ("actor",), "source": ("source",), "equipment": ("weapon", "item", "thing"), "weapon": ("weapon",),
    "item given": ("item",), "target that is a thing": ("thing",), "item of other claims": ("matter",),
    "other target": ("target",), "recipient": ("recipient",), "owner": ("owner",),
    "all": ("actor", "source", "weapon", "item", "matter", "thing", "target", "recipient", "owner"),
}  # fmt: skip


def measure(files: list[Path], gazetteer: Gazetteer) -> list[Row]:
    by_report: list[list[Row]] = []
    spent: list[float] = []
    for file in files:
        for item in json.loads(file.read_text(encoding="utf-8"))["reports"]:
            report = report_of(item)
            claims = tuple(claim_of(report, gold, n) for n, gold in enumerate(item["claims"]))
            if not by_report:
                fill_values(report, claims, gazetteer)  # tables are loaded at first use, which is not timed
            begin = time.process_time()
            filled = fill_values(report, claims, gazetteer)
            spent.append(time.process_time() - begin)
            by_report.append([r for r in rows_of(item, filled) if r.gold])
    print(f"{'':24}{'ours, near':<24}{'ours, equal':<24}{'words alone, near':<24}unresolved")
    for name, slots in GROUPS.items():
        groups = [[r for r in rows if r.slot in slots] for rows in by_report]
        cells = []
        for right in (
            lambda r: near(r.gold, r.ours),
            lambda r: same(r.gold, r.ours),
            lambda r: near(r.gold, r.words),
        ):
            counts = [(sum(map(right, rows)), len(rows)) for rows in groups]
            cells.append(shown(share(counts), *interval(counts, share)))
        number, unresolved = sum(map(len, groups)), sum(r.open for rows in groups for r in rows)
        print(f"{name:<24}" + "".join(f"{cell:<24}" for cell in cells) + f"{unresolved} of {number}")
    kinds = [[r.kinds for r in rows if r.kinds and r.kinds[0]] for rows in by_report]
    for name, guess in (("kind of source", None), (f"always {COMMONEST}", COMMONEST)):
        counts = [(sum(gold == (guess or ours) for gold, ours in pairs), len(pairs)) for pairs in kinds]
        print(f"{name:<24}{shown(share(counts), *interval(counts, share))}")
    spent.sort()
    print(
        f"all values of a report, processor time: median {1000 * spent[len(spent) // 2]:.1f} ms, longest {1000 * spent[-1]:.1f} ms"
    )
    return [r for rows in by_report for r in rows]


def show_errors(rows: list[Row], slot: str, number: int) -> None:
    """The commonest wrong names of a slot, then some of them with their evidence."""
    wrong = [r for r in rows if r.slot == slot and not near(r.gold, r.ours)]
    for (words, gold, ours, kind), n in Counter((r.words, r.gold, r.ours, r.type) for r in wrong).most_common(number):
        print(f"{n:4}  {kind:14}{words[:60]!r} gold {gold[:60]!r} ours {ours[:60]!r}")
    if slot == "source":
        mixed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for r in rows:
            if r.kinds and r.kinds[0] != r.kinds[1]:
                mixed[r.kinds][r.words] += 1
        for pair, words_of in sorted(mixed.items(), key=lambda kv: -sum(kv[1].values()))[:30]:
            print(f"{sum(words_of.values()):4}  kind {pair[0]} as {pair[1] or 'none'}: {words_of.most_common(9)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a story or a folder of stories")
    parser.add_argument("--part", default="dev", choices=("train", "dev", "all"), help="of the gold stories")
    parser.add_argument("--errors", help="print our commonest errors of this slot (source, actor, weapon, thing ...)")
    parser.add_argument("--number", type=int, default=60, help="so many of them")
    given = parser.parse_args()
    path = given.data
    files = stories(given.part) if path is None else sorted(path.rglob("*.json")) if path.is_dir() else [path]
    rows = measure(files, Gazetteer.open())
    if given.errors:
        show_errors(rows, given.errors, given.number)


if __name__ == "__main__":
    main()
