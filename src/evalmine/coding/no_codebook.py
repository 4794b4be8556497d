"""A run without a codebook: nothing is coded, and all that is told comes from the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import NO_CODEBOOK, Codebook
from evalmine.coding.coder import CodingResult
from evalmine.coding.similarity import Float32
from evalmine.embeddings import Encoder

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class NoCoder:
    """Assigns nothing: every segment stays uncoded.

    Parameters
    ----------
    encoder : Encoder
        For the vectors in which themes are found.
    codebook : Codebook
        Without codes.
    """

    encoder: Encoder
    codebook: Codebook
    name: str = NO_CODEBOOK
    revision: str = ""
    code_ids: tuple[str, ...] = ()
    thresholds: tuple[float, ...] = ()
    expectations: pd.DataFrame | None = None

    def score(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> Float32:
        """Return an array of shape (n_texts, 0)."""
        n_texts = len(texts) if texts is not None else len(np.asarray(embeddings))
        return np.zeros((n_texts, 0), dtype=np.float32)

    def code(
        self,
        texts: Sequence[str] | None = None,
        *,
        embeddings: npt.ArrayLike | None = None,
        aspects: Sequence[str] | None = None,
    ) -> CodingResult:
        """Return a coding without columns; parameters as for `score`."""
        scores = self.score(texts, embeddings=embeddings, aspects=aspects)
        return CodingResult((), scores, scores > 0, self.name, self.codebook.sha256)
