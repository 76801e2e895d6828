"""Runs commands and measures them: seconds of wall-clock time and peak memory of the whole process tree."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_INTERVAL = 0.1


class Measured(NamedTuple):
    """Wall-clock `seconds` and peak memory in MB (10**6 bytes, PSS summed over the process tree)."""

    seconds: float
    megabytes: float


def run(
    command: Sequence[str | Path],
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    *,
    accept: Collection[int] = (0,),
    on_line: Callable[[str], None] | None = None,
) -> Measured:
    """Run a command to its end. Exits with its output when it fails: when its exit code is none of those to `accept`.

    `on_line` is called with each line of output as it comes.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watcher = _Watcher(process.pid)
        watcher.start()
        output = []
        for line in process.stdout or ():
            if on_line:
                on_line(line)
            output.append(line)
        process.wait()
        seconds = time.perf_counter() - began
        watcher.stop()
    if process.returncode not in accept:
        sys.exit(f"{' '.join(map(str, command))} failed ({process.returncode}):\n{''.join(output)[-2000:]}")
    return Measured(seconds, watcher.peak / 1e6)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, Python {sys.version.split()[0]}"


def memory(pid: int) -> int:
    """The bytes (PSS) that a process tree takes now."""
    return sum(map(_pss, _tree(pid)))


class _Watcher(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._stopped = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._stopped.wait(_INTERVAL):
            self.peak = max(self.peak, memory(self._pid))

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def _tree(pid: int) -> list[int]:
    found, queue = [], [pid]
    while queue:
        current = queue.pop()
        found.append(current)
        for children in Path(f"/proc/{current}/task").glob("*/children"):
            try:
                queue += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
