"""The package's own lists of words, from its data files."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lists(name: str) -> dict[str, Any]:
    """One data file (`words`, `placeholders`), as it stands."""
    text = files("zoom_policy_lint.texts").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
