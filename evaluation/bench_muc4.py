"""How many role fillers of MUC-4 templates a reader finds, with the reader as it is shipped.

python -m evaluation.bench_muc4 --data shared/corpora/muc4_templates/dev.jsonl [--reader rules|model] [--train FILE] [--predicted FILE]

Metric: role-filler match for each document. The entities of a slot in all templates of a document are its gold, one for each
group of mentions. A filler is right where it matches any mention of an entity: by its head noun ("head"), or by all words but
articles and marks ("string"). Several fillers of one entity count once; a filler of no entity is wrong. This is how fillers were
scored before templates were (as in Patwardhan and Riloff, EMNLP 2007); which fillers belong to one incident is not asked.

Slots of claims: actors are PerpOrg where they are called an organisation, else PerpInd; targets are Victim where they are people,
else Target; weapons are Weapon. Only claims of attack, casualties, damage and detention count, none denied or planned, and no
losses of guerrillas; pronouns are left out. --train adds the baseline that remembers the training fillers; --predicted shows spans
that a fine-tuned copy of the encoder found. Intervals: 95 %, documents resampled.
"""

import argparse
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.bootstrap import f1, interval, shown
from evaluation.corpora import SLOTS, CorpusError, Json, lines, read_corpus, read_predicted, reader_of, stop
from sayso.errors import SaysoError
from sayso.reader.base import Reader
from sayso.run.read import read_reports
from sayso.sources import InputOptions
from sayso.sources.base import Given, make_report
from sayso.types import Claim, ClaimType, EntityKind, EntityValue, Filler, Report, Role, Stance

PUBLISHED = """published, for orientation only, because the metric is another: these fill whole templates (which filler belongs to which
  incident), all slots together, on the test part: GTT (BERT-base) 50.2, IterX (T5-large) 53.0; GTT by slot: Victim 54.1, Weapon 59.7,
  PerpInd 44.0, PerpOrg 41.8, Target 32.4 (Du et al., NAACL 2021; Chen et al., EACL 2023); Qwen3-4B without training 18.6 on dev"""
HURT = {ClaimType.CASUALTIES, ClaimType.DETENTION}
TYPES = {ClaimType.ATTACK, ClaimType.DAMAGE, *HURT}
FIGHTERS = re.compile(
    r"\b(?:guerrillas?|rebels?|terrorists?|subversives?|extremists?|insurgents?|murderers?|gunm[ae]n)\b"
)
"""Whose losses are no incident of the corpus."""
PRONOUNS = frozenset("i we he she it they them him us others who those these you".split()) | {""}
ORGANISATION = re.compile(
    r"\b(?:army|armies|forces?|front|movement|party|guards?|government|organi[sz]ations?|groups?|command|police|cartel|brigades?|battalion|unit|"
    r"ministry|regime|navy|air force|network|league|union|council|alliance|state|squads?)\b"
    r"|\b[a-z]{2,5}ln\b"
)
PEOPLE = re.compile(
    r"\b(?:people|persons?|civilians?|soldiers?|troops|guerrillas?|rebels?|terrorists?|wom[ae]n|m[ae]n|child(?:ren)?|students?|workers?|peasants?|"
    r"priests?|jesuits?|bishop|journalists?|reporters?|policem[ae]n|officers?|officials?|colonel|col|general|gen|captain|lieutenant|major|"
    r"sergeant|mayors?|minister|president|judges?|senator|deputy|governor|ambassador|candidates?|leaders?|members?|victims?|residents?|"
    r"citizens?|passengers?|guards?|bodyguards?|engineers?|doctors?|teachers?|professors?|lawyer|msgr|monsignor|comrades?|pilots?|crew|dr|mr|mrs|father|son|daughter|wife|brother|"
    r"family|families|hostages?|prisoners?|tourists?|trade unionists?|businessm[ae]n|businessmen|farmers?|nuns?|archbishop)\b"
)
PLACES = re.compile(
    r"\b(?:embassy|stations?|posts?|barracks|buildings?|houses?|homes?|offices?|headquarters|bridges?|towers?|buses|bus|cars?|vehicles?|trucks?|"
    r"planes?|aircraft|helicopters?|pipelines?|banks?|church|university|school|hospital|hotel|restaurants?|shops?|stores?|farms?|towns?|city|"
    r"base|airport|plant|facilities|installations?|lines?|residence|convoy|patrol|power|mosque|villages?)\b"
)
_ARTICLES = re.compile(r"\b(?:the|an?|his|her|its|their|our|some|two|three|several)\b")
_TAIL = re.compile(r"\b(?:of|in|at|from|for|with|who|which|that|on|near|belonging|by)\b.*|[,(-].*")
Fillers = Mapping[str, set[str]]


@dataclass(frozen=True)
class Document:
    """A text with its gold: for each slot the entities, each the set of its mentions."""

    id: str
    text: str
    gold: Mapping[str, list[set[str]]]


def documents(path: Path) -> list[Document]:
    """The documents of a JSONL of templates."""
    made = []
    for row in lines(path):
        try:
            made.append(Document(str(row["id"]), row["text"], {slot: merged(row["templates"], slot) for slot in SLOTS}))
        except (KeyError, TypeError) as error:
            raise CorpusError(f"{path}: a row has no {error}") from error
    return made


def merged(templates: Iterable[Json], slot: str) -> list[set[str]]:
    """The entities of a slot over all templates; groups that share a mention are one."""
    found: list[set[str]] = []
    for template in templates:
        for group in template[slot]:
            mentions = {plain(mention["text"]) for mention in group}
            for other in [f for f in found if f & mentions]:
                mentions |= other
                found.remove(other)
            found.append(mentions)
    return found


def plain(words: str) -> str:
    """Lower case, without articles, small numbers and marks."""
    return " ".join(re.findall(r"[\w-]+", _ARTICLES.sub(" ", words.casefold())))


def head(words: str) -> str:
    """The last word before a preposition, relative clause or mark."""
    core = _TAIL.sub("", words.casefold()).strip() or words
    return (plain(core).split() or [""])[-1]


def slots_of(claims: Iterable[Claim]) -> Fillers:
    """The words that the claims of a document give for each slot."""
    kept = [c for c in claims if c.type in TYPES and c.stance not in (Stance.PROSPECTIVE, Stance.DENIED)]
    hurt = {head(f.words.text) for c in kept if c.type in HURT for f in c.fillers(Role.TARGET) if is_people(f, c.type)}
    found: dict[str, set[str]] = {slot: set() for slot in SLOTS}
    for claim in kept:
        for filler in claim.fillers(Role.ACTOR):
            found["PerpOrg" if is_organisation(filler) else "PerpInd"].add(filler.words.text)
        for filler in claim.fillers(Role.TARGET):
            people = is_people(filler, claim.type) or head(filler.words.text) in hurt
            if not (people and FIGHTERS.search(filler.words.text.casefold())):
                found["Victim" if people else "Target"].add(filler.words.text)
        for filler in claim.fillers(Role.WEAPON):
            found["Weapon"].add(filler.words.text)
    return {slot: {words for words in given if plain(words) not in PRONOUNS} for slot, given in found.items()}


def is_organisation(filler: Filler) -> bool:
    """Whether an actor is called by the name or kind of an organisation."""
    known = isinstance(filler.value, EntityValue) and not filler.value.id.startswith("name:")
    if known and isinstance(filler.value, EntityValue):
        return filler.value.entity_kind is not EntityKind.PERSON
    return bool(ORGANISATION.search(filler.words.text.casefold()))


def is_people(filler: Filler, claim: ClaimType) -> bool:
    """Whether a target is people: by its own words, and where they do not tell, by the type of the claim."""
    words = filler.words.text.casefold()
    if PLACES.search(words):
        return False
    return bool(PEOPLE.search(words)) or claim in (ClaimType.CASUALTIES, ClaimType.DETENTION)


def score(gold: Sequence[set[str]], got: Iterable[str], by_head: bool) -> tuple[int, int, int]:
    """Right, given and expected fillers of one slot; several fillers of one entity count once."""
    key = head if by_head else plain
    expected = [{key(mention) for mention in entity} for entity in gold]
    answers = {key(words) for words in got} - {""}
    right = sum(bool(entity & answers) for entity in expected)
    wrong = sum(not any(answer in entity for entity in expected) for answer in answers)
    return right, right + wrong, len(gold)


def remembered(train: Sequence[Document], documents: Sequence[Document]) -> list[Fillers]:
    """The baseline without a reader: mentions of training fillers that stand in the text as whole words, in their usual slot."""
    usual: dict[str, Counter[str]] = {}
    for document in train:
        for slot in SLOTS:
            for mention in {m for entity in document.gold[slot] for m in entity if m}:
                usual.setdefault(mention, Counter())[slot] += 1
    slot_of = {mention: slots.most_common(1)[0][0] for mention, slots in usual.items()}
    return [_found(f" {plain(document.text)} ", slot_of) for document in documents]


def _found(text: str, slot_of: Mapping[str, str]) -> Fillers:
    found: dict[str, set[str]] = {slot: set() for slot in SLOTS}
    for mention, slot in slot_of.items():
        if f" {mention} " in text:
            found[slot].add(mention)
    return found


def read(documents: Sequence[Document], reader: Reader) -> Iterator[Fillers]:
    """What the reader finds in each document."""
    reports = []
    for document in documents:
        report = make_report(Given(document.text, document.id, id=document.id), InputOptions())
        if not isinstance(report, Report):
            raise CorpusError(f"{document.id}: {report.reason}")
        reports.append(report)
    for reading in read_reports(reports, reader=reader):
        yield slots_of(reading.claims)


def spans(path: Path, data: Path) -> Iterator[Fillers]:
    """What a file of predicted spans gives."""
    rows = read_corpus(data)
    predicted = read_predicted(path, rows)
    for row in rows:
        yield {slot: {row.text[s.start : s.end] for s in predicted[row.id] if s.label == slot} for slot in SLOTS}


def show(name: str, documents: Sequence[Document], fillers: Sequence[Fillers]) -> None:
    """Print a system's part of the table."""
    print(f"  {name}")
    for kind, by_head in (("head", True), ("string", False)):
        columns = {
            slot: [score(d.gold[slot], f[slot], by_head) for d, f in zip(documents, fillers, strict=True)]
            for slot in SLOTS
        }
        together = [
            (sum(g[0] for g in row), sum(g[1] for g in row), sum(g[2] for g in row))
            for row in zip(*columns.values(), strict=True)
        ]
        for slot, groups in (*columns.items(), ("all slots", together)):
            right, got, gold = (sum(g[i] for g in groups) for i in range(3))
            print(
                f"    {kind:<7}{slot:<10} F1 {shown(f1(groups), *interval(groups, f1))}  P {right / got if got else 0:.3f}"
                f"  R {right / gold if gold else 0:.3f}  n={gold}"
            )
        print(f"    {kind:<7}macro      F1 {statistics.fmean(f1(groups) for groups in columns.values()):.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a JSONL of muc4_templates")
    parser.add_argument("--reader", choices=("rules", "model"), action="append", help="default: rules")
    parser.add_argument("--weights", type=Path, help="a folder of other weights for the reader model")
    parser.add_argument("--train", type=Path, help="the training JSONL, for the baseline that remembers it")
    parser.add_argument("--predicted", type=Path, action="append", default=[], help="a file of training.tagger predict")
    args = parser.parse_args()
    try:
        found = documents(args.data)
        print(f"{args.data}: {len(found)} documents, {sum(len(d.gold[s]) for d in found for s in SLOTS)} fillers")
        if args.train:
            show("remembered fillers", found, remembered(documents(args.train), found))
        for name in args.reader or ["rules"]:
            show(f"reader {name}, as it is", found, list(read(found, reader_of(name, args.weights))))
        for path in args.predicted:
            show(f"fine-tuned copy, {path.stem}", found, list(spans(path, args.data)))
    except (CorpusError, SaysoError) as error:
        return stop(str(error))
    print(PUBLISHED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
