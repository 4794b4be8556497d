"""Stage 7, who else reads it: open tables."""
