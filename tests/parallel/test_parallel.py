"""Running a function over many items: in order, lazily, in any executor."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import ProcessPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool import parallel
from kbtool.executors import SerialExecutor
from kbtool.parallel import executor_for, map_batches, process_pool


def square(n: int) -> int:
    return n * n


def fail_at_seven(n: int) -> int:
    if n == 7:
        raise ValueError("seven")
    return n


@given(st.lists(st.integers(), max_size=50), st.integers(1, 20))
def test_results_come_in_the_order_of_the_items_whatever_the_batch(items: list[int], batch: int) -> None:
    assert list(map_batches(square, items, SerialExecutor(), batch)) == [n * n for n in items]


def test_results_come_in_order_from_threads_that_finish_in_none() -> None:
    gate = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            gate.wait(10)
        if n == 5:
            gate.set()
        return n

    with ThreadPoolExecutor(8) as executor:
        assert list(map_batches(work, range(8), executor, batch=1)) == list(range(8))


def test_results_come_in_order_from_processes() -> None:
    with process_pool(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)
        assert list(map_batches(square, range(500), executor, batch=9)) == [n * n for n in range(500)]


def test_an_error_reaches_the_caller_from_this_process_and_from_another() -> None:
    for workers in (1, 2):
        with process_pool(workers) as executor, pytest.raises(ValueError, match="seven"):
            list(map_batches(fail_at_seven, range(300), executor, batch=3))


def test_results_before_an_error_have_been_given() -> None:
    results = map_batches(fail_at_seven, range(10), SerialExecutor(), batch=2)
    assert [next(results) for _ in range(6)] == [0, 1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="seven"):
        next(results)


class Recorder(Executor):
    """Runs nothing until it is asked for the result."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.futures.append(future)
        result = future.result

        def late(timeout: float | None = None) -> Any:
            if not future.done():
                future.set_result(fn(*args, **kwargs))
            return result(timeout)

        future.result = late  # type: ignore[method-assign]
        return future


def endless(taken: list[int]) -> Iterator[int]:
    n = 0
    while True:
        taken.append(n)
        yield n
        n += 1


def test_items_are_taken_only_as_far_ahead_as_workers_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "worker_count", lambda: 2)
    taken: list[int] = []
    results = map_batches(square, endless(taken), Recorder(), batch=10)
    assert taken == [], "nothing before it is asked for"
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    ahead = len(taken)
    assert ahead <= 10 * 2 * 8
    assert [next(results) for _ in range(100)][-1] == 102 * 102
    assert len(taken) <= ahead + 110, "and then no more than was consumed"


def test_who_stops_asking_cancels_what_has_not_begun() -> None:
    recorder = Recorder()
    results = map_batches(square, endless([]), recorder, batch=1)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert recorder.futures[0].done()
    assert all(future.cancelled() for future in recorder.futures[1:])


def test_the_serial_executor_meets_the_contract_of_executors() -> None:
    executor = SerialExecutor()
    assert executor.submit(square, 3).result() == 9
    assert isinstance(executor.submit(fail_at_seven, 7).exception(), ValueError)
    assert list(executor.map(square, [1, 2])) == [1, 4]
    with executor as same:
        assert same is executor


def test_the_serial_executor_does_not_swallow_ctrl_c() -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SerialExecutor().submit(interrupt)


@pytest.mark.parametrize(
    ("items", "workers", "kind"),
    [
        (0, None, SerialExecutor),
        (10, 4, SerialExecutor),
        (100_000, 1, SerialExecutor),
        (100_000, 2, ProcessPoolExecutor),
    ],
)
def test_an_executor_fits_the_work(items: int, workers: int | None, kind: type) -> None:
    with executor_for(items, workers) as executor:
        assert isinstance(executor, kind)


def ignores_interrupts(_: int) -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def own_process(_: int) -> int:
    return os.getpid()


def test_workers_leave_ctrl_c_to_the_main_process() -> None:
    with process_pool(2) as executor:
        assert list(map_batches(ignores_interrupts, [1], executor)) == [True]
        assert os.getpid() not in list(map_batches(own_process, range(10), executor, batch=1))


def test_there_is_at_least_one_worker() -> None:
    assert parallel.worker_count() >= 1
