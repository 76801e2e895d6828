"""What the rules about tables share."""

import re

_ESCAPED = re.compile(r"\\.")


def cells(row: str) -> int:
    """How many cells a line of a table has; a bar behind a backslash parts none."""
    return len(_ESCAPED.sub("", row).strip(" \t>").removeprefix("|").removesuffix("|").split("|"))
