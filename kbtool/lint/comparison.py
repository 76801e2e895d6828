"""What two runs found, side by side: after a change of rules, settings or conversion it shows what the change does to all articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from kbtool.findings import Code, Finding
from kbtool.lint.baseline import key


class Change(msgspec.Struct, frozen=True):
    """What became of the findings of one rule: those that only the new run has, those that only the old one has, how many both have."""

    code: Code
    name: str
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    same: int


def compare(old: Iterable[Finding], new: Iterable[Finding]) -> list[Change]:
    """The changes, in order of the codes of the rules; a finding is known again as in a baseline, wherever its line stands now."""
    left = Counter(map(key, old := list(old)))
    gained, lost = defaultdict[Code, list[Finding]](list), defaultdict[Code, list[Finding]](list)
    same = Counter[Code]()
    for finding in new:
        found = key(finding)
        if left[found] > 0:
            left[found] -= 1
            same[finding.code] += 1
        else:
            gained[finding.code].append(finding)
    for finding in reversed(old):
        found = key(finding)
        if left[found] > 0:
            left[found] -= 1
            lost[finding.code].append(finding)
    return [
        Change(code, code.alias, tuple(gained[code]), tuple(reversed(lost[code])), same[code])
        for code in sorted({*gained, *lost, *same})
    ]
