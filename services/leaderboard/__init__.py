"""Folds running totals, catalogue and publications into boards per audience, and serves them."""
