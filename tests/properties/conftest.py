"""How Hypothesis works here: no deadlines, because timings on a shared machine say nothing."""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "bayge", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("quick", settings.get_profile("bayge"), max_examples=20)
settings.register_profile(
    "mutants",
    settings.get_profile("bayge"),
    max_examples=5,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile(os.environ.get("BAYGE_LAWS", "bayge"))
