import numpy as np
import pytest
from evaluation.split import GOLD, stories
from training.augment import pool, retold
from training.data import rows_of

ROWS = rows_of(stories("dev")[:8])
NAMES = pool(ROWS)


def test_names_of_places_and_bodies() -> None:
    assert NAMES.names["place"] and NAMES.names["body"]
    assert all(name[0].isupper() for names in NAMES.names.values() for name in names)


@pytest.mark.parametrize("seed", range(5))
def test_every_stretch_of_words_is_still_in_the_report(seed: int) -> None:
    rng = np.random.default_rng(seed)
    changed = 0
    for row in ROWS:
        made = retold(row, NAMES, rng)
        changed += made["text"] != row["text"]
        whole = made["title"] + "\n" + made["text"]
        for claim in made["claims"]:
            assert claim["evidence"] in whole
            assert claim["trigger"] in claim["evidence"] or claim["trigger"] in whole
    assert changed > len(ROWS) / 2


def test_a_name_is_exchanged_everywhere_alike() -> None:
    row = {
        "title": "Sumy hit",
        "text": "Sumy was shelled. 120 people left Sumy in 2024. The T-72 stayed.",
        "claims": [
            {"evidence": "120 people left Sumy in 2024", "trigger": "left", "roles": {"origin": [{"text": "Sumy"}]}}
        ],
    }
    names = pool([{"claims": [{"roles": {"place": [{"text": "Goma"}]}}]}])
    made = next(m for seed in range(30) if "Goma" in (m := retold(row, names, np.random.default_rng(seed)))["text"])
    assert "Sumy" not in made["title"] + made["text"] + str(made["claims"])
    assert "2024" in made["text"] and "T-72" in made["text"], "years and designations stay"
    assert made["claims"][0]["evidence"] in made["text"]


def test_development_holds_no_added_story() -> None:
    added = [path for path in GOLD.iterdir() if path.name.startswith("more-")]
    assert added
    assert not any(file.parent.name.startswith("more-") for file in stories("dev"))
    assert len(stories("all")) == len(stories("train")) + len(stories("dev"))
