"""The mean of the weights of several runs: python -m training.average --out FILE WEIGHTS WEIGHTS...

Runs that go on from the same weights with other seeds, and the weights of a run after several epochs, lie near each other, and the
mean of them reads as well as the best of them or better (Wortsman et al., Model soups, ICML 2022, arXiv 2203.05482). The network stays
as large and as fast as one.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch


def mean_of(states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The state whose weights are the means of the states' weights, with the settings of the first and what each is.

    Raises:
        ValueError: where there is none, or their weights do not have the same names and shapes.
    """
    if not states:
        raise ValueError("there are no weights to take the mean of")
    first, *others = (state["weights"] for state in states)
    for other in others:
        if {k: v.shape for k, v in first.items()} != {k: v.shape for k, v in other.items()}:
            raise ValueError("the weights are not of the same network: their names or shapes differ")
    weights = {name: torch.stack([s["weights"][name].float() for s in states]).mean(0) for name in first}
    settings = dict(states[0]["settings"]) | {"mean_of": [_told(state) for state in states]}
    return {"weights": weights, "epoch": int(states[0]["epoch"]), "settings": settings}


def _told(state: dict[str, Any]) -> str:
    settings = state["settings"]
    return (
        f"version {settings['shipped']}"
        if "shipped" in settings
        else f"seed {settings['seed']}, epoch {state['epoch']}"
    )


def main() -> int:
    """Read the runs' weights, write their mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+", help="weights.pt of each run")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    try:
        torch.save(mean_of([torch.load(path, weights_only=True) for path in args.weights]), args.out)
    except (OSError, ValueError) as error:
        print(f"training.average: {error}", file=sys.stderr)
        return 2
    print(f"{args.out}: the mean of {len(args.weights)} runs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
