"""Cases written for the benchmarks of origins and of reconciled figures; README.md says how they were made."""
