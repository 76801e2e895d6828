"""HTML that waits to be written, compressed: MkDocs asks for the content of all pages before it writes the first."""

import zlib

_LEVEL = 1  # already about a third of the size; higher levels take long for little more


def compressed(html: str) -> bytes:
    """What to keep of some HTML."""
    return zlib.compress(html.encode(), _LEVEL)


def text(kept: bytes) -> str:
    """The HTML of which this was kept."""
    return zlib.decompress(kept).decode()
