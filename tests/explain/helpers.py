"""Explains articles built for tests."""

import msgspec

from kbtool import explain
from kbtool.explain import Article
from kbtool.ids import IdForm

IDS = IdForm()


def article(data: bytes, path: str = "a.txt", doubts: dict[int, tuple[str, ...]] | None = None) -> Article:
    """The article in `data`; with `doubts`, the blocks that begin on these lines are in doubt, and no others."""
    read = explain.read(data, path, IDS)
    if not read.document or not doubts:
        return read
    blocks = tuple(
        msgspec.structs.replace(block, confidence=0.6, doubts=doubts[block.span.start])
        if block.span.start in doubts
        else msgspec.structs.replace(block, confidence=1.0, doubts=())
        for block in read.document.blocks
    )
    return msgspec.structs.replace(read, document=msgspec.structs.replace(read.document, blocks=blocks))
