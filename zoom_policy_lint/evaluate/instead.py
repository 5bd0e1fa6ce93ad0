"""Settings of a rule that the policy allows, or for which it gives nothing to judge by: what is said instead."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.model.words import Status
from zoom_policy_lint.ruleset import Condition, Parameter, SettingBody
from zoom_policy_lint.ruleset.given import is_given


def said_instead(body: SettingBody, parameters: Mapping[str, Any]) -> Mapping[str, tuple[Status, str]]:
    """By setting that is not judged under a policy: that it is allowed, or else the question to a person."""
    return {key: said for key, condition in body.settings for said in _said(key, condition, body, parameters)}


def _said(
    key: str, condition: Condition, body: SettingBody, parameters: Mapping[str, Any]
) -> Iterator[tuple[Status, str]]:
    allowed = body.unless.get(key)
    unset = [name for name in sorted(condition.parameters()) if not is_given(parameters, Parameter(name))]
    if allowed and allowed.value in (parameters.get(allowed.parameter.name) or ()):
        yield Status.NOT_APPLICABLE, f"The policy allows it: {allowed.parameter.name} lists “{allowed.value}”."
    elif body.unset is not None and unset:
        yield Status.MANUAL, f"{body.unset} (The policy gives no {', '.join(unset)}, so a person has to answer.)"
