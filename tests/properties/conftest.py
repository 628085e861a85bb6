"""How Hypothesis works here: no deadlines, because timings on a shared machine say nothing."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "bayge", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("bayge")
