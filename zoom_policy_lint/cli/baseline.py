"""Reading a baseline: findings that were known and accepted on a day."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from zoom_policy_lint.model.words import Status


def read_baseline(path: Path) -> Mapping[str, Status]:
    """What failed or was unknown in an earlier JSON report, by fingerprint.

    Raises UsageError when the file is not one.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        findings = [(one["fingerprint"], one["status"]) for one in report["findings"]]
    except OSError as error:
        raise click.UsageError(f"The baseline {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise click.UsageError(f"The baseline {path} is not a JSON report; “audit -f json=FILE” writes one.") from error
    return {fingerprint: Status(status) for fingerprint, status in findings if status in ("fail", "unknown")}
