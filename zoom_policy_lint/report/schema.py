"""The published JSON Schemas of the JSON report and of the comparison of two policies."""

import json
from importlib.resources import files
from typing import Any

SCHEMA_VERSION = "1.0"
"""Version of the JSON report: additions raise the second number, anything else the first."""

COMPARISON_VERSION = "1.0"
"""Version of the JSON comparison, counted likewise."""


def report_schema() -> dict[str, Any]:
    """The schema of the report that `outputs/json.py` writes (JSON Schema, draft 2020-12)."""
    return _schema(f"report-{SCHEMA_VERSION}")


def comparison_schema() -> dict[str, Any]:
    """The schema of what `comparison_json.py` writes (JSON Schema, draft 2020-12)."""
    return _schema(f"comparison-{COMPARISON_VERSION}")


def _schema(name: str) -> dict[str, Any]:
    text = (files(__package__) / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
