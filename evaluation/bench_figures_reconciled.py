"""Reconciled figures on toll series: python -m evaluation.bench_figures_reconciled [--half tune|held|all] [--show].

A series is right where low, best and high are right under each of the five rules and so is the dispute flag, for every figure
that it expects. The baselines give one number for all rules: the highest figure, and the newest one.
"""

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.split import half_of
from sayso.link import Convention, Rule
from sayso.link.reconcile import reconcile
from sayso.normalise.entities import name_entity
from sayso.normalise.figures import FigureContext, read_figure
from sayso.normalise.voices import name_source
from sayso.types import (
    Claim,
    ClaimType,
    Event,
    Figure,
    FigureValue,
    Filler,
    Modifier,
    Per,
    Precision,
    ReconciledFigure,
    Report,
    Role,
    Source,
    SourceKind,
    Span,
    Stance,
    Tally,
    TimeValue,
    Unresolved,
    Words,
)

CASES = Path(__file__).parent / "cases" / "figures.txt"
_DAY = "2025-06-"
_TYPES = {
    "killed": ClaimType.CASUALTIES, "wounded": ClaimType.CASUALTIES, "killed_or_wounded": ClaimType.CASUALTIES,
    "missing": ClaimType.CASUALTIES, "destroyed": ClaimType.MATERIEL_LOSS, "launched": ClaimType.ATTACK, "km": ClaimType.CAPABILITY,
    "displaced": ClaimType.DISPLACEMENT,
}  # fmt: skip
Number = float | None
Triple = tuple[Number, Number, Number]


@dataclass(frozen=True)
class Row:
    """One claim of a series as the case file gives it."""

    published: str | None
    outlet: str
    voice: str
    kind: str
    words: str
    unit: str
    text: str
    options: dict[str, str]


@dataclass(frozen=True)
class Expected:
    """What is right for one figure: low, best and high under each rule, and whether it is disputed."""

    name: str
    by_rule: dict[str, Triple]
    disputed: bool


@dataclass
class Case:
    """A series and what is right for it."""

    id: str
    about: str
    vague: str | None
    rows: list[Row] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)


def read_cases(path: Path = CASES) -> list[Case]:
    """The series of a case file."""
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            options = _options(line)
            name, _, about = re.sub(r"\s*\{[^}]*\}", "", line[3:]).partition(" ")
            cases.append(Case(name, about, options.get("vague")))
        elif line.startswith("= "):
            cases[-1].expected.append(_expected(line[2:]))
        elif line.strip() and not line.startswith("#"):
            cases[-1].rows.append(_row(line))
    return cases


def _options(line: str) -> dict[str, str]:
    return {m[1]: m[2] or "yes" for m in re.finditer(r"\{(\w+)(?:=([^}]*))?\}", line)}


def _row(line: str) -> Row:
    when, outlet, voice, figure, *text = (part.strip() for part in line.split("|"))
    options = _options(figure)
    words, _, unit = re.sub(r"\s*\{[^}]*\}", "", figure).strip().rpartition(" ")
    name, _, kind = voice.partition(":")
    said = f", {name} said" if name else ""
    default = (
        f"[{words}] km is its reach{said}."
        if unit == "km"
        else f"[{words}] people were {unit.replace('_', ' ')}{said}."
    )
    return Row(_published(when), outlet, name, kind, words, unit, text[0] if text else default, options)


def _published(when: str) -> str | None:
    if when == "-":
        return None
    day, _, clock = when.partition(" ")
    date = f"{_DAY}{int(day):02}"
    if not clock:
        return date
    return f"{date}T{clock}" if re.search(r"[+-]\d\d:", clock) else f"{date}T{clock}Z"


def _expected(line: str) -> Expected:
    head, bests, flag, *independent = (part.strip() for part in line.split("|"))
    name, low, high = head.rsplit(" ", 2)
    own = independent[0].split() if independent else [low, high]
    by_rule = {}
    for rule, best in zip(Rule, bests.split(), strict=True):
        a, b = own if rule is Rule.INDEPENDENT else (low, high)
        by_rule[rule.value] = (_number(a), _number(best), _number(b))
    return Expected(name, by_rule, flag == "yes")


def _number(text: str) -> Number:
    return None if text == "-" else float(text)


def built(case: Case) -> tuple[Event, list[Claim], dict[str, Report]]:
    """The claims of a case as a reader that makes no mistakes gives them, and their reports."""
    texts: dict[tuple[str | None, str], list[str]] = {}
    for row in case.rows:
        sentences = texts.setdefault((row.published, row.outlet), [])
        plain = row.text.replace("[", "").replace("]", "")
        if plain not in sentences:
            sentences.append(plain)
    ids = {key: f"{case.id}-{n}" for n, key in enumerate(texts)}
    reports = {
        ids[key]: Report(ids[key], " ".join(sentences), "", outlet=key[1], published=key[0])
        for key, sentences in texts.items()
    }
    claims = [_claim(case, n, row, reports[ids[row.published, row.outlet]]) for n, row in enumerate(case.rows)]
    unknown = Unresolved("of no matter here")
    return Event(f"e-{case.id}", claims[0].type, tuple(c.id for c in claims), unknown, unknown), claims, reports


def _claim(case: Case, number: int, row: Row, report: Report) -> Claim:
    plain = row.text.replace("[", "").replace("]", "")
    start = report.text.index(plain)
    at = start + row.text.index("[")
    roles: dict[Role, tuple[Filler, ...]] = {}
    for role in (Role.ACTOR, Role.TARGET):
        if role.value in row.options:
            given = row.options[role.value]
            roles[role] = (Filler(Words(given, Span(0, 0)), given, value=name_entity(given)),)
    if "time" in row.options:
        first, _, last = row.options["time"].partition("/")
        value = TimeValue(row.options["time"], f"{first}T00:00:00Z", f"{last}T23:59:59Z", Precision.DAYS)
        roles[Role.TIME] = (Filler(Words(row.options["time"], Span(0, 0)), row.options["time"], value=value),)
    sources: tuple[Source, ...] = ()
    if row.voice:
        value_of = name_source(row.voice).value
        begin = plain.find(row.voice)
        span = Span(start + begin, start + begin + len(row.voice)) if begin >= 0 else Span(0, 0)
        sources = (Source(Words(row.voice, span), None, SourceKind(row.kind), value_of),)
    stance = Stance.DENIED if "denied" in row.options else Stance.REPORTED if sources else Stance.ASSERTED
    return Claim(
        f"c-{case.id}-{number}", report.id, _TYPES[row.unit], Words(plain, Span(start, start + len(plain))), stance,
        roles=roles, figure=_figure(row, at), sources=sources,
    )  # fmt: skip


def _figure(row: Row, at: int) -> Figure:
    value = read_figure(row.words.removesuffix(" of"), FigureContext())
    assert isinstance(value, FigureValue), row.words
    options = row.options
    tally = Tally.NEW if "new" in options else Tally.TOTAL if "total" in options else None
    return Figure(
        Words(row.words, Span(at, at + len(row.words))), value.low, value.high, value.best, Modifier(value.mod), row.unit,
        Per(options["per"]) if "per" in options else None, options.get("of"), tally, options.get("part_of"),
    )  # fmt: skip


def found_for(figures: tuple[ReconciledFigure, ...], name: str) -> ReconciledFigure | None:
    """The figure that an expectation names: UNIT, UNIT/GROUP, or UNIT+ for a total of a long time."""
    unit, _, group = name.rstrip("+").partition("/")
    fits = [f for f in figures if f.unit == unit and (not group or f.of == group)]
    if not fits:
        return None
    return max(fits, key=lambda f: f.low or 0.0) if name.endswith("+") else min(fits, key=lambda f: f.low or 0.0)


Answer = Callable[[Case, str], dict[str, tuple[Triple, bool]]]
"""The figures that a method gives for a case under a rule: name to low, best and high, and whether disputed."""


def ours(case: Case, rule: str) -> dict[str, tuple[Triple, bool]]:
    """What sayso gives."""
    event, claims, reports = built(case)
    figures = reconcile(event, claims, reports, {}, Rule(rule), Convention(case.vague) if case.vague else None)
    out = {}
    for expected in case.expected:
        figure = found_for(figures, expected.name)
        if figure:
            out[expected.name] = (figure.low, figure.best, figure.high), figure.disputed
    return out


def _baseline(pick: Callable[[list[tuple[str, float]]], float]) -> Answer:
    def answer(case: Case, rule: str) -> dict[str, tuple[Triple, bool]]:
        del rule
        out = {}
        for expected in case.expected:
            unit = re.sub(r" per .*|/.*|\+", "", expected.name)
            told = [
                (r.published or "", v)
                for r in case.rows
                if r.unit == unit and "denied" not in r.options and (v := _value(r)) is not None
            ]
            value = pick(told) if told else None
            out[expected.name] = (value, value, value), len({v for _, v in told}) > 1
        return out

    return answer


def _value(row: Row) -> Number:
    figure = _figure(row, 0)
    return next((v for v in (figure.best, figure.high, figure.low) if v is not None), None)


METHODS: dict[str, Answer] = {
    "sayso": ours,
    "highest figure": _baseline(lambda told: max(v for _, v in told)),
    "newest figure": _baseline(lambda told: max(told)[1]),
}


def faults(case: Case, answer: Answer) -> list[str]:
    """What a method has wrong in a case."""
    wrong = []
    for rule in Rule:
        given = answer(case, rule.value)
        for expected in case.expected:
            got = given.get(expected.name)
            if got is None:
                wrong.append(f"{expected.name} {rule}: no figure")
            elif got[0] != expected.by_rule[rule.value]:
                wrong.append(f"{expected.name} {rule}: {got[0]} for {expected.by_rule[rule.value]}")
            elif rule is Rule.CONSERVATIVE and got[1] != expected.disputed:
                wrong.append(f"{expected.name}: {'' if got[1] else 'not '}disputed")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--half", choices=("tune", "held", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="list what is wrong (never for the half that is held back)")
    chosen = parser.parse_args()
    cases = read_cases()
    halves = ("tune", "held") if chosen.half == "all" else (chosen.half,)
    print(
        "| method | half | series | all right | bounds and best | dispute flag |\n| --- | --- | --- | --- | --- | --- |"
    )
    for name, answer in METHODS.items():
        for half in halves:
            listed = [case for case in cases if half_of(case.id) == half]
            wrong = {case.id: faults(case, answer) for case in listed}
            right = sum(not w for w in wrong.values())
            flags = sum(not any("disputed" in w for w in ws) for ws in wrong.values())
            bounds = sum(not any("disputed" not in w for w in ws) for ws in wrong.values())
            print(
                f"| {name} | {half} | {len(listed)} | {right / len(listed):.3f} | {bounds / len(listed):.3f} | {flags / len(listed):.3f} |"
            )
            if chosen.show and name == "sayso" and half == "tune":
                for key, ws in wrong.items():
                    for w in ws:
                        print(f"    {key}: {w}")


if __name__ == "__main__":
    main()
