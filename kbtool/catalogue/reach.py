"""How far a change reaches: which articles rules may judge otherwise when others came, went or changed.

It is the reverse of what `kbtool.catalogue.index` finds around an article: whatever a rule asks the catalogue about, other than how
many articles have something, must be found by both. More articles than need be are no mistake, fewer are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from kbtool.catalogue import Catalogue, Entry, Known, Reference
from kbtool.catalogue.slips import mistyped, miswritten
from kbtool.catalogue.titles import names


class Changes(NamedTuple):
    """What has changed: the paths below the content folder, and the entries that went and those that came there."""

    paths: frozenset[str]
    gone: tuple[Entry, ...]
    come: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return self.gone + self.come

    @property
    def is_in_counts(self) -> bool:
        """Whether another number of articles has some keyword, or is about some product."""
        return _words(self.gone) != _words(self.come)


def reached(catalogue: Catalogue, changes: Changes) -> frozenset[str]:
    """The paths of the articles that changes reach, themselves included; `catalogue` is as it is after them."""
    ids = {entry.id for entry in changes.entries} | {PurePath(path).stem for path in changes.paths}
    titles = {name for entry in changes.entries for name in names(entry.title)}
    bearing = catalogue.titles.bearing_any(titles)
    titles |= {name for one in bearing for name in names(catalogue.by_id[one].title)}
    leading = catalogue.known.leading_to(ids)
    cited = leading | {slip for one in ids | bearing for slip in mistyped(one)}
    folded = {other for one in ids | bearing for other in miswritten(one)}
    mentioned = leading | bearing | set(_led_to(changes.entries, catalogue.known))
    alike = (catalogue.sharing_runs(entry, margin=len(changes.come)) for entry in changes.entries)
    return changes.paths.union(
        (entry.path for others in alike for entry in others),
        (
            entry.path
            for entry in catalogue.entries
            if entry.id in mentioned
            or any(one.id in cited or one.id.casefold() in folded or _bears(one, titles) for one in entry.references)
        ),
    )


def _bears(reference: Reference, titles: set[str]) -> bool:
    return bool(reference.title) and not titles.isdisjoint(names(reference.title))


def _led_to(entries: Iterable[Entry], known: Known) -> Iterator[str]:
    """The ids that articles cite, and those that redirects lead to from there."""
    return (name for entry in entries for reference in entry.references for name in known.chain(reference.id))


def _words(entries: Iterable[Entry]) -> tuple[Counter[str], Counter[str]]:
    keywords = Counter(keyword for entry in entries for keyword in set(entry.keywords))
    return keywords, Counter(entry.product for entry in entries if entry.product)
