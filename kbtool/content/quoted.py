"""Front matter in the form in which kbtool itself writes it, read without a YAML parser in a tenth of its time.

    title: "Every string is quoted"
    keywords:
    - "kbbug"
    source:
      form: "text"

What is written otherwise may mean the same or be broken: `kbtool.content.frontmatter` says.
"""

import re

import msgspec

from kbtool.model import FrontMatter

_WORDS = r'(?:[^"\\\n]++|\\["\\])*+'
_ITEM = re.compile(rf'- "({_WORDS})"\n')
_INNER = re.compile(rf'  ([a-z_]+): "({_WORDS})"\n')
_FIELD = re.compile(
    rf'(?P<name>[a-z_]+):(?: "(?P<words>{_WORDS})"\n|\n(?P<items>(?:- "{_WORDS}"\n)++)|\n(?P<inner>(?:  [a-z_]+: "{_WORDS}"\n)++))'
)
_ESCAPE = re.compile(r"\\(.)")

_Value = str | list[str] | dict[str, str]


def read(text: str) -> FrontMatter | None:
    """The front matter between the fences; None when it is not written in this form, or does not hold what the schema says."""
    if not text.replace("\n", "").isprintable():
        return None  # YAML allows some of the other signs and takes some of them for the end of a line
    fields: dict[str, _Value] = {}
    at = 0
    while at < len(text):
        field = _FIELD.match(text, at)
        if not field or field["name"] in fields:
            return None
        value = _value(field)
        if value is None:
            return None
        fields[field["name"]] = value
        at = field.end()
    try:
        return msgspec.convert(fields, FrontMatter)
    except msgspec.ValidationError:
        return None


def quoted(words: str) -> str:
    """Printable words in this form."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(field: re.Match[str]) -> _Value | None:
    """What a field holds; None where a name within it stands twice."""
    _, words, items, inner = field.groups()
    if words is not None:
        return _unescaped(words)
    if items is not None:
        return [_unescaped(item) for item in _ITEM.findall(items)]
    pairs = _INNER.findall(inner)
    values = {name: _unescaped(words) for name, words in pairs}
    return values if len(values) == len(pairs) else None


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(r"\1", words) if "\\" in words else words
