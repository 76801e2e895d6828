"""Running a pure function over many items in any `concurrent.futures.Executor`.

The local process pool can be exchanged for the executor of a Dask or Ray cluster: stages ask for nothing but `submit`.
Results come back in the order of the items, whatever the batch size or the number of workers.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH = 64
_AHEAD = 4  # batches per worker that may be waiting; more would only hold memory


def map_batches(
    function: Callable[[T], R], items: Iterable[T], executor: Executor, batch: int = BATCH
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
def process_pool(workers: int | None = None) -> Iterator[Executor]:
    """A local pool of processes. On Ctrl-C what has not begun is cancelled; the workers finish what they hold."""
    pool = ProcessPoolExecutor(workers or worker_count(), mp_context=get_context("forkserver"), initializer=_leave_interrupts)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
