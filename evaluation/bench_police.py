"""What a reader finds of police action in IndiaPoliceEvents, with the reader as it is shipped, beside keyword rules.

python -m evaluation.bench_police --data shared/corpora/indiapolice_sents/dev.jsonl [--reader rules|model] [--errors N]

Sentences of a document are read together; a claim counts for the sentence in which its trigger stands. Labels of claims by the
police (an actor called police, or no actor and words such as "police firing"): KILL for people killed or shot dead, ARREST for arrests and
detentions, FORCE for attacks and for casualties, FAIL for a statement that accuses the police or a denied claim of their action,
ANY_ACTION for these and every other claim with the police as actor. An arrest without an actor is by the police. The corpus asks for
every act of the police; the reader was made for claims about conflict, and "the police recovered two bodies" is none.

F1 by label and their mean (macro). The keyword rules are our own lists in the manner of the paper's, written with examples of the
development part in view: a strong baseline there, so look at the training part too. Intervals: 95 %, documents resampled.
"""

import argparse
import re
import statistics
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from evaluation.bootstrap import f1, interval, shown
from evaluation.corpora import CorpusError, lines, reader_of, stop
from sayso.errors import SaysoError
from sayso.reader.base import Reader
from sayso.run.read import read_reports
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Claim, ClaimType, Report, Role, Stance

LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
PUBLISHED = """published keyword rules, recomputed by us on all 21,391 sentences with the authors' lists (Halterman, Keith, Sarwar and
  O'Connor, Findings of ACL 2021): KILL .502, ARREST .481, FAIL .045, FORCE .646, ANY_ACTION .664, macro .468"""
POLICE = re.compile(
    r"\b(?:police\w*|cops?|constables?|jawans?|inspectors?|sub-inspectors?|superintendents?|commissioners?|"
    r"[gs]rpf?|crpf|rpf|bsf|cid|dcp|acp|dsp|raf|cisf|dgp|paramilitary|security forces)\b",
    re.IGNORECASE,
)
WORDS: Mapping[str, "re.Pattern[str]"] = {
    "KILL": re.compile(r"\b(?:kill(?:s|ed|ing)?|shot dead|gunned down|died|dead|deaths?)\b", re.IGNORECASE),
    "ARREST": re.compile(
        r"\b(?:arrest\w*|detain\w*|detention|nabbed|apprehend\w*|rounded up|(?:in|into) custody|booked)\b",
        re.IGNORECASE,
    ),
    "FAIL": re.compile(
        r"\b(?:fail(?:s|ed|ure|ing)?|inaction|mute|spectators?|stood by|did nothing|lapses?|negligen\w*)\b",
        re.IGNORECASE,
    ),
    "FORCE": re.compile(
        r"\b(?:opened? fire|fir(?:ed|ing)|shot|shoot\w*|tear-?gas\w*|lathi\w*|baton\w*|bullets?|beat\w*|burst)\b",
        re.IGNORECASE,
    ),
    "ANY_ACTION": re.compile(""),
}
KILLING = re.compile(r"\b(?:kill\w*|dead|die[ds]?|deaths?|fatal\w*|toll|lost their lives)\b", re.IGNORECASE)
ABDUCTION = re.compile(r"\b(?:kidnap\w*|abduct\w*|hostages?|releas\w*|freed|bail\w*)\b", re.IGNORECASE)
USING_FORCE = re.compile(
    rf"(?:{POLICE.pattern})\W+(?:\w+\W+){{0,4}}?(?:fir(?:e|ed|ing)|opened|shot|shoot\w*|burst|lobbed|bullets?|lathi\w*|baton\w*|encounter)\b"
    rf"|\b(?:by|with)\W+(?:\w+\W+){{0,2}}?(?:{POLICE.pattern})",
    re.IGNORECASE,
)
DEADLY = (ClaimType.CASUALTIES, ClaimType.ATTACK)
Answers = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Sentence:
    """A sentence with the labels that it bears."""

    id: str
    doc: str
    text: str
    gold: frozenset[str]


def sentences(path: Path) -> list[Sentence]:
    """The rows of indiapolice_sents."""
    made = []
    for row in lines(path):
        try:
            gold = frozenset(label for label in LABELS if row["labels"][label])
            made.append(Sentence(str(row["id"]), str(row["doc_id"]), row["text"], gold))
        except KeyError as error:
            raise CorpusError(f"{path}: a row has no {error}") from error
    return made


def keywords(text: str) -> frozenset[str]:
    """The baseline: the labels whose words stand in a sentence that speaks of the police."""
    return (
        frozenset(label for label, words in WORDS.items() if words.search(text)) if POLICE.search(text) else frozenset()
    )


def by_police(claim: Claim) -> bool:
    """Whether the claim is of an act of the police. Without an actor: deaths, injuries and attacks where the evidence says that the
    police fired or the like, others where it speaks of them, other than as the source.
    """
    actors = list(claim.fillers(Role.ACTOR))
    if actors:
        return any(POLICE.search(f.words.text) for f in actors)
    if claim.type is ClaimType.STATEMENT:
        return False
    evidence = claim.evidence.text
    for source in claim.sources:
        evidence = evidence.replace(source.words.text, " ")
    return bool((USING_FORCE if claim.type in DEADLY else POLICE).search(evidence))


def labels_of(claim: Claim) -> frozenset[str]:
    """What a claim says of the police, in the labels of the corpus."""
    trigger = claim.trigger.text if claim.trigger else ""
    arrest = claim.type is ClaimType.DETENTION and not ABDUCTION.search(trigger)
    at_police = any(POLICE.search(f.words.text) for f in claim.fillers(Role.TARGET))
    if claim.type is ClaimType.STATEMENT and at_police:
        return frozenset({"FAIL", "ANY_ACTION"})
    if not by_police(claim) and not (arrest and not list(claim.fillers(Role.ACTOR))):
        return frozenset()
    if claim.stance is Stance.DENIED:
        return frozenset({"FAIL"})
    if claim.stance is Stance.PROSPECTIVE:
        return frozenset()
    found = {"ANY_ACTION"}
    if arrest:
        found.add("ARREST")
    if claim.type in DEADLY and not (claim.type is ClaimType.CASUALTIES and at_police):
        found.add("FORCE")
    if claim.type is ClaimType.CASUALTIES and "FORCE" in found and killed(claim, trigger):
        found.add("KILL")
    return frozenset(found)


def killed(claim: Claim, trigger: str) -> bool:
    """Whether a claim of casualties is of deaths."""
    return (claim.figure is not None and claim.figure.unit == "killed") or bool(KILLING.search(trigger))


def read(given: Sequence[Sentence], reader: Reader) -> Answers:
    """The labels that the reader finds for each sentence."""
    reports, places = [], {}
    for doc, group in groupby(given, key=lambda s: s.doc):
        rows = list(group)
        report = make_report(Given("\n\n".join(row.text for row in rows), doc, id=doc), InputOptions())
        if not isinstance(report, Report):
            raise CorpusError(f"document {doc}: {report.reason}")
        reports.append(report)
        places[doc] = list(spots(rows, report.text))
    found: dict[str, set[str]] = {sentence.id: set() for sentence in given}
    for reading in read_reports(reports, reader=reader):
        for claim in reading.claims:
            at = (claim.trigger or claim.evidence).span.start
            for start, end, row in places[reading.report.id]:
                if start <= at < end:
                    found[row.id] |= labels_of(claim)
    return {name: frozenset(labels) for name, labels in found.items()}


def spots(rows: Iterable[Sentence], text: str) -> Iterator[tuple[int, int, Sentence]]:
    """Where the sentences stand in the report's text; one that is not there as it is has none."""
    at = 0
    for row in rows:
        start = text.find(row.text, at)
        if start >= 0:
            at = start + len(row.text)
            yield start, at, row


Counted = list[tuple[int, int, int]]
"""Right, given and expected of each label."""


def counted(given: Sequence[Sentence], answers: Answers) -> list[Counted]:
    """The counts of each document."""
    made = []
    for _, group in groupby(given, key=lambda s: s.doc):
        rows = list(group)
        made.append([_count(rows, answers, label) for label in LABELS])
    return made


def _count(rows: Sequence[Sentence], answers: Answers, label: str) -> tuple[int, int, int]:
    gold = [label in row.gold for row in rows]
    got = [label in answers[row.id] for row in rows]
    return sum(a and b for a, b in zip(gold, got, strict=True)), sum(got), sum(gold)


def macro(groups: Sequence[Counted]) -> float:
    """The mean of the labels' F1."""
    return statistics.fmean(f1(column) for column in zip(*groups, strict=True))


def show(name: str, given: Sequence[Sentence], answers: Answers) -> None:
    """Print a system's part of the table."""
    groups = counted(given, answers)
    print(f"  {name}: macro F1 {shown(macro(groups), *interval(groups, macro))}")
    for label, column in zip(LABELS, zip(*groups, strict=True), strict=True):
        right, got, gold = (sum(c[i] for c in column) for i in range(3))
        print(
            f"    {label:<11} F1 {shown(f1(column), *interval(column, f1))}  P {right / got if got else 0:.3f}"
            f"  R {right / gold if gold else 0:.3f}  n={gold}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a JSONL of indiapolice_sents")
    parser.add_argument("--reader", choices=("rules", "model"), action="append", help="default: rules")
    parser.add_argument("--weights", type=Path, help="a folder of other weights for the reader model")
    parser.add_argument("--errors", type=int, default=0, help="print so many sentences that the last reader has wrong")
    args = parser.parse_args()
    answers: Answers = {}
    try:
        given = sentences(args.data)
        print(f"{args.data}: {len(given)} sentences, {len({s.doc for s in given})} documents")
        show("keyword rules", given, {s.id: keywords(s.text) for s in given})
        for name in args.reader or ["rules"]:
            answers = read(given, reader_of(name, args.weights))
            show(f"reader {name}", given, answers)
    except (CorpusError, SaysoError) as error:
        return stop(str(error))
    print(PUBLISHED)
    wrong = [s for s in given if s.gold - {"ANY_ACTION"} != answers[s.id] - {"ANY_ACTION"}]
    for s in wrong[: args.errors]:
        print(f"    {sorted(s.gold)}\t{sorted(answers[s.id])}\t{s.text[:200]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
