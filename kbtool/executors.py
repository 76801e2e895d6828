"""The executors of this machine; `kbtool.parallel` chooses among them."""

import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from kbtool import collector

R = TypeVar("R")
P = ParamSpec("P")


class SerialExecutor(Executor):
    """Runs everything at once in the calling process."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run `fn` now; the future is done."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future carries any exception to whoever asks for its result
            future.set_exception(error)
        return future


def local_pool(workers: int) -> Executor:
    """Processes that inherit no threads or locks: a fork server where the system has one. What that takes is loaded only now."""
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker)


def _begin_worker() -> None:
    """Ctrl-C is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collector.look_seldom()
