"""Hypothesis profiles: HYPOTHESIS_PROFILE=ci looks longer, =quick does not shrink."""

import os

from hypothesis import HealthCheck, Phase, settings

USUAL = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("dev", USUAL)
settings.register_profile("ci", USUAL, max_examples=300, derandomize=True)
settings.register_profile(
    "quick", USUAL, max_examples=60, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))
