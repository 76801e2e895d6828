"""Where ids lead readers, and which articles cite an article: what a page shows of the catalogue."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from kbtool.catalogue import Catalogue, Entry, Known, Reference
from kbtool.site.rows import natural

_COMMONPLACE = 5
"""A sentence with which so many articles cite says nothing of the one that is cited."""
_TELLING_WORDS = 4


class Backlink(msgspec.Struct, frozen=True):
    """An article that cites the one whose page shows this. `sentence` is "" where it tells readers nothing."""

    id: str
    title: str
    sentence: str = ""


class Citations:
    """What the published articles say of each other."""

    def __init__(self, entries: Iterable[Entry], known: Known) -> None:
        """`entries` are those of the published articles, one of each id; `known` is what editors say of other ids."""
        self._entries = {entry.id: entry for entry in entries}
        self._known = known
        self.leads = _leads(self._entries, known)
        """Where ids lead: to the id of an article here, or to an address elsewhere."""
        self.backlinks = _backlinks(Catalogue(self._entries.values(), known))
        """For each article that others cite, who does; those of an id that it had before count as its own."""

    def among(self, articles: frozenset[str]) -> "Citations":
        """The same with no other articles than these."""
        if articles.issuperset(self._entries):
            return self
        return Citations((entry for name, entry in self._entries.items() if name in articles), self._known)

    def without(self, articles: frozenset[str]) -> "Citations":
        """The same without these articles."""
        return self.among(frozenset(self._entries) - articles)

    def replacing(self, entries: Iterable[Entry]) -> "Citations":
        """The same with these entries in the place of those of their ids."""
        return Citations((self._entries | {entry.id: entry for entry in entries}).values(), self._known)


def _leads(articles: Mapping[str, Entry], known: Known) -> dict[str, str]:
    leads = {name: name for name in articles}
    for name, resolution in known.resolutions(articles):
        if lead := resolution.target or (resolution.successor and resolution.successor.url):
            leads[name] = lead
    return leads


def _backlinks(catalogue: Catalogue) -> dict[str, tuple[Backlink, ...]]:
    places: defaultdict[str, dict[str, list[Reference]]] = defaultdict(lambda: defaultdict(list))
    for article_id, citing in catalogue.citing.items():
        target = catalogue.resolve_id(article_id).target
        for entry, reference in citing:
            if target and entry.id != target:
                places[target][entry.id].append(reference)
    uses = Counter(
        sentence for by_citing in places.values() for name in by_citing for sentence in _sentences(by_citing[name])
    )
    return {
        target: tuple(
            Backlink(name, catalogue.by_id[name].title, _telling(_sentences(by_citing[name]), uses))
            for name in sorted(by_citing, key=natural)
        )
        for target, by_citing in places.items()
    }


def _sentences(references: Iterable[Reference]) -> list[str]:
    return list(dict.fromkeys(reference.sentence for reference in references))


def _telling(sentences: Iterable[str], uses: Counter[str]) -> str:
    """The first of the sentences that tells something of the article that is cited."""
    return next((one for one in sentences if uses[one] < _COMMONPLACE and len(one.split()) >= _TELLING_WORDS), "")
