"""Differences between groups of projects, with interval, test and correction: see `compare`."""
