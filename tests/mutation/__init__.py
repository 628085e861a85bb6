"""Mutation testing of the rules: change shared/domain in one place at a time, and see that a test minds.

A line that is covered may still be wrong without a test to say so. ``python -m tests.mutation`` changes
one comparison, number, text, table row or statement after another, runs the quick tests that reach it, and
lists what no test noticed. ``docs/mutants.md`` holds the survivors that are known, each with its reason.
"""
