"""The published schema of the front matter, made from the type that reads it."""

from typing import Any

import msgspec

from kbtool.model import FrontMatter


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article's front matter."""
    (reference,), definitions = msgspec.json.schema_components([FrontMatter], ref_template="#/$defs/{name}")
    name = str(reference["$ref"]).rsplit("/", 1)[-1]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a kbtool article",
        **{key: value for key, value in definitions.pop(name).items() if key != "title"},
        "$defs": definitions,
    }
