"""Per setting and level: what Zoom answered, and which lock flag goes with it."""

from zoom_policy_lint.resolve.reading import Reading
from zoom_policy_lint.resolve.values import FieldReader, LockReader, ValueReader

__all__ = ["FieldReader", "LockReader", "Reading", "ValueReader"]
