"""Settings of a rule that the policy allows, or for which it gives nothing to judge by: what is said instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zoom_policy_lint.evaluate.maker import Maker
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Level, Status
from zoom_policy_lint.ruleset import Condition, Parameter, SettingBody
from zoom_policy_lint.ruleset.given import is_given

Instead = Mapping[str, tuple[Status, str]]
"""By setting, what is said in place of a verdict on its value."""


@dataclass(slots=True)
class Unjudged:
    """Says in the end, once for everybody, what is said instead of settings: also where a rule is meant for a few only.

    Nothing applies where the switch above the rule was off wherever it was looked at; `note` tells.
    """

    maker: Maker
    level: Level
    said: Instead
    expected: Mapping[str, Any]
    _applies: bool = field(default=False, init=False)
    _off: str = field(default="", init=False)

    def note(self, off: str) -> None:
        """That the rule applies somewhere, or the sentence why it does not."""
        self._applies |= not off
        self._off = self._off or off

    def findings(self) -> Iterator[Finding]:
        """One for every setting."""
        off = (Status.NOT_APPLICABLE, self._off) if self._off and not self._applies else None
        for key, said in self.said.items():
            status, why = off or said
            yield self.maker.general(self.level, status, why, setting=key, expected=self.expected[key])


def said_instead(body: SettingBody, parameters: Mapping[str, Any]) -> Instead:
    """By setting that is not judged under a policy: that it is allowed, or else the question to a person."""
    return {key: said for key, condition in body.settings for said in _said(key, condition, body, parameters)}


def _said(
    key: str, condition: Condition, body: SettingBody, parameters: Mapping[str, Any]
) -> Iterator[tuple[Status, str]]:
    allowed = body.unless.get(key)
    unset = [name for name in sorted(condition.parameters()) if not is_given(parameters, Parameter(name))]
    listed = parameters.get(allowed.parameter.name) if allowed else None
    if allowed and isinstance(listed, list) and allowed.value in listed:
        yield Status.NOT_APPLICABLE, f"The policy allows it: {allowed.parameter.name} lists “{allowed.value}”."
    elif body.unset is not None and unset:
        yield Status.MANUAL, f"{body.unset} (The policy gives no {', '.join(unset)}, so a person has to answer.)"
