"""The `bayge` command: one file per group of verbs."""
