"""Writes stories from a short form: python -m training.short FILE... --out FOLDER.

The short form is a text file that a person writes by hand, one story a file; the manual is docs/how-to/write-stories.md. What it says
in few words becomes the JSON of the guidelines (training/gold/GUIDELINES.md): each claim's evidence is the sentence that holds its
trigger, and each mention must stand in the report.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.check import KINDS, MODS, ROLES, STANCES, TYPES, faults

from sayso.text.sentences import sentences

Json = dict[str, Any]
_FIGURE = re.compile(
    r"^(?P<text>.+?)\s*=\s*(?P<mod>\w+)\s+(?P<numbers>[-\d.,]*)\s*(?P<unit>[^/;]+?)\s*(?:/\s*(?P<per>\w+)\s*)?(?:;\s*(?P<of>.+))?$"
)
_CLAIM = re.compile(
    r"^(?P<type>\w+)\s+(?P<event>e\d+)\s+(?P<stance>\w+)\s*\|\s*(?P<trigger>[^|]+?)\s*(?:\|(?P<rest>.*))?$"
)


class ShortError(ValueError):
    """A line that cannot be read; says which and why."""


def story(name: str, written: str) -> Json:
    """The story that the short form tells.

    Raises:
        ShortError: for a line that is no event, report or claim, or a word that does not stand in its report.
    """
    made: Json = {"story": name, "events": [], "reports": []}
    head, *reports = re.split(r"(?m)^report ", written)
    for line in filter(None, map(str.strip, head.splitlines())):
        made["events"].append(_event(line))
    for number, part in enumerate(reports):
        made["reports"].append(_report(f"{name}-{chr(ord('a') + number)}", part))
    if not made["reports"]:
        raise ShortError("no line begins with 'report '")
    return made


def _event(line: str) -> Json:
    parts = [p.strip() for p in line.removeprefix("event ").split("|")]
    if not line.startswith("event e") or len(parts) != 6:
        raise ShortError(f"no event (event e1 | type | time | place | country | summary): {line!r}")
    return {
        key: value
        for key, value in zip(("id", "type", "time", "place", "country", "summary"), parts, strict=True)
        if value
    }


def _report(number: str, part: str) -> Json:
    head, _, rest = part.partition("\n")
    fields = [p.strip() for p in head.split("|")]
    body, cut, claims = rest.partition("\nclaims:")
    title, _, text = body.strip().partition("\n")
    if len(fields) != 3 or not cut or not title.startswith("title:"):
        raise ShortError(
            f"{number}: a report is 'report outlet | date | style', 'title: …', the text, 'claims:' and its claims"
        )
    made: Json = {
        "id": number, "outlet": fields[0], "published": fields[1], "style": fields[2],
        "title": title.removeprefix("title:").strip(), "text": text.strip(), "claims": [],
    }  # fmt: skip
    last = 0
    for line in filter(None, map(str.strip, claims.splitlines())):
        try:
            claim, last = _claim(line, made, last)
        except ShortError as error:
            raise ShortError(f"{number}: {error}, in: {line}") from None
        made["claims"].append(claim)
    return made


def _claim(line: str, report: Json, last: int) -> tuple[Json, int]:
    """The claim of a line, and where its trigger stands; a trigger is looked for from the last claim's on."""
    found = _CLAIM.match(line)
    if not found:
        raise ShortError("no claim (type event stance | trigger | …)")
    for value, known in ((found["type"], TYPES), (found["stance"], STANCES)):
        if value not in known:
            raise ShortError(f"{value!r} is none of {', '.join(sorted(known))}")
    fields = [tuple(p.strip() for p in f.partition(":")[::2]) for f in (found["rest"] or "").split("|") if f.strip()]
    near = next((value for key, value in fields if key == "in"), "")
    evidence, at = _evidence(found["trigger"], near, report, last)
    claim: Json = {
        "type": found["type"], "event": found["event"], "evidence": evidence, "trigger": found["trigger"], "roles": {},
        "stance": found["stance"],
    }  # fmt: skip
    body = report["title"] + "\n\n" + report["text"]
    for key, value in fields:
        if key == "in":
            continue
        if key == "cue":
            claim["cue"] = _standing(value, body)
        elif key == "figure":
            claim["figure"] = _figure(value, body)
        elif key == "source":
            claim.setdefault("sources", []).extend(_source(v, body) for v in value.split(" + "))
        elif key in ROLES:
            claim["roles"].setdefault(key, []).extend(_filler(v, body, key) for v in value.split(" + "))
        else:
            raise ShortError(f"{key!r} is no field; those are in, cue, figure, source and {', '.join(sorted(ROLES))}")
    return claim, at


def _evidence(trigger: str, near: str, report: Json, last: int) -> tuple[str, int]:
    """The sentence that holds the trigger, and where it stands; the title where near says so."""
    title, text = report["title"], report["text"]
    if near == "title":
        if trigger not in title:
            raise ShortError(f"{trigger!r} is not in the title")
        return title, last
    told = [(text[s.start : s.end], s.start) for s in sentences(text)]
    holding = [(words, start) for words, start in told if _has(trigger, words) and near in words]
    if not holding:
        raise ShortError(f"no sentence holds {trigger!r}" + (f" and {near!r}" if near else ""))
    return next((one for one in holding if one[1] >= last), holding[0])


def _has(words: str, where: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", where) is not None


def _standing(words: str, body: str) -> str:
    if not _has(words, body):
        raise ShortError(f"{words!r} does not stand in the report")
    return words


def _filler(value: str, body: str, role: str) -> Json:
    words, _, name = (p.strip() for p in value.partition(" = "))
    country = re.search(r"\s*@([A-Z]{2})$", name or words)
    if country:
        if name:
            name = name[: country.start()]
        else:
            words = words[: country.start()]
    if role == "time" and not name:
        raise ShortError(f"the time {words!r} needs a value: words = 2024-05-11")
    filler: Json = {"text": _standing(words, body), "is": name or words}
    return filler | ({"country": country[1]} if country else {})


def _source(value: str, body: str) -> Json:
    found = re.match(r"^(?P<text>.+?)(?:\s+=\s+(?P<name>.+?))?\s*\((?P<kind>\w+)\)$", value.strip())
    if not found or found["kind"] not in KINDS:
        raise ShortError(f"a source is words = name (kind), kind one of {', '.join(sorted(KINDS))}: {value!r}")
    return {"text": _standing(found["text"], body), "is": found["name"] or found["text"], "kind": found["kind"]}


def _figure(value: str, body: str) -> Json:
    found = _FIGURE.match(value)
    if not found or found["mod"] not in MODS:
        raise ShortError(f"a figure is words = mod numbers unit [/ per] [; of]: {value!r}")
    numbers = [None if n == "" else float(n) if "." in n else int(n) for n in found["numbers"].split(",")]
    low = high = best = None
    match found["mod"], numbers:
        case ("exact", [number]):
            low = high = best = number
        case ("about", [number]):
            best = number
        case ("at_least", [number]):
            low = best = number
        case ("at_most", [number]):
            high = best = number
        case ("range", [first, second]):
            low, high = first, second
        case ("vague", [None]):
            pass
        case _:
            raise ShortError(f"{found['mod']} goes with one number, range with two and vague with none: {value!r}")
    made: Json = {
        "text": _standing(found["text"], body), "low": low, "high": high, "best": best, "mod": found["mod"],
        "unit": found["unit"],
    }  # fmt: skip
    return made | ({"per": found["per"]} if found["per"] else {}) | ({"of": found["of"]} if found["of"] else {})


def unclaimed(made: Json) -> Iterator[str]:
    """Sentences from which no claim is taken, and numbers that no figure holds: to be looked at once more."""
    for report in made["reports"]:
        held = {c["evidence"] for c in report["claims"]}
        figures = " ".join(c["figure"]["text"] for c in report["claims"] if "figure" in c)
        for span in sentences(report["text"]):
            words = report["text"][span.start : span.end]
            if words not in held:
                yield f"{report['id']}: no claim: {words}"
            for number in re.findall(r"(?<![\w.,-])\d[\d,.]*\d|(?<![\w.,-])\d(?!\w)", words):
                if number not in figures and not re.fullmatch(r"(19|20)\d\d", number):
                    yield f"{report['id']}: number in no figure: {number} in {words[:90]}"


def main() -> int:
    """Write the JSON of each file; 1 where one has a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quiet", action="store_true", help="leave out the list of sentences without a claim")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    bad = 0
    for path in args.files:
        try:
            made = story(path.stem, path.read_text(encoding="utf-8"))
            found = [f"{where}: {what}" for where, what in faults(made)]
        except ShortError as error:
            found = [str(error)]
        for fault in found:
            print(f"{path}: {fault}")
        if found:
            bad += 1
            continue
        if not args.quiet:
            for line in unclaimed(made):
                print(line)
        (args.out / f"{path.stem}.json").write_text(
            json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        print(f"{path.stem}: {len(made['reports'])} reports, {sum(len(r['claims']) for r in made['reports'])} claims")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
