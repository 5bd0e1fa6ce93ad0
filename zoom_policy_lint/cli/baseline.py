"""Reading a baseline: findings that were known and accepted on a day."""

import json
from pathlib import Path

import click


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints of the failing and unknown findings of an earlier JSON report.

    Raises UsageError when the file is not one.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        findings = [(one["fingerprint"], one["status"]) for one in report["findings"]]
    except OSError as error:
        raise click.UsageError(f"The baseline {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise click.UsageError(
            f"The baseline {path} is not a JSON report. Write one with “audit -f json={path}”."
        ) from error
    return frozenset(fingerprint for fingerprint, status in findings if status in ("fail", "unknown"))
