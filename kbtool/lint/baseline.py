"""A baseline: the findings that one has decided to live with, so that only new ones count.

A finding is known again by its article, its rule and the text of its line, never by the line's number; where the same is found several
times, by how many times. The file is JSON, sorted, one entry a line, so that its changes can be read.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import NamedTuple

import msgspec

from kbtool.errors import UsageError
from kbtool.files import reason, write_atomic
from kbtool.findings import Code, Finding
from kbtool.lint.registry import all_rules

_VERSION = 1


class Entry(msgspec.Struct, frozen=True, order=True):
    """Findings that are the same: the article by the stem of its file, the code of the rule, the text of the line, how many times."""

    article: str
    rule: str
    line: str
    count: int = 1


class Scope(NamedTuple):
    """What a run looked at: the articles by the stems of their files, the rules by their codes, and whether it was the whole base.

    What a run did not look at it can say nothing about, and hardly anything about articles that are `hidden`: their fields cannot be
    read, or they have no text. Of the whole base, what is not there is gone.
    """

    articles: frozenset[str]
    codes: frozenset[Code]
    is_whole: bool
    hidden: frozenset[str] = frozenset()

    def covers(self, entry: Entry) -> bool:
        """Whether the run would have found it. Codes of no rule are those of kbtool itself: it always says them."""
        if entry.article in self.hidden and entry.rule not in _HIDING:
            return False
        has_run = entry.rule in self.codes or entry.rule not in all_rules()
        return has_run and (self.is_whole or entry.article in self.articles)


_HIDING = (
    Code.UNREADABLE,
    Code.FRONT_MATTER_MISSING,
    Code.FRONT_MATTER_BROKEN,
    Code.FIELD_REPEATED,
    Code.FIELD_UNKNOWN,
    Code.FIELD_INVALID,
    Code.FIELD_MISSING,
    Code.ARTICLE_ID_DIFFERS_FROM_NAME,
    Code.ARTICLE_EMPTY,
)
"""What is found in the place of all that an article would have otherwise."""


def hidden(findings: Iterable[Finding]) -> frozenset[str]:
    """The articles, by the stems of their files, in which something was found that hides what else there is."""
    return frozenset(PurePath(finding.path).stem for finding in findings if finding.code in _HIDING)


class Compared(NamedTuple):
    """The findings that the baseline does not know; how many it knows; those of its own that are no more; how many the run did not look for."""

    new: list[Finding]
    known: int
    gone: list[Entry]
    unseen: int


class Baseline(msgspec.Struct, frozen=True):
    """What the file of a baseline holds."""

    version: int = _VERSION
    findings: tuple[Entry, ...] = ()

    def compare(self, findings: Iterable[Finding], scope: Scope) -> Compared:
        """The findings of a run over `scope` against those that it knows."""
        left = Counter({(entry.article, entry.rule, entry.line): entry.count for entry in self.findings})
        new, known = [], 0
        for finding in findings:
            found = _key(finding)
            if left[found] > 0:
                left[found] -= 1
                known += 1
            else:
                new.append(finding)
        rest = [Entry(*key, count) for key, count in left.items() if count]
        gone = [entry for entry in rest if scope.covers(entry)]
        return Compared(new, known, gone, sum(entry.count for entry in rest) - sum(entry.count for entry in gone))

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that it does not know."""
        return self.compare(findings, _NOTHING).new


_NOTHING = Scope(frozenset(), frozenset(), is_whole=False)
_Key = tuple[str, str, str]


def _key(finding: Finding) -> _Key:
    text = finding.source or finding.message
    return PurePath(finding.path).stem, finding.code, " ".join(text.split())


def key(finding: Finding) -> str:
    """What stays the same about a finding when lines come and go above it."""
    return blake2b("\0".join(_key(finding)).encode(), digest_size=16).hexdigest()


def write(path: Path, findings: Sequence[Finding], scope: Scope) -> Compared | None:
    """Write the findings as a baseline. What it holds already of what the run did not look at stays.

    Returns how they compare with what it held before, None where there was none.

    Raises:
        UsageError: the file cannot be written, or holds something else.
    """
    before = compare(path, findings, scope) if path.exists() else None
    counted = Counter(map(_key, findings))
    kept = [entry for entry in read(path).findings if not scope.covers(entry)] if before else []
    entries = sorted([*kept, *(Entry(*key, count) for key, count in counted.items())])
    lines = ",\n".join(msgspec.json.encode(entry).decode() for entry in entries)
    try:
        write_atomic(path, f'{{"version": {_VERSION}, "findings": [\n{lines}\n]}}\n'.encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {reason(error)}.") from error
    return before


def compare(path: Path, findings: Iterable[Finding], scope: Scope) -> Compared:
    """The findings of a run over `scope` against a baseline.

    Raises:
        UsageError: the file cannot be read or is no baseline.
    """
    return read(path).compare(findings, scope)


def read(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: the file cannot be read or is no baseline.
    """
    advice = "Write one with `kbtool lint --write-baseline FILE`."
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}. {advice}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no baseline: {error}. {advice}") from error
    if found.version != _VERSION:
        raise UsageError(f"{path}: is a baseline of version {found.version}; this kbtool reads {_VERSION}. {advice}")
    return found
