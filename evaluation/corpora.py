"""Public corpora of labelled spans, as the benches and the fine-tunes for them read them.

A corpus is a JSONL file, plain or gzip, with rows of id, text and one of: spans ({start, end, label}); attributions whose source,
cue and content are lists of [start, end]; templates whose slots hold entities with mentions. Tokens, where given, are words of a
text joined by blanks, or [start, end]. Predictions are JSONL rows of id and spans.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sayso.reader.base import Reader
from sayso.reader.model import ModelReader
from sayso.run.read import make_reader

Json = dict[str, Any]
PARTS = ("source", "cue", "content")
"""The spans of an attribution."""
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
"""The slots of a MUC-4 template that are filled with words."""


class Labelled(NamedTuple):
    """Characters start to end of a text, with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Row:
    """One text of a corpus with its gold spans, each once; tokens where the corpus has its own."""

    id: str
    text: str
    spans: frozenset[Labelled]
    tokens: tuple[tuple[int, int], ...] = ()


class CorpusError(Exception):
    """A file is not what a bench needs."""


def lines(path: Path) -> Iterator[Json]:
    """The rows of a JSONL file as they are.

    Raises:
        CorpusError: where the file is missing or a line is no JSON object.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line) if line.strip() else {}
                if not isinstance(row, dict):
                    raise CorpusError(f"{path}, line {number}: not a JSON object")
                if row:
                    yield row
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CorpusError(f"{path}: {error}") from error


def read_corpus(path: Path) -> list[Row]:
    """The rows of a corpus of spans or attributions.

    Raises:
        CorpusError: where a row lacks what it needs, or a span lies outside of its text.
    """
    return [_row(row, path) for row in lines(path)]


def _row(row: Json, path: Path) -> Row:
    try:
        text = row["text"]
        spans = frozenset(labelled(row))
        tokens = tuple(_tokens(row.get("tokens") or (), text))
        name = str(row["id"])
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}: a row lacks or spoils {error}") from error
    if any(not 0 <= start < end <= len(text) for start, end, _ in spans):
        raise CorpusError(f"{path}: a span of {name} lies outside of its text")
    return Row(name, text, spans, tokens)


def labelled(row: Json) -> Iterator[Labelled]:
    """The spans of a row as it stands in the file, or of its attributions or templates."""
    if "attributions" in row:
        for attribution in row["attributions"]:
            for part in PARTS:
                yield from (Labelled(start, end, part) for start, end in _joined(attribution[part], row["text"]))
    elif "templates" in row:
        for template in row["templates"]:
            for slot in SLOTS:
                yield from (Labelled(m["start"], m["end"], slot) for entity in template[slot] for m in entity)
    else:
        yield from (Labelled(span["start"], span["end"], span["label"]) for span in row["spans"])


def _joined(pieces: Iterable[Sequence[int]], text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a span with breaks; two that only blanks keep apart are one, as they are for tags on tokens."""
    last: tuple[int, int] | None = None
    for start, end in sorted((p[0], p[1]) for p in pieces):
        if last and not text[last[1] : start].strip(" "):
            last = last[0], end
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _tokens(tokens: Sequence[Any], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for token in tokens:
        if isinstance(token, str):
            start = text.index(token, at)
            at = start + len(token)
            yield start, at
        else:
            yield token[0], token[1]


def read_predicted(path: Path, rows: Sequence[Row]) -> dict[str, frozenset[Labelled]]:
    """Predicted spans by the ids of the rows; a row without a prediction is a fault, since it would count as "nothing there".

    Raises:
        CorpusError: where the file misses a row.
    """
    found = {str(row["id"]): frozenset(labelled(row)) for row in lines(path)}
    missing = [row.id for row in rows if row.id not in found]
    if missing:
        raise CorpusError(f"{path} has no row for {missing[0]} and {len(missing) - 1} more; make it from the same file")
    return found


def counts(
    rows: Iterable[Row], predicted: Mapping[str, frozenset[Labelled]], label: str | None = None
) -> list[tuple[int, int, int]]:
    """For each row: exact spans that are right, spans predicted, spans in gold; of one label or of all."""
    made = []
    for row in rows:
        gold = {s for s in row.spans if label in (None, s.label)}
        got = {s for s in predicted[row.id] if label in (None, s.label)}
        made.append((len(gold & got), len(got), len(gold)))
    return made


def reader_of(name: str, weights: Path | None) -> Reader:
    """The reader of a name; the reader model with other weights than the package's where a folder is given."""
    return ModelReader(weights) if name == "model" and weights else make_reader(name)


def stop(text: str) -> int:
    """Say what is wrong; the exit status that goes with it."""
    print(text, file=sys.stderr)
    return 2
