"""The shipped model as an encoder: text to windows, engine, mean and language removed, length 1."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from evalmine.embeddings.model_file import Float32, ModelCard, read_weights
from evalmine.embeddings.threads import map_in_threads, n_cores, split_evenly
from evalmine.embeddings.tokenizer import BOS, EOS, build_tokenizer, piece_ids, spoken
from evalmine.embeddings.vectors import Shared, joined, unit

if TYPE_CHECKING:
    from tokenizers import Tokenizer

EngineName = Literal["numpy", "torch"]

# More tokens at once cost memory and bring no speed.
_MOST_TOKENS = 1536


class Engine(Protocol):
    """What computes the forward pass of a shipped model."""

    def session(self) -> AbstractContextManager[None]:
        """Return a context that holds every product at one thread."""
        ...

    def forward(self, windows: Sequence[Sequence[int]]) -> Float32:
        """Return the mean token vector of each window, whose bits depend on it alone."""
        ...


class StoredEncoder:
    """Encoder for a model that evalmine ships.

    A text longer than the model's 512 tokens is cut into windows of nearly equal length whose
    vectors are averaged by number of tokens: nothing of it is left out. A text that shouts (most
    of its words of five letters or more are in capitals) is read in small letters. Weights are
    read at the first text, so a run whose vectors are all in the cache never loads them.

    Parameters
    ----------
    card : ModelCard
        The model's `model.json`.
    engine : {"numpy", "torch"}, default "numpy"
        What computes it. The engines agree to cosine 0.9999 but not to the bit, so the
        engine is part of `revision`.
    n_threads : int, optional
        Threads to spread texts over; all cores by default. Never changes a vector.
    """

    def __init__(
        self, card: ModelCard, engine: EngineName = "numpy", n_threads: int | None = None
    ) -> None:
        self.name = card.name
        self.revision = f"{card.revision}-{engine}"
        self._card = card
        self._shared = Shared(card.mean, card.language_directions)
        self._engine_name: EngineName = engine
        self._n_threads = n_threads or n_cores()
        self._loading = threading.Lock()
        self._loaded: tuple[Tokenizer, Engine] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return StoredEncoder, (self._card, self._engine_name, self._n_threads)

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, n_dims)."""
        if not texts:
            return np.zeros((0, self._card.n_dims), dtype=np.float32)
        tokenizer, engine = self._load()
        windows_of = _cut(tokenizer, texts, self._card)
        windows = [window for some in windows_of for window in some]
        # Windows of equal length side by side share calls; sorting never changes a vector.
        order = np.argsort([len(window) for window in windows], kind="stable")
        windows = [windows[i] for i in order]
        runs = split_evenly([len(window) for window in windows], self._n_threads, _MOST_TOKENS)
        with engine.session():
            parts = map_in_threads(lambda run: engine.forward(windows[run]), runs, self._n_threads)
        of_window = np.empty((len(windows), self._card.n_dims), dtype=np.float32)
        of_window[order] = unit(np.concatenate(parts))
        n_tokens_of = [[len(window) for window in some] for some in windows_of]
        return self._shared.removed_from(joined(of_window, n_tokens_of))

    def _load(self) -> tuple[Tokenizer, Engine]:
        with self._loading:
            if self._loaded is None:
                weights = read_weights(self._card)
                engine: Engine
                if self._engine_name == "torch":
                    from evalmine.embeddings.sentence_transformer import TorchEngine

                    engine = TorchEngine(self._card, weights)
                else:
                    from evalmine.embeddings.numpy_engine import NumpyEngine

                    engine = NumpyEngine(self._card, weights)
                self._loaded = build_tokenizer(weights.pieces()), engine
            return self._loaded


def _cut(tokenizer: Tokenizer, texts: Sequence[str], card: ModelCard) -> list[list[list[int]]]:
    """Return each text's windows of token ids; every window repeats the prefix."""
    prefix, *contents = piece_ids(tokenizer, [card.prefix, *map(spoken, texts)])
    room = card.max_tokens - len(prefix) - 2
    windows_of = []
    for content in contents:
        n_windows = max(1, -(-len(content) // room))
        edges = [len(content) * i // n_windows for i in range(n_windows + 1)]
        windows_of.append(
            [[BOS, *prefix, *content[start:stop], EOS] for start, stop in pairwise(edges)]
        )
    return windows_of
