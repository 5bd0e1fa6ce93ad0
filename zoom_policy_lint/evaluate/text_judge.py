"""Judging what the joining instructions of a meeting say: its description, or else its invitation."""

from collections.abc import Iterator, Mapping
from typing import Any

from zoom_policy_lint.catalogue.fields import fields
from zoom_policy_lint.evaluate.coverage import Coverage
from zoom_policy_lint.evaluate.field_judge import GONE
from zoom_policy_lint.evaluate.locks import reason_of
from zoom_policy_lint.evaluate.maker import Maker, ref
from zoom_policy_lint.evaluate.wording import not_judged
from zoom_policy_lint.model.finding import Finding, Remediation
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Check, Evidence, Level, Reason, Status
from zoom_policy_lint.resolve import FieldReader, Reading
from zoom_policy_lint.ruleset import Rule, TextBody
from zoom_policy_lint.texts import normal_phrase

_TEXTS = {"description": "agenda.says", "invitation": "invitation.says"}
"""The texts that people get, by the name by which they know them."""


class TextJudge:
    """One finding a meeting: whether one of the part's phrases was found in either text.

    What a text says is looked up while it is read, and the text is not kept; a phrase that was not looked for then can
    be neither there nor missing. `asked` are the phrases, in their normal form, that were looked for.
    """

    levels = (Level.MEETING,)

    def __init__(
        self, rule: Rule, body: TextBody, maker: Maker, parameters: Mapping[str, Any], asked: frozenset[str]
    ) -> None:
        self._maker = maker
        self._phrases = frozenset(normal_phrase(phrase) for phrase in parameters[body.phrases.name][body.part])
        self._not_asked = len(self._phrases - asked)
        self._expected = {"says": body.part}
        self._remedy = Remediation(_remedy(rule, body, parameters))
        table = fields(Level.MEETING)
        self._texts = {name: FieldReader(table[path]) for name, path in _TEXTS.items()}

    def see(self, resource: Resource) -> Iterator[Finding]:
        """The finding about one meeting."""
        if resource.gone:
            yield self._make(resource, Status.NOT_APPLICABLE, GONE, reason=Reason.VANISHED)
            return
        readings = {name: reader(resource) for name, reader in self._texts.items()}
        for name, reading in readings.items():
            if reading.understood and self._phrases & set(reading.values[0]):
                yield self._make(resource, Status.PASS, f"The {name} says so.", actual={"says": name})
                return
        yield self._not_found(resource, readings)

    def close(self, coverage: Coverage) -> Iterator[Finding]:
        """What is said of meetings that are not in the snapshot."""
        if gap := coverage.gap(Level.MEETING):
            yield self._maker.missing(Level.MEETING, gap)

    def _not_found(self, resource: Resource, readings: Mapping[str, Reading]) -> Finding:
        for name, reading in readings.items():
            if not reading.understood:
                message = f"The {name}: {not_judged(reason_of(reading), reading.detail)}"
                return self._make(resource, Status.UNKNOWN, message, reason=reason_of(reading))
        if self._not_asked:
            detail = f"{self._not_asked} of the policy's phrases were not looked for when the account was read"
            message = not_judged(Reason.NOT_PULLED, detail)
            return self._make(resource, Status.UNKNOWN, message, reason=Reason.NOT_PULLED)
        message = "Neither the description nor the invitation says so by any of the policy's phrases."
        return self._make(resource, Status.FAIL, message, actual={"says": None}, remediation=self._remedy)

    def _make(self, resource: Resource, status: Status, message: str, **more: Any) -> Finding:
        evidence = Evidence.MEASURED if status in (Status.PASS, Status.FAIL) else Evidence.NONE
        return self._maker.finding(
            ref(resource), status, message, check=Check.TEXT, evidence=evidence, expected=self._expected, **more
        )


def _remedy(rule: Rule, body: TextBody, parameters: Mapping[str, Any]) -> str:
    """The rule's remedy, with the policy's own words to paste where it has any."""
    templates = parameters.get(body.template.name) if body.template else None
    text = templates.get(body.part) if isinstance(templates, Mapping) else None
    return f"{rule.remediation} Words for it: “{' '.join(text.split())}”" if text else rule.remediation
