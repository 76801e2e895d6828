"""What the validator says of a value, in the words of those who write files by hand."""

import re

import msgspec

_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date",
    "array": "a list",
    "object": "named values",
    "null": "nothing",
}
_EXPECTED = re.compile(r"Expected (?P<kinds>.+), got (?P<got>\w+)\Z")
_SENTENCES = {
    r"Invalid RFC3339 encoded date": "there is no such day; a date is written YYYY-MM-DD",
    r"Object missing required field (?P<name>.+)": "'{name}' is missing",
    r"Object contains unknown field (?P<name>.+)": "nothing is called '{name}' here",
    r"Expected str of length >= 1": "this is empty",
    r"Invalid enum value (?P<name>.+)": "{name} is none of the values that there are",
}
_ENTRY = re.compile(r"\$?\[(\d+)\]")


def problem(error: msgspec.ValidationError) -> str:
    """What is wrong with a value, without a stop: `this is a list, not text`, and where in the value that is."""
    said, _, place = str(error).replace("`", "").partition(" - at ")
    return _said(said) + _placed(place)


def _said(said: str) -> str:
    if found := _EXPECTED.match(said):
        kinds = " or ".join(_KINDS.get(kind, kind) for kind in found["kinds"].split(" | ") if kind != "null")
        return f"this is {_KINDS.get(found['got'], found['got'])}, not {kinds}"
    for pattern, words in _SENTENCES.items():
        if found := re.fullmatch(pattern, said):
            return words.format(**found.groupdict())
    return said


def _placed(place: str) -> str:
    """`$[0]`, `$.url` and `$.n[...]` in words; the whole value needs none."""
    if found := _ENTRY.fullmatch(place):
        return f" (entry {int(found[1]) + 1})"
    name = place.removeprefix("key in ").removeprefix("$").strip(".").removesuffix("[...]")
    return f" ({name})" if name else ""
