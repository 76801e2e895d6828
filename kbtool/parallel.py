"""Running a pure function over many items in any `concurrent.futures.Executor`.

The local process pool can be exchanged for the executor of a Dask or Ray cluster: stages ask for nothing but `submit`.
Results come back in the order of the items, whatever the batch size or the number of workers.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from contextlib import AbstractContextManager

T = TypeVar("T")
R = TypeVar("R")

ExecutorFor = Callable[[int], "AbstractContextManager[Executor]"]
"""From a number of items to an executor that fits."""

BATCH = 64
_AHEAD = 4  # batches per worker that may be waiting; more would only hold memory
_WORTH_A_POOL = 3 * BATCH  # below this, starting processes takes longer than the work


def map_batches(
    function: Callable[[T], R], items: Iterable[T], executor: "Executor", batch: int = BATCH
) -> Iterator[R]:
    """`function` over `items`, `batch` at a time, in order. `function` and items must be picklable."""
    source = iter(items)
    waiting: deque[Future[list[R]]] = deque()
    try:
        while True:
            while len(waiting) < _AHEAD * worker_count() and (chunk := list(islice(source, batch))):
                waiting.append(executor.submit(_apply, function, chunk))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _apply(function: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [function(item) for item in chunk]


def worker_count() -> int:
    """How many processes the machine lets us run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor_for(items: int, workers: int | None = None) -> "Iterator[Executor]":
    """An executor that fits the work: local processes, or this one where there is little to do or one worker is asked for.

    When the block is left, what has not begun is cancelled, and the workers finish what they hold.
    """
    from kbtool.executors import SerialExecutor, local_pool  # noqa: PLC0415 - many a command looks at one article and needs none

    workers = workers or worker_count()
    if workers == 1 or items < _WORTH_A_POOL:
        yield SerialExecutor()
        return
    pool = local_pool(workers)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def process_pool(workers: int | None = None) -> "Iterator[Executor]":
    """A pool of local processes, or this process where one worker is asked for."""
    with executor_for(_WORTH_A_POOL, workers) as executor:
        yield executor
