from typing import Any

from tests.reader.pages import PIECES
from training.data import Example, examples_of

from sayso.reader.labels import STANCES, TAGS, TYPES, UNITS
from sayso.types import Stance

TEXT = (
    "Shelling of Sumy killed 5 people and wounded 14 on Friday, the governor said. "
    "The governor, citing doctors, said 2 of them were children in Sumy."
)


def example(*claims: dict[str, Any]) -> Example:
    row = {
        "id": "r",
        "title": "Five dead",
        "text": TEXT,
        "outlet": "Wire",
        "published": "2025-06-03",
        "claims": list(claims),
    }
    return examples_of([row], PIECES)[0]


def marks(made: Example, at: int = 0) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mark in made.labels[at].marks:
        found.setdefault(TAGS[mark.tag], []).append(made.report.words(made.page.span(mark.first, mark.last)).text)
    return found


KILLED: dict[str, Any] = {
    "type": "casualties",
    "evidence": "killed 5 people and wounded 14 on Friday, the governor said",
    "trigger": "killed",
    "stance": "reported",
    "cue": "said",
    "figure": {"text": "5", "unit": "killed"},
    "sources": [{"text": "the governor", "kind": "official"}],
    "roles": {"target": [{"text": "people"}], "place": [{"text": "Sumy"}], "time": [{"text": "on Friday"}]},
}


def test_words_of_a_claim() -> None:
    made = example(KILLED)
    labels = made.labels[0]
    assert (TYPES[labels.trigger.type], STANCES[labels.stance], UNITS[labels.unit]) == (
        "casualties",
        Stance.REPORTED,
        "killed",
    )
    assert marks(made) == {
        "target": ["people"], "place": ["Sumy"], "time": ["on Friday"], "figure": ["5"], "cue": ["said"], "source": ["the governor"],
    }  # fmt: skip
    place = next(m for m in labels.marks if TAGS[m.tag] == "place")
    assert made.page.sentence[place.first] == 1, "the nearest Sumy is meant"


def test_the_last_source_is_the_origin() -> None:
    chain = KILLED | {
        "evidence": "The governor, citing doctors, said 2 of them were children",
        "trigger": "children",
        "figure": {"text": "2", "unit": "killed"},
        "sources": [{"text": "The governor", "kind": "official"}, {"text": "doctors", "kind": "witness"}],
    }
    found = marks(example(chain))
    assert (found["via"], found["source"]) == (["The governor"], ["doctors"])


def test_claims_of_one_trigger_are_taught_together() -> None:
    other = KILLED | {"figure": {"text": "14", "unit": "wounded"}}
    made = example(KILLED, other)
    assert len(made.labels) == 1
    assert marks(made)["figure"] == ["5", "14"]


def test_a_title_is_a_sentence_of_its_own() -> None:
    titled = {
        "type": "casualties",
        "evidence": "Five dead",
        "trigger": "dead",
        "stance": "asserted",
        "figure": {"text": "Five"},
    }
    made = example(titled)
    assert made.page.sentence[made.labels[0].trigger.word] == 0
    assert UNITS[made.labels[0].unit] == "other"


def test_a_claim_without_trigger_teaches_nothing() -> None:
    assert example({k: v for k, v in KILLED.items() if k != "trigger"}).labels == []
