"""Timings of Bayge as ratios within one run: each bench is a verb of `bayge bench`."""
