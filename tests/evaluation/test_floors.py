"""The floors of quality hold, and the gate notices when they do not."""

import json

import pytest
from evaluation.split import stories

from evaluation import gate

FLOORS = {(floor["set"], floor["reader"]): floor for floor in json.loads(gate.FLOORS.read_text())}


@pytest.mark.parametrize("reader", gate.READERS)
@pytest.mark.parametrize("name", ["dev", "seeds"])
def test_floors_hold(name: str, reader: str) -> None:
    files = gate.data_sets().get(name)
    if files is None:
        pytest.skip("the folder of seeds is not beside the checkout (SAYSO_SHARED names another)")
    assert gate.faults(FLOORS[name, reader], gate.measure(files, reader), gate.fingerprint(files)) == []


def test_the_gate_notices_a_fall_and_changed_data() -> None:
    floor = FLOORS["dev", "rules"]
    fallen = dict.fromkeys(floor["f1"], 0.0)
    assert len(gate.faults(floor, fallen, floor["fingerprint"])) == sum(v > 0 for v in floor["f1"].values())
    assert "have changed" in gate.faults(floor, fallen, "other")[0]


def test_the_split_is_by_story() -> None:
    train, dev = set(stories("train")), set(stories("dev"))
    assert not train & dev and train | dev == set(stories("all")) and len(dev) == 41
