"""Shows officials where marking stands and what came of it, each only what they may know."""
