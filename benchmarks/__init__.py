"""Benchmarks: commands that measure speed and quality next to peers; not part of the package."""
