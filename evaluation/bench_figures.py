"""How well figures are read: gold stories, with gold spans and end to end, beside the first number in the string.

python -m evaluation.bench_figures                       the development stories
python -m evaluation.bench_figures --data FILE_OR_FOLDER a gold story or a folder of them
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.bootstrap import interval, share, shown
from evaluation.score import same_figure
from evaluation.split import stories
from sayso.normalise.figures import FigureContext, find_figures, read_figure
from sayso.text.sentences import sentences
from sayso.types import ClaimType, FigureValue, Span

PUBLISHED = """published, for comparison (number killed or injured in a text, exact match; Zhong et al., EACL 2023, arXiv 2302.12367,
  another task with one number a text): WAD / NAVCO / EMM: regex .117/.264/.064, SRL .741/.430/.313, NT5 .813/.501/.443."""
BOUNDS = ("low", "high", "best")


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold figure: its words, the gold record, what stands around, and the sentence's found figures over it."""

    words: str
    gold: dict[str, Any]
    context: FigureContext
    found: tuple[str, FigureContext] | None


def as_gold(value: object) -> dict[str, Any]:
    """A value with the keys of the codebook; empty where nothing was read."""
    if not isinstance(value, FigureValue):
        return {}
    return {
        "low": value.low, "high": value.high, "best": value.best, "mod": str(value.mod), "unit": value.unit or "",
        "per": value.per and str(value.per),
    }  # fmt: skip


def same_bounds(gold: dict[str, Any], got: dict[str, Any]) -> bool:
    return bool(got) and gold["mod"] == got["mod"] and [gold.get(k) for k in BOUNDS] == [got.get(k) for k in BOUNDS]


def right(gold: dict[str, Any], got: dict[str, Any]) -> bool:
    """All of low, high, best, mod, unit and per."""
    return bool(got) and gold["mod"] == got["mod"] and same_figure(gold, got)


def report_mentions(report: dict[str, Any]) -> Iterator[Mention]:
    text = f"{report['title']}\n\n{report['text']}"
    spans = sentences(text)
    for claim in report["claims"]:
        figure = claim.get("figure")
        if not figure:
            continue
        start = place_of(text, claim)
        end = start + len(figure["text"])
        sentence = next((s for s in spans if s.start <= start < s.end), Span(0, len(text)))
        yield Mention(
            figure["text"],
            figure,
            context_of(text, sentence, start, end, claim),
            found_at(text, sentence, start, end, claim),
        )


def place_of(text: str, claim: dict[str, Any]) -> int:
    """Where the figure's words stand as whole words: in the evidence the ones nearest to the trigger, else the first in the text."""
    evidence, words = claim["evidence"], claim["figure"]["text"]
    first = max(text.find(evidence), 0)
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    inside = [match.start() for match in whole.finditer(evidence)]
    if inside:
        trigger = max(evidence.find(claim.get("trigger") or ""), 0)
        return first + min(inside, key=lambda at: abs(at - trigger))
    elsewhere = whole.search(text)
    return elsewhere.start() if elsewhere else max(text.find(words), 0)


def context_of(text: str, sentence: Span, start: int, end: int, claim: dict[str, Any]) -> FigureContext:
    kind, trigger = ClaimType(claim["type"]), claim.get("trigger") or ""
    before, after = text[sentence.start : start], text[end : max(sentence.end, end)]
    return FigureContext(before, after, kind, trigger, earlier=text[max(0, sentence.start - 300) : sentence.start])


def found_at(
    text: str, sentence: Span, start: int, end: int, claim: dict[str, Any]
) -> tuple[str, FigureContext] | None:
    for hit in find_figures(text[sentence.start : sentence.end]):
        first, last = sentence.start + hit.start, sentence.start + hit.end
        if first < end and start < last:
            return text[first:last], context_of(text, sentence, first, last, claim)
    return None


def ours(mention: Mention) -> dict[str, Any]:
    return as_gold(read_figure(mention.words, mention.context))


def end_to_end(mention: Mention) -> dict[str, Any]:
    return as_gold(read_figure(*mention.found)) if mention.found else {}


def first_number(mention: Mention) -> dict[str, Any]:
    """The plain baseline: the first run of digits as an exact number; the noun after it as the unit."""
    match = re.search(r"\d[\d,]*", mention.words)
    if not match:
        return {}
    value = float(match[0].replace(",", ""))
    noun = re.match(r"\s*([A-Za-z]+)", mention.context.after)
    return {
        "low": value,
        "high": value,
        "best": value,
        "mod": "exact",
        "unit": noun[1].lower() if noun else "",
        "per": None,
    }


def table(files: list[Path], errors: Path | None) -> None:
    reports = [
        mentions
        for path in files
        for report in json.loads(path.read_text(encoding="utf-8"))["reports"]
        if (mentions := list(report_mentions(report)))
    ]
    count = sum(map(len, reports))
    print(f"gold stories: {len(files)} stories, {len(reports)} reports, {count} figures; share right, 95 % interval")
    rows: tuple[tuple[str, Callable[[Mention], dict[str, Any]]], ...] = (
        ("sayso, gold spans", ours), ("sayso, end to end", end_to_end), ("first number in the string", first_number),
    )  # fmt: skip
    for name, value in rows:
        for what, test in (("all fields", right), ("low, high, best, mod", same_bounds)):
            groups = [(sum(test(m.gold, value(m)) for m in mentions), len(mentions)) for mentions in reports]
            print(f"  {name + ': ' + what:<50} {shown(share(groups), *interval(groups, share))}")
    started = time.perf_counter()
    for mentions in reports:
        for mention in mentions:
            ours(mention)
    print(f"  speed: {(time.perf_counter() - started) / max(count, 1) * 1000:.3f} ms a value")
    wrong = Counter(m.context.claim_type for ms in reports for m in ms if not right(m.gold, ours(m)))
    print("  wrong by claim type: " + ", ".join(f"{kind} {n}" for kind, n in wrong.most_common()))
    if errors:
        lines = [
            "\t".join([m.words, json.dumps(m.gold), json.dumps(ours(m)), m.context.trigger, m.context.before[-60:], m.context.after[:60]])
            for ms in reports for m in ms if not right(m.gold, ours(m))
        ]  # fmt: skip
        errors.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a gold story or a folder of them")
    parser.add_argument("--part", default="dev", choices=("train", "dev", "all"), help="of the project's own stories")
    parser.add_argument("--errors", type=Path, help="write the wrong ones to this file")
    args = parser.parse_args()
    files = (
        stories(args.part)
        if not args.data
        else [args.data]
        if args.data.is_file()
        else sorted(args.data.rglob("*.json"))
    )
    table(files, args.errors)
    print(PUBLISHED)


if __name__ == "__main__":
    main()
