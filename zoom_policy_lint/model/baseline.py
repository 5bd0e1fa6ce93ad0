"""What somebody accepted earlier, finding by finding: the entries of a baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.finding import Finding
from zoom_policy_lint.model.words import Severity, Status

UNKNOWN_ACCOUNT = "unknown"
"""What a snapshot says where nobody knows of which account it is."""


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One finding that was accepted: by whom, from which day on, and what it was then.

    `resource` is the id in Zoom. What is empty or None is not said. `line` is 0 where no line can be named.
    """

    fingerprint: str
    status: Status
    rule: str = ""
    check: str = ""
    level: str = ""
    resource: str = ""
    setting: str = ""
    severity: Severity | None = None
    owner: str = ""
    on: date | None = None
    line: int = 0

    def objection(self, finding: Finding, former: Mapping[str, str], as_of: date) -> str:
        """Why the entry does not accept the finding of its fingerprint, to be read after “it”; empty where it does.

        What nobody saw was not accepted: another rule or place than it says, what was only unknown, or less severe.
        `former` are the rules' ids by their former ones.
        """
        if self.on is not None and self.on > as_of:
            return f"does not count before {self.on.isoformat()}"
        if self.status is Status.UNKNOWN and finding.status is not Status.UNKNOWN:
            return "was accepted as unknown, and it fails now"
        if wrong := self._label(finding, former):
            return wrong
        if self.severity is not None and finding.severity.rank > self.severity.rank:
            return f"was accepted as {self.severity}, and it is {finding.severity} now"
        return ""

    def _label(self, finding: Finding, former: Mapping[str, str]) -> str:
        resource = finding.resource
        for name, said, found in (
            ("rule", former.get(self.rule, self.rule), finding.rule),
            ("check", self.check, finding.check),
            ("level", self.level, resource.level),
            ("setting", self.setting, finding.setting or ""),
        ):
            if said and said != found:
                return f"says the {name} {said}, and the finding of its fingerprint has the {name} {found or '(none)'}"
        if self.resource and self.resource != resource.id:
            return "says another id than that of the finding with its fingerprint"
        return ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What failed or was unknown in one account. `entries` are in the order of the file.

    `report`: it is a JSON report of an audit, not a file of its own. Without an account it is no baseline at all.
    """

    account_id: str = ""
    policy: str = ""
    entries: tuple[BaselineEntry, ...] = ()
    report: bool = False

    @property
    def known(self) -> Mapping[str, BaselineEntry]:
        """The entries by fingerprint."""
        return {one.fingerprint: one for one in self.entries}

    def check_account(self, account_id: str) -> None:
        """Raises PolicyLintError when it is of another account: it would accept what nobody looked at."""
        if self.account_id and self.account_id != account_id:
            message = f"The baseline is of another account ({self.account_id}, not {account_id})."
            raise PolicyLintError(message, "Name the baseline of this account, or write one.")


def is_account(account_id: str) -> bool:
    """Whether an id says which account is meant."""
    return account_id.strip() not in ("", UNKNOWN_ACCOUNT)
