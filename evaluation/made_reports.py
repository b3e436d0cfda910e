"""Reports made from templates, for measuring speed. They mean nothing, and no score is measured on them."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

_PLACES = ("Kherson", "Goma", "El Fasher", "Idlib", "Mekelle", "Gao", "Sittwe", "Kharkiv", "Hodeidah", "Maiduguri")
_VOICES = ("the defence ministry", "the governor", "a hospital official", "the police", "two residents", "the army")
_TEMPLATES = (
    "At least {n} people were killed and {m} wounded when shells hit a market in {place} on {day}, {voice} said.",
    "According to {voice}, {n} drones were shot down near {place} during the night.",
    "The army denied that its aircraft had bombed {place}, and {voice} called the report a lie.",
    "About {k} soldiers were deployed to {place} since early October, {voice} added.",
    "Roads around {place} stayed closed, and the council met to speak of water, bread and the school year.",
    "Some {k} families fled {place} after rebels captured two villages to the north of the town.",
    "{voice} said that {n} fighters were detained in {place} last week and would be tried.",
    "The market opens again on {day}, traders told the paper, and the buses run as they did before the rains.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def made_text(words: int, seed: int) -> str:
    """A text of about so many words, the same for the same seed."""
    rng = random.Random(seed)
    sentences: list[str] = []
    count = 0
    while count < words:
        sentence = rng.choice(_TEMPLATES).format(
            n=rng.randint(2, 60), m=rng.randint(2, 90), k=rng.randint(2, 40) * 100, place=rng.choice(_PLACES),
            day=rng.choice(_DAYS), voice=rng.choice(_VOICES),
        )  # fmt: skip
        sentences.append(sentence[0].upper() + sentence[1:])
        count += len(sentence.split())
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def made_rows(number: int, words: int) -> Iterator[dict[str, str]]:
    """Rows of an input file: so many reports of about so many words."""
    for at in range(number):
        day = f"2024-{at % 12 + 1:02}-{at % 28 + 1:02}"
        yield {"id": f"made-{at}", "outlet": f"Outlet {at % 40}", "published": day, "text": made_text(words, at)}


def write_rows(path: Path, number: int, words: int) -> None:
    """Write the rows as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for row in made_rows(number, words):
            file.write(json.dumps(row) + "\n")
