"""The published JSON Schema of the front matter."""

import json
import re
from typing import Any, cast

import msgspec
import pytest
import yaml

from kbtool import legacy
from kbtool.content import frontmatter, writer
from kbtool.content.schema import json_schema
from kbtool.ids import IdForm
from kbtool.model import FrontMatter
from tests.conftest import SAMPLES, Sample

SCHEMA = json_schema()


KNOWN = frozenset(
    [
        "$ref",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "anyOf",
        "minLength",
        "format",
        "default",
        "description",
        "title",
    ]
)
KINDS: dict[str, type] = {"string": str, "array": list, "object": dict, "null": type(None)}


def valid(value: Any, schema: dict[str, Any]) -> bool:
    """Whether the value meets the schema: as much of JSON Schema 2020-12 as ours uses, and nothing else."""
    assert set(schema) - {"$schema", "$defs"} <= KNOWN, schema
    if "$ref" in schema:
        return valid(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in schema:
        return any(valid(value, option) for option in schema["anyOf"])
    if not isinstance(value, KINDS[schema["type"]]):
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and (
            schema.get("format") != "date" or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))
        )
    if isinstance(value, list):
        return all(valid(item, schema["items"]) for item in value)
    return value is None or valid_object(cast("dict[str, Any]", value), schema)


def valid_object(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    named, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    if not set(schema.get("required", ())) <= set(value):
        return False
    return all(
        valid(item, named[key]) if key in named else (others if isinstance(others, bool) else valid(item, others))
        for key, item in value.items()
    )


def test_it_says_which_dialect_it_is_in() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_it_has_every_field_in_order_with_a_description() -> None:
    assert list(SCHEMA["properties"]) == [field.name for field in msgspec.structs.fields(FrontMatter)]
    assert all(field["description"] for field in SCHEMA["properties"].values())


def test_it_demands_id_and_title_and_knows_no_other_field() -> None:
    assert SCHEMA["required"] == ["id", "title"]
    assert SCHEMA["additionalProperties"] is False
    assert all(inner["additionalProperties"] is False for inner in SCHEMA["$defs"].values())


def test_every_reference_leads_somewhere() -> None:
    references = re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(SCHEMA))
    assert references
    assert set(references) <= set(SCHEMA["$defs"])


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_the_front_matter_of_converted_samples_meets_it(sample: Sample) -> None:
    document, _ = legacy.read(sample.path.read_bytes(), str(sample), IdForm(), sample.id)
    assert document is not None
    text = frontmatter.dump(writer.article_of(document).front)
    assert valid(yaml.safe_load(text), SCHEMA)


@pytest.mark.parametrize(
    "value",
    [
        {"id": "Q1"},
        {"title": "x"},
        {"id": "Q1", "title": ""},
        {"id": "Q1", "title": "x", "colour": "green"},
        {"id": 1, "title": "x"},
        {"id": "Q1", "title": "x", "keywords": "a b"},
        {"id": "Q1", "title": "x", "revised": "yesterday"},
        {"id": "Q1", "title": "x", "applies_to": [{"name": "a"}]},
        {"id": "Q1", "title": "x", "source": {"form": "text", "colour": "green"}},
    ],
)
def test_what_reading_refuses_it_refuses_too(value: dict[str, Any]) -> None:
    assert not valid(value, SCHEMA)
    _, findings = frontmatter.load(json.dumps(value), "x")
    assert findings
