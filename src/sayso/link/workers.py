"""Work on many parts, by as many processes as there are cores, where the system can copy a process with all that it holds.

A copy shares the memory of claims and columns until it writes, so nothing is sent to it but the number of a part; only results are sent
back. They come in the order of the parts, so they are the same however many processes there are.
"""

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")
_MOST = 8
"""Processes at most: each takes memory for what it works on."""
_going: list[Callable[[int], object]] = []
"""The work that is spread at present, the last one: a copy finds it here."""


def spread(work: Callable[[int], Result], parts: int) -> Iterator[Result]:
    """What the work makes of each part, by its number, in order."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    processes = min(parts, cores, _MOST)
    # a copy has only the thread that asked for it: a lock that another thread holds would stay locked there for ever
    alone = threading.active_count() == 1 and threading.current_thread() is threading.main_thread()
    if processes < 2 or not alone or not sys.platform.startswith("linux"):
        yield from map(work, range(parts))
        return
    _going.append(work)
    try:
        # the copies must not look for garbage: that would write to, and so double, all that they share
        with get_context("fork").Pool(processes, gc.disable) as pool:
            yield from pool.imap(_call, range(parts))
    finally:
        _going.pop()


def _call(part: int) -> object:
    return _going[-1](part)


@contextmanager
def no_garbage() -> Iterator[None]:
    """Without looking for garbage in cycles, where very many objects are made and none of them is in a cycle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
