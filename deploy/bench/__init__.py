"""Measurements of a running part against what one would otherwise pick, as ratios within one run."""
