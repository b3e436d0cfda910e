"""Work that is spread over processes: the same results in the same order as in one."""

import gc
import threading

import numpy as np
import pytest
from evaluation.bench_scale import Maker

from sayso.link import link_claims, score, table
from sayso.link.workers import no_garbage, spread
from sayso.types import Report


def test_results_come_in_the_order_of_the_parts_and_see_what_the_caller_holds() -> None:
    held = np.arange(40).reshape(8, 5)
    assert list(spread(lambda part: int(held[part].sum()), 8)) == held.sum(axis=1).tolist()
    assert list(spread(lambda part: part, 0)) == []


def test_an_error_in_a_part_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda part: 1 // (part - 3), 8))


def test_beside_other_threads_no_process_is_copied() -> None:
    found: list[list[int]] = []
    thread = threading.Thread(target=lambda: found.append(list(spread(lambda part: threading.get_ident(), 4))))
    thread.start()
    thread.join()
    assert found == [[thread.ident] * 4]


def test_events_are_the_same_however_the_work_is_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    claims, reports = [], {}
    for claim, published, _ in Maker(2).claims(300):
        claims.append(claim)
        reports[claim.report_id] = Report(claim.report_id, "", "", published=published)
    whole = link_claims(claims, reports).events
    monkeypatch.setattr(table, "_PART", 40)
    monkeypatch.setattr(score, "_PART", 700)
    assert link_claims(claims, reports).events == whole


def test_garbage_is_looked_for_again_afterwards() -> None:
    with no_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()
