"""Who cites whom, as a graph in the language of Graphviz (DOT)."""

from collections.abc import Iterable, Iterator

from kbtool.catalogue import Catalogue, State
from kbtool.catalogue.neighbours import Neighbours

_RED = 'color="#b00020", fontcolor="#b00020"'
_STYLES = {
    State.ELSEWHERE: "style=dashed",
    State.BROKEN: _RED,
    State.MISSING: f"style=dashed, {_RED}",
}
_LONGEST_LABEL = 60


def around(catalogue: Catalogue, found: Neighbours, limit: int | None = None) -> Iterator[str]:
    """The lines of the graph of an id, at most `limit` of what it cites and as many of who cites it, and all citations between these."""
    cited = dict.fromkeys(place.reference.id for place in found.cites)
    citing = dict.fromkeys(place.by.id for place in found.cited_by)
    return _graph(catalogue, [found.id, *list(cited)[:limit], *list(citing)[:limit]], chosen=found.id)


def whole(catalogue: Catalogue) -> Iterator[str]:
    """The lines of the graph of all articles that cite or are cited."""
    citing = (entry.id for entry in catalogue.entries if catalogue.references(entry))
    return _graph(catalogue, [*citing, *catalogue.citing])


def _graph(catalogue: Catalogue, ids: Iterable[str], chosen: str = "") -> Iterator[str]:
    """A node for each article to which these ids lead, and an edge for each that cites another of them, under whatever id."""
    names = dict.fromkeys(_lead(catalogue, one) for one in ids)
    chosen = _lead(catalogue, chosen)
    yield "digraph kb {\n"
    yield "  rankdir=LR;\n"
    yield '  node [shape=box, fontname="sans-serif"];\n'
    for name in names:
        yield f"  {_quoted(name)} [{', '.join(_node(catalogue, name, is_chosen=name == chosen))}];\n"
    for name in names:
        entry = catalogue.by_id.get(name)
        cited = (_lead(catalogue, reference.id) for reference in catalogue.references(entry)) if entry else ()
        for other in dict.fromkeys(cited):
            if other in names:
                yield f"  {_quoted(name)} -> {_quoted(other)};\n"
    yield "}\n"


def _lead(catalogue: Catalogue, article_id: str) -> str:
    """The id to which this one leads; one that leads to no article here stands for itself."""
    found = catalogue.resolve_id(article_id)
    return found.target or found.broken or article_id


def _node(catalogue: Catalogue, name: str, *, is_chosen: bool) -> Iterable[str]:
    resolution = catalogue.resolve_id(name)
    entry = catalogue.by_id.get(resolution.target)
    title = entry.title if entry else resolution.successor.title if resolution.successor else str(resolution.state)
    short = title if len(title) <= _LONGEST_LABEL else title[: _LONGEST_LABEL - 1] + "\u2026"
    yield f"label={_quoted(name, short)}"
    if style := _STYLES.get(resolution.state):
        yield style
    if is_chosen:
        yield "penwidth=2"


def _quoted(*lines: str) -> str:
    """A string of DOT that shows these lines: quotes and backslashes are all that means something in it."""
    plain = (" ".join(line.split()).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(plain) + '"'
