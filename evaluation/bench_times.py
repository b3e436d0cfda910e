"""How well times are read: gold stories and TimeML files, with gold spans and end to end, beside dateparser alone.

python -m evaluation.bench_times                       the development stories
python -m evaluation.bench_times --data FILE_OR_FOLDER a gold story, a folder of them, or a TimeML JSONL file
"""

import argparse
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.bootstrap import f1, interval, share, shown
from evaluation.score import same_time
from evaluation.split import stories
from evaluation.timex import timex_value
from sayso.normalise.times import TimeContext, find_times, read_time
from sayso.text.sentences import sentences
from sayso.types import TimeValue

PUBLISHED = """published, for comparison (TempEval-3, value F1 end to end, from research notes, recalled and unverified):
  HeidelTime .776, NavyTime .710, ManTIME .690, SUTime .674 (all 2013), UWTime about .82 (2014);
  given spans, TimeBank: TIMEN .89, HeidelTime .876 (NLP-progress). dateparser: no published evaluation found."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold time: its words, where they stand, the gold value, and what stands around."""

    words: str
    gold: str
    context: TimeContext
    found: tuple[str, str] | None
    """Words and value of what the finder found over the same characters."""
    kind: str = ""


def read_document(
    text: str, published: str | None, topic: str
) -> list[tuple[int, int, str, TimeContext, TimeValue | None]]:
    """Every time that the finder finds in the text, read in order, with its context."""
    out = []
    previous: TimeValue | None = None
    for span in sentences(text):
        sentence = text[span.start : span.end]
        others: tuple[TimeValue, ...] = ()
        for hit in find_times(sentence):
            context = TimeContext(published, sentence, hit.start, others, previous, topic=topic)
            value = read_time(hit.text, context)
            known = value if isinstance(value, TimeValue) else None
            out.append((span.start + hit.start, span.start + hit.end, hit.text, context, known))
            if known:
                others = (*others, known)
        previous = next((value for value in reversed(others) if ".." not in value.edtf), previous)
    return out


def context_at(text: str, start: int, end: int, published: str | None, topic: str, read: list[Any]) -> TimeContext:
    """The context of a gold span: the times found before it, in its sentence and in the text."""
    span = next((s for s in sentences(text) if s.start <= start < s.end), None)
    base = span.start if span else 0
    before = [(s, e, v) for s, e, _, _, v in read if v and e <= start]
    others = tuple(v for s, _, v in before if s >= base)
    previous = next((v for s, _, v in reversed(before) if s < base and ".." not in v.edtf), None)
    sentence = text[base : span.end] if span else text[:400]
    return TimeContext(published, sentence, start - base, others, previous, topic=topic)


def story_mentions(path: Path) -> Iterator[list[Mention]]:
    for report in json.loads(path.read_text(encoding="utf-8"))["reports"]:
        text = f"{report['title']}\n\n{report['text']}"
        read = read_document(text, report["published"], text[:400])
        yield [m for claim in report["claims"] for m in claim_mentions(claim, report, text, read)]


def claim_mentions(claim: dict[str, Any], report: dict[str, Any], text: str, read: list[Any]) -> Iterator[Mention]:
    at = max(text.find(claim["evidence"]), 0)
    for filler in claim.get("roles", {}).get("time", []):
        if not filler.get("is"):
            continue
        inside = claim["evidence"].find(filler["text"])
        start = at + inside if inside >= 0 else text.find(filler["text"])
        end = start + len(filler["text"])
        context = context_at(text, start, end, report["published"], text[:400], read)
        hits = [(w, v.edtf if v else "") for s, e, w, _, v in read if s < end and start < e]
        yield Mention(filler["text"], filler["is"], context, hits[0] if hits else None)


def ours(mention: Mention) -> str | None:
    value = read_time(mention.words, mention.context)
    return value.edtf if isinstance(value, TimeValue) else None


def plain_dateparser(mention: Mention) -> str | None:
    import dateparser

    settings: Any = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    day = re.match(r"\d{4}-\d\d-\d\d", mention.context.published or "")
    if day:
        from datetime import datetime

        settings["RELATIVE_BASE"] = datetime.fromisoformat(day[0])
    found = dateparser.parse(mention.words, languages=["en"], settings=settings)
    return found.date().isoformat() if found else None


def stories_table(files: list[Path], errors: Path | None, baseline: bool) -> None:
    reports = [mentions for path in files for mentions in story_mentions(path) if mentions]

    def row(name: str, value: Any) -> None:
        groups = []
        for mentions in reports:
            groups.append((sum(same_time({"is": m.gold}, {"is": value(m)}) for m in mentions), len(mentions)))
        print(f"  {name:<34} {shown(share(groups), *interval(groups, share))}")

    count = sum(map(len, reports))
    print(
        f"gold stories: {len(files)} stories, {len(reports)} reports, {count} times; share with the same interval, 95 % interval"
    )
    row("sayso, gold spans", ours)
    row("sayso, end to end (found and right)", lambda m: m.found[1] if m.found else None)
    if baseline:
        row("dateparser alone, gold spans", plain_dateparser)
    started = time.perf_counter()
    for mentions in reports:
        for mention in mentions:
            ours(mention)
    print(f"  speed: {(time.perf_counter() - started) / max(count, 1) * 1000:.3f} ms a value")
    if errors:
        write_errors(
            errors, [(m, ours(m)) for ms in reports for m in ms if not same_time({"is": m.gold}, {"is": ours(m)})]
        )


def write_errors(path: Path, wrong: list[tuple[Mention, str | None]]) -> None:
    lines = [
        "\t".join([
            m.words, m.gold, str(got), str(m.context.published), m.context.previous.edtf if m.context.previous else "-",
            ",".join(o.edtf for o in m.context.others), m.context.sentence[:200].replace("\n", " "),
        ])
        for m, got in wrong
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    print(f"  {len(wrong)} errors written to {path}")


def timeml_table(path: Path, errors: Path | None, baseline: bool) -> None:
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    given: dict[str, list[tuple[int, int, int]]] = {"sayso": [], "dateparser alone": []}
    ends: list[tuple[int, int, int]] = []
    wrong = []
    for document in documents:
        text, dct = document["text"], document["dct"]
        if re.fullmatch(r"\d\d-\d\d-\d{4}", dct or ""):  # one document writes its date as DD-MM-YYYY
            dct = "-".join(reversed(dct.split("-")))
        read = read_document(text, dct, document.get("title") or "")
        gold = document["timexes"]
        answers: dict[str, list[str | None]] = {"sayso": [], "dateparser alone": []}
        for timex in gold:
            words = text[timex["start"] : timex["end"]]
            context = context_at(text, timex["start"], timex["end"], dct, "", read)
            value = read_time(words, context)
            got = timex_value(words, value if isinstance(value, TimeValue) else None)
            answers["sayso"].append(got)
            if baseline:
                answers["dateparser alone"].append(plain_dateparser(Mention(words, "", replace(context), None)))
            if got != timex["value"]:
                wrong.append(f"{words}\t{timex['type']}\t{timex['value']}\t{got}\t{dct}")
        for name, values in answers.items():
            right = sum(v == t["value"] for v, t in zip(values, gold, strict=False))
            given[name].append((right, sum(v is not None for v in values), len(gold)))
        ends.append(end_to_end(text, read, gold))
    count = sum(len(document["timexes"]) for document in documents)
    print(f"TimeML: {path.name}, {len(documents)} documents, {count} time expressions; value F1, 95 % interval")
    for name, groups in given.items():
        if baseline or name == "sayso":
            print(f"  {name + ', gold spans':<34} {shown(f1(groups), *interval(groups, f1))}")
    print(f"  {'sayso, end to end (overlap)':<34} {shown(f1(ends), *interval(ends, f1))}")
    if errors:
        errors.write_text("\n".join(wrong), encoding="utf-8")


def end_to_end(text: str, read: list[Any], gold: list[dict[str, Any]]) -> tuple[int, int, int]:
    right = 0
    for timex in gold:
        hits = [(w, v) for s, e, w, _, v in read if s < timex["end"] and timex["start"] < e]
        words = text[timex["start"] : timex["end"]]
        right += any(timex["value"] in (timex_value(w, v), timex_value(words, v)) for w, v in hits)
    annotated = max((timex["end"] for timex in gold), default=0)  # MEANTIME marks the first sentences of a text only
    return right, sum(start <= annotated for start, *_ in read), len(gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a gold story, a folder of them, or a TimeML JSONL file")
    parser.add_argument("--part", default="dev", choices=("train", "dev", "all"), help="of the project's own stories")
    parser.add_argument("--errors", type=Path, help="write the wrong ones to this file")
    parser.add_argument("--no-baseline", action="store_true", help="leave dateparser out (it is slow)")
    args = parser.parse_args()
    if args.data and args.data.suffix == ".jsonl":
        timeml_table(args.data, args.errors, not args.no_baseline)
    else:
        files = (
            stories(args.part)
            if not args.data
            else [args.data]
            if args.data.is_file()
            else sorted(args.data.rglob("*.json"))
        )
        stories_table(files, args.errors, not args.no_baseline)
    print(PUBLISHED)


if __name__ == "__main__":
    main()
