"""Origins of report groups: python -m evaluation.bench_origins [--half tune|held|all] [--show] [--speed].

A group is right where the number of origins is exactly the one that the case file gives. All groups lie in one heap of reports
while copies are looked for. The baselines: the number of outlets, the number of different texts, and the number of last named
sources (or outlets) without following anything.
"""

import argparse
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.split import half_of
from sayso.link import Origins, find_copies
from sayso.link.copies import Copy
from sayso.normalise.entities import name_entity
from sayso.normalise.figures import FigureContext, read_figure
from sayso.normalise.voices import name_source
from sayso.types import (
    Claim,
    ClaimType,
    Figure,
    FigureValue,
    Filler,
    Modifier,
    Part,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    Words,
)

CASES = Path(__file__).parent / "cases" / "origins.txt"
_UNITS = frozenset("killed wounded launched deployed displaced destroyed".split())


@dataclass
class Group:
    """Reports on one event with their claims, and the number of origins behind them."""

    id: str
    about: str
    origins: int
    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


@dataclass
class _Draft:
    """A report while its lines are read."""

    published: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    hint: str | None
    lines: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)


def read_groups(path: Path = CASES) -> list[Group]:
    """The groups of a case file."""
    groups: list[Group] = []
    passages: list[str] = []
    drafts: list[_Draft] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "## end origins=0 :"]:
        if line.startswith("## "):
            if groups:
                _finish(groups[-1], drafts)
            match = re.match(r"## (\w+) origins=(\d+) (.*)", line)
            assert match, line
            groups.append(Group(match[1], match[3], int(match[2])))
            passages, drafts = [], []
        elif line.startswith("$ "):
            passages.append(line[2:])
        elif line.startswith("@ "):
            drafts.append(_draft(line[2:]))
        elif line.startswith("* "):
            drafts[-1].claims.append(line[2:])
        elif line.strip() and not line.startswith("#"):
            drafts[-1].lines.append(re.sub(r"\$(\d)", lambda m, p=passages: p[int(m[1]) - 1], line))
    return groups[:-1]


def _draft(line: str) -> _Draft:
    when, outlet, *rest = (part.strip() for part in line.split("|"))
    day, _, clock = when.partition(" ")
    published = None if day == "-" else f"2025-06-{int(day):02}" + (f"T{clock}Z" if clock else "")
    named = dict(part.split("=", 1) for part in rest if "=" in part)
    title = next((part for part in rest if "=" not in part), None)
    return _Draft(published, outlet or None, title, named.get("byline"), named.get("hint"))


def _finish(group: Group, drafts: list[_Draft]) -> None:
    for n, draft in enumerate(drafts):
        key = f"{group.id}-{n}"
        text = "\n\n".join(draft.lines)
        report = Report(
            key,
            text,
            "",
            title=draft.title,
            outlet=draft.outlet,
            published=draft.published,
            byline=draft.byline,
            origin_hint=draft.hint,
        )
        group.reports[key] = report
        group.claims += [_claim(report, m, line) for m, line in enumerate(draft.claims)]


def _claim(report: Report, number: int, line: str) -> Claim:
    head, voices, start = (part.strip() for part in line.split("|"))
    options = {m[1]: m[2] for m in re.finditer(r"\{(\w+)=([^}]*)\}", start)}
    start = re.sub(r"\s*\{[^}]*\}", "", start)
    evidence = _sentence(report, start)
    kind, _, rest = head.partition(" ")
    denied = rest == "denied"
    sources = tuple(_source(report, evidence, voice.strip()) for voice in voices.split(";") if voice.strip())
    roles = (
        {Role.ACTOR: (Filler(Words("", Span(0, 0)), options["actor"], value=name_entity(options["actor"])),)}
        if "actor" in options
        else {}
    )
    stance = Stance.DENIED if denied else Stance.REPORTED if sources else Stance.ASSERTED
    figure = _figure(rest) if rest and not denied else None
    return Claim(
        f"c-{report.id}-{number}",
        report.id,
        ClaimType(kind),
        evidence,
        stance,
        roles=roles,
        figure=figure,
        sources=sources,
    )


def _sentence(report: Report, start: str) -> Words:
    """The sentence of the report (or of its title) that begins with the words."""
    for part in (Part.TITLE, Part.TEXT):
        at = report.part(part).find(start)
        if at >= 0:
            rest = re.split(r"(?<=[.!?])\s", report.part(part)[at:])[0]
            return Words(rest, Span(at, at + len(rest), part))
    raise AssertionError(f"{report.id}: {start}")


def _source(report: Report, evidence: Words, voice: str) -> Source:
    name, _, kind = voice.rpartition(":")
    part = report.part(evidence.span.part)
    at = part.find(name, evidence.span.start, evidence.span.end)
    at = at if at >= 0 else part.find(name)
    assert at >= 0, f"{report.id}: {name}"
    span = Span(at, at + len(name), evidence.span.part)
    return Source(Words(name, span), None, SourceKind(kind), name_source(name).value)


def _figure(words: str) -> Figure:
    number, _, unit = words.rpartition(" ") if words.rsplit(maxsplit=1)[-1] in _UNITS else (words, "", "damaged")
    value = read_figure(number, FigureContext())
    assert isinstance(value, FigureValue), words
    return Figure(Words(number, Span(0, 0)), value.low, value.high, value.best, Modifier(value.mod), unit)


Copied = Mapping[str, tuple[Copy, ...]]
Answer = Callable[[Group, Copied], int]


def ours(group: Group, copied: Copied) -> int:
    """The number of origins that sayso gives."""
    return Origins(group.claims, group.reports, copied).standing(group.claims).origins


def outlets(group: Group, copied: Copied) -> int:
    """Every outlet an origin."""
    del copied
    return len({report.outlet or key for key, report in group.reports.items()})


def texts(group: Group, copied: Copied) -> int:
    """Every different text an origin."""
    del copied
    return len({" ".join(report.text.casefold().split()) for report in group.reports.values()})


def last_sources(group: Group, copied: Copied) -> int:
    """Every last named source an origin, and every outlet that names none."""
    del copied
    return len(
        {
            (c.sources[-1].words.text.casefold() if c.sources else group.reports[c.report_id].outlet)
            for c in group.claims
        }
    )


def read_by(reader: str, groups: list[Group]) -> list[Group]:
    """The groups with the claims that a reader finds instead of those that are given, all of them about the one event."""
    from sayso.normalise.gazetteer.store import Gazetteer
    from sayso.run.read import make_reader, read_reports

    made, places = make_reader(reader), Gazetteer.open()
    out = []
    for group in groups:
        readings = read_reports(group.reports.values(), reader=made, gazetteer=places)
        claims = [claim for reading in readings for claim in reading.claims]
        out.append(Group(group.id, group.about, group.origins, group.reports, claims))
    return out


METHODS: dict[str, Answer] = {
    "sayso": ours,
    "outlets": outlets,
    "different texts": texts,
    "last named source": last_sources,
}


def speed() -> None:
    """How long 5,000 copies of one report take, and 5,000 reports that share nothing."""
    import random

    rng = random.Random(7)
    words = [
        f"{a}{b}{c}"
        for a in ("ba", "ko", "ri", "tu", "se")
        for b in ("lan", "mer", "dov", "pit")
        for c in ("a", "en", "us", "ik")
    ]
    body = ". ".join(" ".join(rng.choices(words, k=14)).capitalize() for _ in range(20)) + "."
    same = [_made(n, body) for n in range(5000)]
    near = [_made(n, f"{body}\n\nBy desk {n}, {' '.join(rng.choices(words, k=12))}.") for n in range(5000)]
    other = [_made(n, ". ".join(" ".join(rng.choices(words, k=14)) for _ in range(20))) for n in range(5000)]
    print(
        "| 5,000 reports of 280 words | copies found | CPU seconds to find | CPU seconds to follow the claims |\n| --- | --- | --- | --- |"
    )
    for name, reports in (
        ("one text", same),
        ("one text, each with a line of its own", near),
        ("nothing shared", other),
    ):
        began = time.process_time()
        copied = find_copies(reports)
        found = time.process_time()
        claims = [Claim(f"c-{r.id}", r.id, ClaimType.ATTACK, r.words(Span(0, 60)), Stance.ASSERTED) for r in reports]
        standing = Origins(claims, {r.id: r for r in reports}, copied).standing(claims)
        done = time.process_time()
        print(f"| {name}: {standing.origins:,} origins | {len(copied):,} | {found - began:.1f} | {done - found:.1f} |")


def _made(number: int, text: str) -> Report:
    return Report(f"r-{number:05}", text, "", outlet=f"Outlet {number}", published=f"2025-06-{1 + number % 28:02}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--half", choices=("tune", "held", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="list what is wrong (never for the half that is held back)")
    parser.add_argument("--speed", action="store_true", help="time 5,000 copies of one report")
    parser.add_argument("--reader", help="with this reader's claims instead of those that are given (rules, model)")
    chosen = parser.parse_args()
    if chosen.speed:
        speed()
        return
    groups = read_groups()
    if chosen.reader:
        groups = read_by(chosen.reader, groups)
    copied = find_copies(report for group in groups for report in group.reports.values())
    print("| method | half | groups | right | mean error |\n| --- | --- | --- | --- | --- |")
    for name, answer in METHODS.items():
        for half in ("tune", "held") if chosen.half == "all" else (chosen.half,):
            listed = [group for group in groups if half_of(group.id) == half]
            given = [answer(group, copied) for group in listed]
            right = sum(n == group.origins for n, group in zip(given, listed, strict=True)) / len(listed)
            error = sum(abs(n - group.origins) for n, group in zip(given, listed, strict=True)) / len(listed)
            print(f"| {name} | {half} | {len(listed)} | {right:.3f} | {error:.2f} |")
            if chosen.show and name == "sayso" and half == "tune":
                for group, n in zip(listed, given, strict=True):
                    if n != group.origins:
                        names = Origins(group.claims, group.reports, copied).standing(group.claims).origin_names
                        print(f"    {group.id} {group.about}: {n} for {group.origins}: {', '.join(names)}")


if __name__ == "__main__":
    main()
