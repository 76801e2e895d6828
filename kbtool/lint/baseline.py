"""A baseline: the findings that one has decided to live with, so that only new ones count.

A finding is known again by its article, its rule and the text of its line, never by the line's number; where the same is found several
times, by how many times. The file is JSON, sorted, one entry a line, so that its changes can be read.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path, PurePath
from typing import NamedTuple

import msgspec

from kbtool.errors import UsageError
from kbtool.files import reason, write_atomic
from kbtool.findings import Code, Finding

_VERSION = 1


class _Entry(msgspec.Struct, frozen=True, order=True):
    article: str
    rule: str
    line: str
    count: int = 1


class _File(msgspec.Struct):
    version: int
    findings: list[_Entry]


class Compared(NamedTuple):
    """The findings that the baseline does not know; how many it knows; how many of its own are no more."""

    new: list[Finding]
    known: int
    fixed: int


_Key = tuple[str, str, str]


def _key(finding: Finding) -> _Key:
    text = finding.source or finding.message
    return PurePath(finding.path).stem, finding.code, " ".join(text.split())


def key(finding: Finding) -> str:
    """What stays the same about a finding when lines come and go above it."""
    return blake2b("\0".join(_key(finding)).encode(), digest_size=16).hexdigest()


def write(path: Path, findings: Iterable[Finding]) -> int:
    """Write the findings as a baseline; returns their number.

    Raises:
        UsageError: the file cannot be written.
    """
    counted = Counter(map(_key, findings))
    entries = sorted(_Entry(*key, count) for key, count in counted.items())
    lines = ",\n".join(msgspec.json.encode(entry).decode() for entry in entries)
    try:
        write_atomic(path, f'{{"version": {_VERSION}, "findings": [\n{lines}\n]}}\n'.encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {reason(error)}.") from error
    return counted.total()


def compare(path: Path, findings: Iterable[Finding], checked: Iterable[str], codes: Iterable[Code]) -> Compared:
    """The findings against a baseline. Only entries about articles that were `checked` (by the stems of their files) by `codes` can be fixed.

    Raises:
        UsageError: the file cannot be read or is no baseline.
    """
    left = Counter({(entry.article, entry.rule, entry.line): entry.count for entry in _read(path).findings})
    new, known = [], 0
    for finding in findings:
        found = _key(finding)
        if left[found]:
            left[found] -= 1
            known += 1
        else:
            new.append(finding)
    articles, rules = frozenset(checked), frozenset(map(str, codes))
    fixed = sum(count for (article, rule, _), count in left.items() if article in articles and rule in rules)
    return Compared(new, known, fixed)


def _read(path: Path) -> _File:
    advice = "Write one with `kbtool lint --write-baseline FILE`."
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}. {advice}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no baseline: {error}. {advice}") from error
    if found.version != _VERSION:
        raise UsageError(f"{path}: is a baseline of version {found.version}; this kbtool reads {_VERSION}. {advice}")
    return found
