"""How much work a call does, counted: the same on a busy machine as on a quiet one."""

import sys
from collections.abc import Callable
from types import FrameType


def lines_run(call: Callable[[], object]) -> int:
    """The lines of Python that the call runs, each turn of a loop counted."""
    count = 0

    def traced(frame: FrameType, event: str, _arg: object) -> object:
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
