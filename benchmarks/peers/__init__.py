"""The tools that themes are measured against; `run_peer` runs in an environment of their own."""
