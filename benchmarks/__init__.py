"""Measured side by side, never asserted on a clock: ``python -m benchmarks [part]``."""
