"""Zoom's API facts, where they are: the same fixtures as the simulated account's tests have."""

from tests.simulate.conftest import facts, schema_of

__all__ = ["facts", "schema_of"]
