"""Sorts the errors of a reader by cause: python -m evaluation.causes [PATH] [--reader model] [--part dev|train|all].

Claims: missed where the sentence gave nothing, another type, or fewer claims of the type; made up where it has no claim, others, or
fewer of the type. Slots of claims that were found: missed or made up, and where the words that people marked stand (in the evidence,
elsewhere in the report), or whether the same words were found with another value.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evaluation import score
from evaluation.gold import Json, chosen, golds_of, predict

_SHARED = 0.3


def _beside(claim: Json, others: Sequence[Json]) -> list[Json]:
    return [o for o in others if score.overlap(claim["evidence"], o["evidence"]) >= _SHARED]


def claim_causes(golds: Sequence[Json], preds: Sequence[Json]) -> Counter[str]:
    """Causes of claims without a partner."""
    pairs = score.align(golds, preds)
    used_g, used_p = {i for i, _ in pairs}, {j for _, j in pairs}
    found: Counter[str] = Counter()
    for mine, used, others, name in ((golds, used_g, preds, "missed"), (preds, used_p, golds, "made up")):
        for at, claim in enumerate(mine):
            if at in used:
                continue
            near = _beside(claim, others)
            same = any(o["type"] == claim["type"] for o in near)
            cause = (
                "fewer of this type beside it" if same else "another type beside it" if near else "nothing beside it"
            )
            found[f"claim {name}: {cause}"] += 1
    return found


def slot_causes(golds: Sequence[Json], preds: Sequence[Json]) -> Counter[str]:
    """Causes of slots of claims with a partner that are not right."""
    found: Counter[str] = Counter()
    for i, j in score.align(golds, preds):
        rows = list(score.pair_slots(golds[i], preds[j]))
        for name, gold, pred in rows:
            if gold is not None and pred is not None:
                continue
            if name == "stance":
                if gold is not None:
                    other = next(p for n, g, p in rows if n == name and g is None)
                    found[f"stance: {gold['is']} taken for {other['is']}"] += 1
                continue
            words = (gold or pred).get("text", "")
            rivals = [p if gold else g for n, g, p in rows if n == name and (g is None) == (gold is not None)]
            if any(score.near(words, rival.get("text", "")) for rival in rivals if rival):
                found[f"{name}: right words, other value" if gold else ""] += 1
            elif gold:
                where = "in the evidence" if words in golds[i]["evidence"] else "elsewhere"
                found[f"{name}: missed, words {where}"] += 1
            else:
                found[f"{name}: made up or other words"] += 1
    found.pop("", None)
    return found


def main() -> int:
    """Print the causes, most frequent first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--reader", default="model")
    parser.add_argument("--part", choices=("dev", "train", "all"))
    args = parser.parse_args()
    files = chosen(args.path, args.part)
    if not files:
        print(f"evaluation.causes: {args.path}: there is no story file; name a folder of JSON stories", file=sys.stderr)
        return 2
    golds, preds = golds_of(files), predict(files, args.reader)
    for causes in (claim_causes, slot_causes):
        total: Counter[str] = Counter()
        for report, claims in golds.items():
            total += causes(claims, preds[report])
        print(f"-- {sum(total.values())} errors")
        for cause, number in total.most_common(30):
            print(f"{number:5} {number / sum(total.values()):5.1%}  {cause}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
