"""The part of JSON Schema (2020-12) that our schemas use, checked by the book of the specification."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TYPES: dict[str, Any] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, Mapping),
    "null": lambda value: value is None,
}
KNOWN = {
    "$schema", "title", "description", "type", "enum", "pattern", "maxLength", "minimum", "maximum", "items",
    "maxItems", "properties", "required", "additionalProperties",
}  # fmt: skip


def faults(schema: Mapping[str, Any], value: Any, at: str = "$") -> list[str]:
    """Where the value does not follow the schema; a keyword we do not know is a fault too."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not any(_TYPES[kind](value) for kind in types):
        return [f"{at}: no {types}"]
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: not one of {schema['enum']}")
    if isinstance(value, str):
        found += _of_text(schema, value, at)
    if _TYPES["integer"](value) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        found.append(f"{at}: out of range")
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            found.append(f"{at}: too many")
        for number, item in enumerate(value):
            found += faults(schema["items"], item, f"{at}[{number}]")
    if isinstance(value, Mapping) and "properties" in schema:
        found += _of_object(schema, value, at)
    return found


def _of_text(schema: Mapping[str, Any], value: str, at: str) -> list[str]:
    found = []
    if len(value) > schema.get("maxLength", len(value)):
        found.append(f"{at}: too long")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{at}: does not match")
    return found


def _of_object(schema: Mapping[str, Any], value: Mapping[str, Any], at: str) -> list[str]:
    found = [f"{at}: {name} is missing" for name in schema["required"] if name not in value]
    for name, inner in value.items():
        if name in schema["properties"]:
            found += faults(schema["properties"][name], inner, f"{at}.{name}")
        elif not schema["additionalProperties"]:
            found.append(f"{at}: {name} is unknown")
    return found
