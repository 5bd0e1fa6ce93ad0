"""What holds for all tests."""

import gc
import os

from hypothesis import HealthCheck, settings

# How long a machine takes is measured in benchmarks; no test fails because another one kept the processor busy.
settings.register_profile("steady", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# No test adds a run to the history of whoever runs it; those about the history name a file of their own.
os.environ["ZPL_HISTORY"] = "off"


def pytest_collection_finish():
    """The collected tests stay to the end: to look through them for garbage again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
