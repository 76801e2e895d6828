"""What was prepared before and need not be again.

A cache may forget anything at any time: a result follows from its key alone.
"""

from typing import Protocol

from kbtool.site.prepare import Prepared


class Cache(Protocol):
    """Prepared articles under the keys of their jobs."""

    def get(self, key: bytes) -> Prepared | None:
        """What was prepared for this key, if it is still known."""

    def put(self, key: bytes, prepared: Prepared) -> None:
        """Remember it."""

    def end_build(self) -> None:
        """A build is complete: what it did not ask for will hardly be asked for again."""


class MemoryCache:
    """Remembers the last build, for a preview that follows edits."""

    def __init__(self) -> None:
        self._last: dict[bytes, Prepared] = {}
        self._current: dict[bytes, Prepared] = {}

    def get(self, key: bytes) -> Prepared | None:
        """What the last or the running build prepared for this key."""
        prepared = self._current.get(key) or self._last.get(key)
        if prepared is not None:
            self._current[key] = prepared
        return prepared

    def put(self, key: bytes, prepared: Prepared) -> None:
        """Remember it until the end of the next build."""
        self._current[key] = prepared

    def end_build(self) -> None:
        """Forget what the running build did not use."""
        self._last, self._current = self._current, {}


class NoCache:
    """Remembers nothing: a single build has no use for it."""

    def get(self, key: bytes) -> Prepared | None:  # noqa: ARG002 - the protocol's signature
        """Nothing."""
        return None

    def put(self, key: bytes, prepared: Prepared) -> None:
        """Forget it."""

    def end_build(self) -> None:
        """Nothing was kept."""
