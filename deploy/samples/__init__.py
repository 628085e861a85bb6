"""Sample championships of full size, made by seed: what `bayge demo` shows and the tests play.

A sample is an import bundle like any other. Nobody in it is a real person: names are drawn from lists of
common given names and surnames.
"""

from deploy.samples.championships import SAMPLES, SampleDamaged, championship_bundle

__all__ = ["SAMPLES", "SampleDamaged", "championship_bundle"]
