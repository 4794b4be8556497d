"""Stage 9, how it runs: the run manifest."""
