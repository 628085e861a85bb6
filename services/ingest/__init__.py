"""Ingest: who are you, may you mark this, is it well-formed; then into the log, and back with the verdict."""
