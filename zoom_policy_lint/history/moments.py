"""Times as the history keeps them: in UTC, to the second."""

from datetime import UTC, datetime

from zoom_policy_lint.history.database import HistoryError

FORM = "%Y-%m-%dT%H:%M:%SZ"
"""How a time is written, for `strftime` of Python and of SQLite alike."""


def normal(written: str) -> str:
    """An ISO 8601 time, of whatever form and offset (none: UTC), in the one form. Raises HistoryError."""
    return _read(written).strftime(FORM)


def seconds(written: str) -> int:
    """An ISO 8601 time in seconds since 1970."""
    return int(_read(written).timestamp())


def _read(written: str) -> datetime:
    try:
        read = datetime.fromisoformat(written)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (OverflowError, ValueError) as error:
        raise HistoryError(
            f"The snapshot says that it was taken at {written!r}, which is no time.",
            "Such a run has no place among others; pull a new snapshot.",
        ) from error
