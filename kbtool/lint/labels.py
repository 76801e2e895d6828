"""The labels of titles, and what was meant by those that are mistyped."""

import re

_MEANT = {
    "PBR": "PRB",
    "RPB": "PRB",
    "BGU": "BUG",
    "BUGS": "BUG",
    "FXI": "FIX",
    "HOWOT": "HOWTO",
    "HOTWO": "HOWTO",
    "HOWTOS": "HOWTO",
    "HWOTO": "HOWTO",
    "IFNO": "INFO",
    "INOF": "INFO",
    "INFOR": "INFO",
    "SMAPLE": "SAMPLE",
    "SAMLPE": "SAMPLE",
    "FILES": "FILE",
}
_LABEL = re.compile(r"[A-Z]+(?=:)")


def mistyped(title: str) -> tuple[str, str] | None:
    """The label of a title if it is mistyped, and the one that was meant."""
    found = _LABEL.match(title)
    return (found[0], _MEANT[found[0]]) if found and found[0] in _MEANT else None
