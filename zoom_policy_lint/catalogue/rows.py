"""Reading the catalogue's rows from the package."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of one data file (`settings`, `endpoints`, `secrets`), as they stand."""
    text = files("zoom_policy_lint.catalogue").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    return tuple(json.loads(text))
