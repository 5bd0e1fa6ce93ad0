"""Whether a policy gives a parameter a value."""

from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.ruleset.conditions import Parameter

_NOTHING: tuple[Any, ...] = (None, "", [], {})


def is_given(parameters: Mapping[str, Any], parameter: Parameter) -> bool:
    """Whether there is a value that says something; 0 and false do."""
    return parameters.get(parameter.name) not in _NOTHING
