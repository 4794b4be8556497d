"""Settings that every test shares."""

from __future__ import annotations

import os

# Before any heavy import: no model hub, and no telemetry, may be asked for anything.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
