"""Work on several things at a time, results in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from typing import Generic, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Task(Thread, Generic[Item, Result]):
    """One piece of work. The thread is a daemon, so that Ctrl-C need not wait for an answer that is minutes away."""

    def __init__(self, work: Callable[[Item], Result], item: Item) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._item = item
        self._result: Result | None = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._result = self._work(self._item)
        except BaseException as error:
            self._error = error

    def result(self) -> Result:
        self.join()
        if self._error:
            raise self._error
        return cast("Result", self._result)


def in_order(work: Callable[[Item], Result], items: Iterable[Item], lanes: int) -> Iterator[Result]:
    """The result of each item, in the order of the items, with as many at work at a time as there are lanes.

    Raises:
        BaseException: what the work of an item raised, in its turn.

    >>> list(in_order(abs, [-2, 1, -3], 2))
    [2, 1, 3]
    """
    if lanes == 1:
        yield from map(work, items)
        return
    tasks: deque[_Task[Item, Result]] = deque()
    for item in items:
        tasks.append(_Task(work, item))
        if len(tasks) >= lanes:
            yield tasks.popleft().result()
    while tasks:
        yield tasks.popleft().result()
