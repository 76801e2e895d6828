"""The garbage collector looks for values that hold each other: kbtool makes millions of small values and hardly any such."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000
"""Values that came since it last looked; Python's own 700 would let it look all the time."""


def look_seldom() -> None:
    """From now on let the collector look less often; what has been loaded until now is there to stay."""
    gc.freeze()
    gc.set_threshold(_SELDOM)


@contextmanager
def paused() -> Iterator[None]:
    """Let it not look at all."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
