"""Measures, floors and benchmarks. Run as modules from the root of the repository."""
