"""Stage 3, which codes apply: codebooks and the coders that use them."""

from __future__ import annotations
