"""The `fast` encoder: a fixed vector per word piece, added up. Meaning without word order.

Sources: static embeddings distilled from a sentence encoder, Model2Vec (Tulkens and van Dongen
2024); common pieces count less, Arora, Liang and Ma (2017), "A Simple but Tough-to-Beat Baseline
for Sentence Embeddings".
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from evalmine.embeddings.model_file import Float32, sha256_of
from evalmine.embeddings.tokenizer import build_tokenizer, piece_ids, spoken
from evalmine.embeddings.vectors import unit
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Float64 = npt.NDArray[np.float64]

# Looked up at once: 8 MB.
_MOST_PIECES = 4096


@dataclass(frozen=True)
class _Loaded:
    """What encoding needs.

    Parameters
    ----------
    tokenizer : Tokenizer
        Cuts texts into pieces.
    vectors : ndarray of int8, shape (n_pieces, n_dims)
        Direction of each piece, in steps of its weight.
    weights : ndarray of float64, shape (n_pieces,)
        How much each piece counts: whole numbers, 0 for pieces that say nothing.
    """

    tokenizer: Tokenizer
    vectors: npt.NDArray[np.int8]
    weights: Float64


class StaticEncoder:
    """Encoder that adds up stored vectors of word pieces.

    Vectors and weights are whole numbers, so a sum is exact in any order: the bits of a text's
    vector depend on the text alone. The weights are read at the first text.

    Parameters
    ----------
    folder : Path
        Holds `model.json` and `weights.npz`.

    Raises
    ------
    ConfigError
        If `model.json` is damaged or missing; on the first text, if the weights are.
    """

    n_texts_at_once = 4096

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = folder / "model.json"
        try:
            card = json.loads(path.read_text(encoding="utf-8"))
            self.name: str = card["name"]
            self.revision: str = card["revision"]
            self._mean = np.array(card["mean"], dtype=np.float64)
            self._weights = folder / card["weights"]["file"]
            self._sha256: str = card["weights"]["sha256"]
        except (OSError, ValueError, KeyError) as error:
            raise ConfigError(f"{path} is damaged or missing: reinstall evalmine") from error
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return StaticEncoder, (self._folder,)

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, n_dims)."""
        if not texts:
            return np.zeros((0, len(self._mean)), dtype=np.float32)
        model = self._load()
        pieces = piece_ids(model.tokenizer, [spoken(text) for text in texts])
        sums = np.stack([_add_up(model, ids) for ids in pieces])
        return unit(unit(sums) - self._mean).astype(np.float32)

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                path = self._weights
                if not path.is_file() or sha256_of(path) != self._sha256:
                    raise ConfigError(f"{path} is damaged or missing: reinstall evalmine")
                with np.load(path, allow_pickle=False) as stored:
                    texts = stored["pieces"].tobytes().decode("utf-8").split("\n")
                    scores = stored["scores"].astype(float).tolist()
                    tokenizer = build_tokenizer(list(zip(texts, scores, strict=True)))
                    self._loaded = _Loaded(
                        tokenizer, stored["vectors"], stored["weights"].astype(float)
                    )
            return self._loaded


def _add_up(model: _Loaded, pieces: Sequence[int]) -> Float64:
    """Return the weighted sum of a text's pieces, shape (n_dims,).

    Whole numbers below 2**53 in float64: products and sums are exact, whatever order BLAS takes.
    """
    total = np.zeros(model.vectors.shape[1])
    for start in range(0, len(pieces), _MOST_PIECES):
        some = np.array(pieces[start : start + _MOST_PIECES])
        total += model.weights[some] @ model.vectors[some].astype(np.float64)
    return total
