"""Reading a baseline: findings that were known and accepted on a day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from zoom_policy_lint.model.words import Status

_ACCEPTED = (Status.FAIL, Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What failed or was unknown, by fingerprint, in a report about one account."""

    account_id: str | None = None
    known: Mapping[str, Status] = field(default_factory=dict)

    def check_account(self, account_id: str) -> None:
        """Raises UsageError when the baseline was made of another account: it would accept what nobody looked at."""
        if self.account_id not in (None, "unknown", account_id) and account_id != "unknown":
            raise click.UsageError(f"The baseline is of another account ({self.account_id}, not {account_id}).")


def read_baseline(path: Path) -> Baseline:
    """The baseline in an earlier JSON report. Raises UsageError when the file is not one."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(report["source"]["account_id"], _known(report["findings"]))
    except OSError as error:
        raise click.UsageError(f"The baseline {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise click.UsageError(f"The baseline {path} is not a JSON report; “audit -f json=FILE” writes one.") from error


def _known(findings: Any) -> Mapping[str, Status]:
    if not isinstance(findings, list):
        raise TypeError("findings")
    known = {}
    for finding in findings:
        fingerprint, status = finding["fingerprint"], Status(finding["status"])
        if not isinstance(fingerprint, str):
            raise TypeError("fingerprint")
        if status in _ACCEPTED:
            known[fingerprint] = status
    return known
