"""Benchmarks: `python -m tests.bench`. Generated rows are for timing only and are never shown as real."""
