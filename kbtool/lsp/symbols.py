"""The headings of an article, as an outline."""

from lsprotocol.types import DocumentSymbol, SymbolKind

from kbtool.lsp.draft import Draft
from kbtool.lsp.positions import Positions


def headings(draft: Draft, positions: Positions) -> list[DocumentSymbol]:
    """The headings, each within the next one above it of a higher level, and each reaching to the next that is not within it."""
    found = draft.outline.headings
    top: list[DocumentSymbol] = []
    above: list[tuple[int, list[DocumentSymbol]]] = [(0, top)]
    for number, heading in enumerate(found):
        end = next((other.start for other in found[number + 1 :] if other.level <= heading.level), len(draft.text))
        within: list[DocumentSymbol] = []
        symbol = DocumentSymbol(
            name=heading.text.strip() or "#",  # a name may not be empty
            kind=SymbolKind.String,
            range=positions.range(heading.start, end),
            selection_range=positions.range(heading.start, heading.end),
            children=within,
        )
        while above[-1][0] >= heading.level:
            above.pop()
        above[-1][1].append(symbol)
        above.append((heading.level, within))
    return top
