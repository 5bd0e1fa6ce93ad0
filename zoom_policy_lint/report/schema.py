"""The published JSON Schema of the JSON report."""

import json
from importlib.resources import files
from typing import Any

SCHEMA_VERSION = "1.0"
"""Version of the JSON report: additions raise the second number, anything else the first."""


def report_schema() -> dict[str, Any]:
    """The schema of the report that `outputs/json.py` writes (JSON Schema, draft 2020-12)."""
    text = (files(__package__) / "schemas" / f"report-{SCHEMA_VERSION}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
