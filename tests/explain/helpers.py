"""Explains articles built for tests."""

import msgspec

from kbtool import legacy
from kbtool.explain import Article
from kbtool.ids import IdForm

IDS = IdForm()


def article(data: bytes, path: str = "a.txt", doubts: dict[int, tuple[str, ...]] | None = None) -> Article:
    """The article in `data`; `doubts` puts doubts on the blocks that begin on these lines."""
    document, findings = legacy.read(data, path, IDS)
    if document and doubts:
        doubted = (
            msgspec.structs.replace(block, confidence=0.6, doubts=doubts[block.span.start])
            if block.span.start in doubts
            else block
            for block in document.blocks
        )
        document = msgspec.structs.replace(document, blocks=tuple(doubted))
    return Article(path, data, document, tuple(findings))
