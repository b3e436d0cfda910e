"""Which claims of one unit are one figure: groups of people and kinds of things that an event counts side by side are kept apart.

Groups apart are never compared with each other: "12 soldiers" and "30 civilians" are no dispute, and neither replaces the other.
A figure without a group is that of the only group of the event, save where soldiers, police and the like can be some of it:
"12 soldiers" beside "42 people".
"""

from collections import defaultdict
from collections.abc import Sequence

from sayso.link.counted import ALL, CIVIL_PARTS, CIVILIANS, PEOPLE, by_country_only, part_of_people
from sayso.link.series import Row, enemies, set_aside


def by_group(rows: Sequence[Row], unit: str) -> dict[str, list[Row]]:
    """The rows of one unit by whom or what they count, with parts and new losses marked."""
    parts = [part_of_people(row.claim) if unit in PEOPLE else None for row in rows]
    labels = _of_wholes(rows, _with_sides([row.group for row in rows]))
    labels = _of_parts(labels, parts, rows)
    named = set(labels) - {ALL}
    found: dict[str, list[int]] = defaultdict(list)
    single = len(named) == 1 and not _apart(rows, labels)
    for i, label in enumerate(labels):
        found[ALL if single else label].append(i)
    return {group: _marked([rows[i] for i in held], [parts[i] for i in held]) for group, held in found.items()}


def can_be_part(some: Row, whole: Row) -> bool:
    """Whether the first counts a group that can be among all whom the second counts: "12 soldiers" among "42 people".

    Civilians cannot, because "people" is said for them as well; nor can what an enemy counts, whose figures are of one thing;
    nor what the same voice says has grown to the second.
    """
    if some.group in (ALL, CIVILIANS) or whole.group != ALL or some.claim.figure is None:
        return False
    if some.claim.figure.unit not in PEOPLE or by_country_only(some.group) or enemies(some, whole):
        return False
    if some.origin.name == whole.origin.name and whole.wording.grown:
        return False
    return some.upper is not None and whole.lower is not None and some.upper < whole.lower


def _apart(rows: Sequence[Row], labels: Sequence[str]) -> bool:
    """Whether every figure of the event's only group can be a part of every figure without one."""
    some = [row for row, label in zip(rows, labels, strict=True) if label != ALL and row.counts]
    whole = [row for row, label in zip(rows, labels, strict=True) if label == ALL and row.counts and not _within(row)]
    return bool(some and whole) and all(can_be_part(a, b) for a in some for b in whole)


def _with_sides(labels: Sequence[str]) -> list[str]:
    """The labels with "soldiers" as those of the only side that the event names beside it, and one country's people as all."""
    sides: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        head, _, side = label.partition(" ")
        if side:
            sides[head].add(label)
    only = [next(iter(sides[label])) if len(sides.get(label, ())) == 1 else label for label in labels]
    nations = {label for label in only if by_country_only(label)}
    return [ALL if len(nations) == 1 and label in nations else label for label in only]


def _of_wholes(rows: Sequence[Row], labels: Sequence[str]) -> list[str]:
    """The labels with "including 3 officers" as those of the whole that its report gives it: a part is of that group."""
    wholes = {
        (row.claim.report_id, row.claim.figure.words.text): label
        for row, label in zip(rows, labels, strict=True)
        if row.claim.figure and not _within(row)
    }
    return [
        wholes.get((row.claim.report_id, (row.claim.figure and row.claim.figure.part_of) or ""), label)
        for row, label in zip(rows, labels, strict=True)
    ]


def _of_parts(labels: Sequence[str], parts: Sequence[str | None], rows: Sequence[Row]) -> list[str]:
    """The labels with children and other parts as groups of their own where nobody counts all people.

    Children and the old are civilians where civilians are counted.
    """
    if any(
        label == ALL and part is None and not _within(row) for label, part, row in zip(labels, parts, rows, strict=True)
    ):
        return list(labels)
    civil = CIVILIANS in labels
    return [
        (CIVILIANS if civil and part in CIVIL_PARTS else part) if label == ALL and part else label
        for label, part in zip(labels, parts, strict=True)
    ]


def _within(row: Row) -> bool:
    """Whether the row says itself that it is some of a larger figure."""
    return row.claim.figure is not None and bool(row.claim.figure.part_of)


def _marked(rows: Sequence[Row], nouns: Sequence[str | None]) -> list[Row]:
    """The rows with those marked that count a part of what others count: "including 3 children", or children beside people."""
    whole = any(noun is None for noun in nouns) or len(set(nouns)) > 1
    return set_aside(
        rows, [_within(row) or (noun is not None and whole) for row, noun in zip(rows, nouns, strict=True)]
    )
