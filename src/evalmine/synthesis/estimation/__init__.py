"""Prevalence that can be printed: intervals that respect clusters, shares corrected by people."""
