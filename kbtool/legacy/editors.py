"""Notes to editors that the archive left in the names of products, which no reader should see."""

import re

_NOT_TO_CHOOSE = re.compile(r"\*EDITOR\b[^*]*\*\s*(?P<name>[^*]+?)\*\s*use \d+(?:, \d{3,}(?![\d.]))*(?P<versions>.*)\Z")
_NOT_TO_USE = re.compile(r"\*DO_NOT_USE\* *")


def without_notes(product: str) -> str:
    """The product as readers should see it: its name and versions."""
    if "*" not in product:
        return product
    found = _NOT_TO_CHOOSE.match(product)
    return _NOT_TO_USE.sub("", found["name"] + found["versions"] if found else product)
