"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# How long a machine takes is measured in benchmarks; no test fails because another one kept the processor busy.
settings.register_profile("steady", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
