"""What is for tuning and what is held back: gold stories by author folder, never by report, and the cases written by hand."""

import re
from pathlib import Path

GOLD = Path(__file__).resolve().parent.parent / "training" / "gold" / "synthetic"


def stories(part: str, root: Path = GOLD) -> list[Path]:
    """The story files of a part: "train", "dev" or "all".

    Every fifth story of each author, by name, is development; the rest is for training. A story that is added later goes into a
    folder whose name begins with "more-": all of these are for training, so that development stays what it was.
    """
    chosen: list[Path] = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        for index, file in enumerate(sorted(folder.glob("*.json"))):
            is_dev = index % 5 == 2 and not folder.name.startswith("more-")
            if part == "all" or is_dev == (part == "dev"):
                chosen.append(file)
    return chosen


def half_of(case: str) -> str:
    """The half of a case of evaluation/cases, by its number: odd ones are to "tune" on, even ones are "held" back."""
    return "tune" if int(re.sub(r"\D", "", case)) % 2 else "held"
