"""Event mentions of ECB+ and what a pair of them is compared by: words, lemmas, what stands in the sentence, tf-idf of documents.

Rows are {topic, subtopic, doc_id, tokens, sentences: [{n, start, end}], checked_sentences, mentions: [{start, end, cluster, type}]},
offsets in tokens. As in published scores, only the checked sentences count, and mentions of the types ACTION_* and NEG_ACTION_*; those of
people, places and times in the same sentence are the arguments, by their words alone: gold clusters and types are not looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.corpora import CorpusError, lines

Json = dict[str, Any]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
KINDS = {"HUMAN": "who", "NON": "what", "LOC": "where", "TIME": "when"}
"""The first part of a mention's type, and the kind of argument that it is."""
WINDOW = 8
_LIGHT = frozenset(
    """a an the to of in on at by for from with up out off over down into as and or that this it its be is are was were been being
    have has had do does did will would can could may might not no he she they his her their there""".split()
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in """shot:shoot slain:slay slew:slay said:say won:win beat:beat beaten:beat struck:strike stricken:strike hit:hit died:die
    dying:die death:die deaths:die dead:die took:take taken:take gave:give given:give fell:fall fallen:fall felt:feel
    found:find fought:fight fled:flee flew:fly flown:fly went:go gone:go got:get held:hold kept:keep knew:know known:know
    laid:lay led:lead left:leave lost:lose made:make meant:mean met:meet paid:pay ran:run rose:rise risen:rise saw:see
    seen:see sent:send set:set shook:shake shaken:shake sold:sell sought:seek spoke:speak spoken:speak stole:steal
    stolen:steal stood:stand swept:sweep swore:swear sworn:swear taught:teach told:tell thought:think threw:throw
    thrown:throw underwent:undergo wore:wear wrote:write written:write broke:break broken:break brought:bring bought:buy
    built:build burnt:burn came:come caught:catch chose:choose chosen:choose cut:cut dealt:deal drew:draw drove:drive
    began:begin begun:begin became:become arose:arise bit:bite blew:blow murderer:murder killer:kill killing:kill
    shooting:shoot murder:murder acquisition:acquire arrest:arrest resignation:resign announcement:announce
    replacement:replace attack:attack injuries:injure injury:injure wounded:wound sentencing:sentence robbery:rob
    escapee:escape collision:collide explosion:explode departure:depart arrival:arrive""".split()
)


@dataclass(frozen=True)
class Mention:
    """One event mention: its document and sentence (rows), its place, lemmas and head, and the lemmas of what stands around it."""

    id: str
    topic: str
    subtopic: str
    cluster: str
    document: int
    sentence: int
    number: int
    start: int
    lemmas: frozenset[str]
    head: str
    arguments: Mapping[str, frozenset[str]]
    before: frozenset[str]
    after: frozenset[str]
    window: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The mentions of a part of the corpus, and the lemmas of its documents and checked sentences."""

    mentions: tuple[Mention, ...]
    documents: tuple[tuple[str, ...], ...]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def gold(self) -> dict[str, str]:
        """The cluster of each mention."""
        return {mention.id: mention.cluster for mention in self.mentions}


def lemma(word: str) -> str:
    """A word without its commonest English endings; verbs and nouns of the same act that rules do not reach by a table."""
    w = word.casefold()
    if w in _IRREGULAR:
        return _IRREGULAR[w]
    for ending, put in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        stem = w[: len(w) - len(ending)]
        if w.endswith(ending) and len(stem) > 2 and not w.endswith(("ss", "us", "is")):
            w = stem + put
            if ending in ("ing", "ed") and len(w) > 3 and w[-1] == w[-2] and w[-1] not in "sl":
                w = w[:-1]
            break
    return w.removesuffix("e") if len(w) > 3 else w


def read_part(path: Path) -> Part:
    """The event mentions of a file.

    Raises:
        CorpusError: where a row lacks what it needs.
    """
    mentions: list[Mention] = []
    documents: list[tuple[str, ...]] = []
    sentences: list[tuple[str, ...]] = []
    for row in lines(path):
        try:
            words = [lemma(token) for token in row["tokens"]]
            documents.append(tuple(words))
            checked = set(row["checked_sentences"])
            for sentence in row["sentences"]:
                if sentence["n"] in checked:
                    sentences.append(tuple(words[sentence["start"] : sentence["end"]]))
                    mentions += _mentions(row, sentence, words, len(documents) - 1, len(sentences) - 1)
        except (KeyError, TypeError, IndexError) as error:
            raise CorpusError(f"{path}: a row lacks or spoils {error}") from error
    if not mentions:
        raise CorpusError(f"{path}: there is no event mention in a checked sentence")
    return Part(tuple(mentions), tuple(documents), tuple(sentences))


def _mentions(row: Json, sentence: Json, words: Sequence[str], document: int, at: int) -> Iterable[Mention]:
    first, last = sentence["start"], sentence["end"]
    here = [m for m in row["mentions"] if first <= m["start"] and m["end"] <= last]
    around = [(KINDS[kind], m) for m in here if (kind := m["type"].split("_")[0]) in KINDS]
    for m in here:
        if "ACTION" not in m["type"].split("_")[:2]:
            continue
        own = words[m["start"] : m["end"]]
        telling = [w for w in own if w not in _LIGHT] or own
        people = [(o["start"] - m["start"], _lemmas(words, o)) for kind, o in around if kind in ("who", "what")]
        yield Mention(
            id=f"{row['doc_id']}/{m['start']}-{m['end']}/{m['cluster']}",
            topic=row["topic"],
            subtopic=row["subtopic"],
            cluster=m["cluster"],
            document=document,
            sentence=at,
            number=sentence["n"],
            start=m["start"],
            lemmas=frozenset(telling),
            head=telling[-1],
            arguments={
                kind: frozenset().union(*(_lemmas(words, o) for k, o in around if k == kind)) for kind in KINDS.values()
            },
            before=max(((d, found) for d, found in people if d < 0), key=lambda p: p[0], default=(0, frozenset()))[1],
            after=min(((d, found) for d, found in people if d > 0), key=lambda p: p[0], default=(0, frozenset()))[1],
            window=tuple(words[max(first, m["start"] - WINDOW) : min(last, m["end"] + WINDOW)]),
        )


def _lemmas(words: Sequence[str], mention: Json) -> frozenset[str]:
    return frozenset(w for w in words[mention["start"] : mention["end"]] if w not in _LIGHT and w.isalnum())


class Comparison:
    """What the mentions of one part are compared by, all in matrices."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.count = len(part.documents)
        self.occurs = Counter(word for document in part.documents for word in set(document))
        self.weights = {word: log((self.count + 1) / (n + 0.5)) for word, n in self.occurs.items()}
        self.documents = self._alike(part.documents)
        self.sentences = self._alike(part.sentences)
        self.windows = self._alike([m.window for m in part.mentions])
        np.fill_diagonal(self.documents, 0)
        self.nearest = self.documents.max(axis=1)
        np.fill_diagonal(self.documents, 1)
        self.document = np.array([m.document for m in part.mentions])
        self.sentence = np.array([m.sentence for m in part.mentions])

    def rarity(self, words: Iterable[str]) -> float:
        """The sum over the words of the logarithm of one document in how many has it."""
        return sum(self.weights[word] for word in words)

    def _alike(self, texts: Sequence[Sequence[str]]) -> Floats:
        """The cosine of the tf-idf vectors of every two texts; words of one document alone are left out."""
        place = {word: at for at, word in enumerate(w for w, n in self.occurs.items() if n > 1 and w not in _LIGHT)}
        found = np.zeros((len(texts), len(place)), np.float32)
        for at, text in enumerate(texts):
            for word, count in Counter(w for w in text if w in place).items():
                found[at, place[word]] = (1 + log(count)) * self.weights[word]
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
        alike: Floats = found @ found.T
        return alike

    def pairs(self, least: float) -> tuple[Ints, Ints]:
        """The pairs of mentions whose documents are alike by at least so much."""
        first, second = np.triu_indices(len(self.part.mentions), 1)
        kept = self.documents[self.document[first], self.document[second]] >= least
        return first[kept], second[kept]

    def features(self, first: Ints, second: Ints, odds: Mapping[tuple[str, str], float]) -> Floats:
        """The features of each pair, pairs in rows; odds tells how often two heads are one event in training."""
        mentions = self.part.mentions
        d, e = self.document[first], self.document[second]
        alike = self.documents[d, e]
        matrices = [
            alike,
            alike / np.maximum(np.minimum(self.nearest[d], self.nearest[e]), 1e-3),
            self.sentences[self.sentence[first], self.sentence[second]],
            self.windows[first, second],
            (d == e).astype(np.float32),
        ]
        single = [
            self._pair(mentions[a], mentions[b], odds) for a, b in zip(first.tolist(), second.tolist(), strict=True)
        ]
        return np.column_stack([*matrices, np.array(single, np.float32)])

    def _pair(self, a: Mention, b: Mention, odds: Mapping[tuple[str, str], float]) -> tuple[float, ...]:
        lemmas = a.lemmas & b.lemmas
        return (
            a.head == b.head,
            len(lemmas) / min(len(a.lemmas), len(b.lemmas)),
            len(a.lemmas) + len(b.lemmas),
            _dice(a.head, b.head),
            min(self.weights[a.head], self.weights[b.head]),
            max((self.weights[w] for w in lemmas), default=0.0),
            odds.get((min(a.head, b.head), max(a.head, b.head)), np.nan),
            *(self._shared(a.arguments[kind], b.arguments[kind]) for kind in KINDS.values()),
            self._shared(a.before, b.before),
            self._shared(a.after, b.after),
            self._shared(a.before, b.after) + self._shared(a.after, b.before),
            self._shared(a.lemmas | a.before | a.after, b.lemmas | b.before | b.after),
            (a.head in b.window) + (b.head in a.window),
            abs(a.number - b.number) if a.document == b.document else -1,
            abs(a.start - b.start) if a.document == b.document else -1,
            min(a.number, b.number),
        )

    def _shared(self, a: frozenset[str], b: frozenset[str]) -> float:
        """The share of the rarity of the lesser set that the other has; below 0 where one is empty."""
        if not a or not b:
            return -1.0
        return self.rarity(a & b) / max(min(self.rarity(a), self.rarity(b)), 1e-6)


@cache
def _dice(a: str, b: str) -> float:
    x, y = ({f" {w} "[i : i + 3] for i in range(len(w))} for w in (a, b))
    return 2 * len(x & y) / max(1, len(x) + len(y))


def head_odds(mentions: Sequence[Mention], first: Ints, second: Ints) -> dict[tuple[str, str], float]:
    """The log-odds that two different heads tell of one event, over the pairs; rare ones are drawn to one in twenty."""
    seen: Counter[tuple[str, str]] = Counter()
    same: Counter[tuple[str, str]] = Counter()
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        one, two = mentions[a], mentions[b]
        key = min(one.head, two.head), max(one.head, two.head)
        seen[key] += 1
        same[key] += one.cluster == two.cluster
    return {key: log((same[key] + 0.5) / (n - same[key] + 9.5)) for key, n in seen.items() if n > 2}
