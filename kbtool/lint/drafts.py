"""Articles as they would be: each checked among the others as they stand now."""

from functools import cached_property
from pathlib import Path

from kbtool.catalogue import Catalogue, Entry
from kbtool.findings import Finding
from kbtool.lint.base import Base
from kbtool.lint.checked import Checked, among_few, among_others, look_at_draft, told
from kbtool.lint.run import catalogue_of
from kbtool.parallel import ExecutorFor


class Drafts:
    """Checks what files of a base would hold. All articles are read only when it is not enough to know what surrounds one."""

    def __init__(self, base: Base, executor_for: ExecutorFor) -> None:
        self._base = base
        self._executor_for = executor_for

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of all articles; once it is asked for, drafts are checked among these."""
        return catalogue_of(self._base, self._executor_for)

    def check(self, data: bytes, path: Path) -> list[Finding]:
        """What would be found in the file at `path` if it held `data`."""
        one = look_at_draft(data, path, self._base)
        return told(one, self._because_of_others(one, one.entry) if one.entry else [], self._base)

    def _because_of_others(self, one: Checked, entry: Entry) -> list[Finding]:
        is_read = "catalogue" in vars(self)
        found = None if is_read else among_few([one], self._base)
        if found is not None:
            return found[0][1]
        before = self.catalogue.put(entry.path, entry)
        try:
            return among_others(one, self.catalogue, self._base.plan, self._base)
        finally:
            self.catalogue.put(entry.path, before)
