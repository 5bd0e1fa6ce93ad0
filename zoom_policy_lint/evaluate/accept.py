"""What a school accepts: waivers and the baseline. They mark findings and never hide them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from zoom_policy_lint.model.finding import AppliedWaiver, Finding
from zoom_policy_lint.model.words import Check, Level, Status
from zoom_policy_lint.policy import Waiver

_ACCEPTABLE = (Status.FAIL, Status.UNKNOWN)


class Acceptance:
    """Applies the waivers that hold on a day, and a baseline. `used` says which checks each waiver covered."""

    def __init__(self, waivers: Iterable[Waiver], baseline: Mapping[str, Status], as_of: date) -> None:
        self._by_rule: dict[str, list[Waiver]] = {}
        for waiver in waivers:
            if waiver.start <= as_of <= waiver.expires:
                self._by_rule.setdefault(waiver.rule, []).append(waiver)
        self._baseline = baseline
        self.used: dict[Waiver, set[Check]] = {}

    def apply(self, finding: Finding) -> Finding:
        """The finding as it counts."""
        if finding.status not in _ACCEPTABLE:
            return finding
        for waiver in self._by_rule.get(finding.rule, ()):
            if _covers(waiver, finding):
                self.used.setdefault(waiver, set()).add(finding.check)
                applied = AppliedWaiver(waiver.reason, waiver.approver, waiver.expires.isoformat(), finding.status)
                return replace(finding, status=Status.WAIVED, waiver=applied)
        if self._baseline and self._known(finding):
            return replace(finding, baselined=True)
        return finding

    def _known(self, finding: Finding) -> bool:
        """Whether the baseline accepts it: what was unknown then may not fail now."""
        known = self._baseline.get(finding.fingerprint)
        return known is Status.FAIL or known is finding.status


def _covers(waiver: Waiver, finding: Finding) -> bool:
    resource = finding.resource
    if waiver.check not in (None, finding.check) or waiver.status not in (None, finding.status):
        return False
    if waiver.level is not resource.level:
        return False
    return waiver.level is Level.ACCOUNT or waiver.resource.lower() in (resource.id.lower(), resource.name.lower())


def waiver_notes(waivers: Iterable[Waiver], used: Mapping[Waiver, set[Check]], as_of: date) -> Iterable[str]:
    """Sentences about waivers that have run out, have not begun, cover nothing, or cover more than one may think."""
    for waiver in waivers:
        what = f"The waiver of {waiver.rule} for {waiver.resource}"
        if waiver.expires < as_of:
            yield f"{what} ran out on {waiver.expires.isoformat()} and no longer counts."
        elif waiver.start > as_of:
            yield f"{what} does not count before {waiver.start.isoformat()}."
        elif waiver not in used:
            yield f"{what} covers nothing: no such finding fails or is unknown."
        elif len(used[waiver]) > 1:
            yield f"{what} covers both the value and the lock; “check: value” or “check: lock” narrows it."
