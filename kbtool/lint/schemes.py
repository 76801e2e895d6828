"""Addresses whose scheme is mistyped, and what was meant."""

import re
from functools import lru_cache

from kbtool.content.dialect import SCHEME
from kbtool.ids import IdForm
from kbtool.lint.vocabulary import is_slip

_SEPARATORS = {"http": "://", "https": "://", "ftp": "://", "mailto": ":"}
"""What stands behind the schemes that are known here."""
_OTHERS = ("sftp", "ftps", "tftp", "shttp", "httpu")
"""Schemes that there are, though a slip would make another of them."""
_BEGINNING = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+-]*)(?P<signs>[:;.,]?[/\\]{2,}|[:;][/\\]?)(?P<rest>[^/\\].*)", re.IGNORECASE | re.DOTALL
)
_TWICE = re.compile(r"(?:https?|ftp)://+(?=(?:https?|ftp):/)", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def meant(address: str, ids: IdForm) -> str:
    """The address with the scheme that was meant; "" where nothing is wrong with it, be it in capitals, or it is not clear what was meant."""
    if twice := _TWICE.match(address):
        return address[twice.end() :]
    parts = _BEGINNING.fullmatch(address)
    right = _right(parts["scheme"], parts["rest"], ids) if parts else ""
    return "" if right.casefold() == address.casefold() else right


def _right(scheme: str, rest: str, ids: IdForm) -> str:
    """The address as it would be right, "" where the scheme is none that is known here, nor near one."""
    name, sign, anchor = rest.partition("#")
    if written := next((one for one in (name, name.upper(), name.lower()) if ids.matches(one)), ""):
        return f"{SCHEME}{written}{sign}{anchor}"
    lowered = scheme.lower()
    if lowered in _OTHERS:
        return ""
    if lowered in _SEPARATORS:
        return f"{scheme}{_SEPARATORS[lowered]}{rest}"
    near = next((one for one in _SEPARATORS if is_slip(lowered, one)), "")
    return f"{near}{_SEPARATORS[near]}{rest}" if near else ""
