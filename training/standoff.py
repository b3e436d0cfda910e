"""Annotations of public texts that are kept apart from the texts.

python -m training.standoff --corpora FOLDER --detach STORY... --out FILE   takes the texts out of annotated stories
python -m training.standoff --corpora FOLDER --attach FOLDER [--part dev]   writes stories with their texts, to score a reader on

The texts belong to their corpora and are not part of the project. What is kept here says which characters of which document of a corpus
carry what: every string of an annotated report that stands in its text becomes the offsets [start, end] there (or in the title, with a
third element "title"). `reports` puts text and annotation together again, for whoever has the corpora.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.corpora import lines

Json = dict[str, Any]

FOLDER = Path(__file__).resolve().parent / "gold" / "standoff"
HELD = FOLDER / "held.txt"
"""Ids of the reports that are not learnt from. Of bulletins that repeat each other none is among them."""
LICENCES = {
    "re3d": "OGL 3.0, CC BY-SA 3.0, CC BY 3.0 AU, reuse with the source named, public domain (the sources that allow commercial use)",
    "gum_entities": "CC BY 2.5 (news and interviews from Wikinews), CC BY-SA 3.0 (lives from Wikipedia), a United Nations speech and an "
    "open textbook with the source named, annotated in GUM, CC BY 4.0",
    "geovirus": "CC BY 2.5 (Wikinews)",
    "uner_ewt": "CC BY-SA 4.0",
}
_WORDS = ("evidence", "trigger", "cue", "text")
"""Keys whose strings are words of the report."""


def detached(report: Json) -> Json:
    """An annotated report without its text.

    Raises:
        ValueError: where words of the annotation do not stand in the report.
    """
    return {
        "corpus": report["corpus"],
        "id": report["id"],
        "sha256": _digest(report["text"]),
        "outlet": report["outlet"],
        "published": report["published"],
        "claims": [_without(claim, report, None) for claim in report["claims"]],
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _without(value: Any, report: Json, near: "tuple[int, int] | None") -> Any:
    if isinstance(value, list):
        return [_without(item, report, near) for item in value]
    if not isinstance(value, dict):
        return value
    made = {}
    if isinstance(value.get("evidence"), str):
        made["evidence"] = _at(value["evidence"], report, None)
        near = (made["evidence"][0], made["evidence"][1]) if len(made["evidence"]) == 2 else None
    for key, item in value.items():
        if key not in made:
            is_words = key in _WORDS and isinstance(item, str)
            made[key] = _at(item, report, near) if is_words else _without(item, report, near)
    return made


def _at(words: str, report: Json, near: "tuple[int, int] | None") -> list[Any]:
    """Where the words stand: in the evidence if they do, else their first place in the text or the title."""
    text, title = report["text"], report.get("title") or ""
    inside = text.find(words, *near) if near else -1
    at = inside if inside >= 0 else text.find(words)
    if at >= 0:
        return [at, at + len(words)]
    at = title.find(words)
    if at < 0:
        raise ValueError(f"{report['id']}: {words!r} is not in the report")
    return [at, at + len(words), "title"]


def attached(row: Json, text: str, title: str) -> Json:
    """The report of a row, as a story has it.

    Raises:
        ValueError: where the text is not the one that was annotated.
    """
    if _digest(text) != row["sha256"]:
        raise ValueError(f"{row['corpus']} {row['id']}: the text is not the one that was annotated")

    def whole(value: Any, key: str = "") -> Any:
        if key in _WORDS and isinstance(value, list):
            part = title if len(value) == 3 else text
            return part[value[0] : value[1]]
        if isinstance(value, list):
            return [whole(item) for item in value]
        return {k: whole(v, k) for k, v in value.items()} if isinstance(value, dict) else value

    claims = [whole(claim) for claim in row["claims"]]
    return {**row, "style": "real", "title": title, "text": text, "claims": claims}


def reports(corpora: Path, part: str = "train") -> Iterator[Json]:
    """The annotated reports of a part, "train", "dev" or "all", with their texts from the corpora."""
    texts: dict[str, dict[str, Json]] = {}
    held = set(HELD.read_text(encoding="utf-8").split())
    for file in sorted(FOLDER.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if part != "all" and (row["id"] in held) != (part == "dev"):
                continue
            known = texts.setdefault(row["corpus"], {})
            if not known:
                known |= {r["id"]: r for r in _rows(corpora / row["corpus"])}
            document = known[row["id"]]
            yield attached(row, document["text"], _title(document))


def _title(document: Json) -> str:
    """The title where the corpus has it apart from the text."""
    title = document.get("title") or ""
    return "" if document["text"].lstrip().startswith(title) else title


def _rows(folder: Path) -> Iterator[Json]:
    """The documents of a corpus that are open to annotation: its train files, then its dev files."""
    for part in ("train", "dev"):
        for file in sorted(folder.glob(f"{part}.jsonl*")):
            yield from lines(file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Detach annotated reports from their texts, or attach them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--detach", type=Path, nargs="+", default=[], help="story files")
    parser.add_argument("--out", type=Path, help="where the detached annotations go")
    parser.add_argument("--attach", type=Path, help="folder for the stories with their texts; not one of the project")
    parser.add_argument("--part", default="dev", choices=("train", "dev", "all"))
    args = parser.parse_args(arguments)
    if bool(args.attach) == bool(args.detach and args.out):
        parser.error("give --attach FOLDER, or --detach STORY... with --out FILE")
    if args.attach:
        args.attach.mkdir(parents=True, exist_ok=True)
        for report in reports(args.corpora, args.part):
            story = {"story": report["id"], "events": [], "reports": [report]}
            (args.attach / f"{report['id'][:80]}.json").write_text(
                json.dumps(story, ensure_ascii=False), encoding="utf-8"
            )
        return 0
    lines_out = []
    known: dict[str, dict[str, Json]] = {}
    for file in args.detach:
        for report in json.loads(file.read_text(encoding="utf-8"))["reports"]:
            corpus = report["corpus"] = report.get("corpus") or _corpus_of(report["id"])
            texts = known.setdefault(corpus, {r["id"]: r for r in _rows(args.corpora / corpus)})
            report["text"], report["title"] = texts[report["id"]]["text"], _title(texts[report["id"]])
            lines_out.append(json.dumps(detached(report), ensure_ascii=False))
    args.out.write_text("\n".join(sorted(lines_out)) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(lines_out)} reports")
    return 0


def _corpus_of(report: str) -> str:
    starts = {"GUM_": "gum_entities", "geovirus-": "geovirus"}
    named = next((corpus for start, corpus in starts.items() if report.startswith(start)), None)
    return named or ("re3d" if report.isalnum() else "uner_ewt")


if __name__ == "__main__":
    sys.exit(main())
