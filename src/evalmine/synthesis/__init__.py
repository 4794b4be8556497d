"""Stage 5, what was learned: support, quotes, learnings, comparisons, saturation, cases."""
