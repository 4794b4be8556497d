"""Any sentence-transformers model as an encoder: batches, long texts, one vector per text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evalmine.embeddings.batches import Budget, Shape, cut_to_fit, plan
from evalmine.embeddings.model_file import Float32
from evalmine.embeddings.neutral import neutral_sentences
from evalmine.embeddings.sentence_transformer import TorchModel, pick_device
from evalmine.embeddings.threads import map_in_threads, n_cores
from evalmine.embeddings.vectors import joined, unit

# On a CPU more tokens bring no speed, and a text alone pays for a whole batch; large models are
# near the machine's speed with fewer.
_SMALL_MODEL = 512
_CPU = Budget(step=8, n_tokens=256, n_texts=512)
_CPU_LARGE = Budget(step=8, n_tokens=128, n_texts=128)
_GPU = Budget(step=16, n_tokens=16_384, n_texts=4096)
# Tokens that cutting a text may add at the edges.
_MARGIN = 4
_TEXTS_TO_COUNT = 128


class SentenceTransformerEncoder:
    """Encoder for any sentence-transformers model, on a GPU when there is one.

    Texts are computed in batches of fixed shapes (`evalmine.embeddings.batches`). Before a shape
    is used, probe texts are computed in it in two orders; where a vector's bits depend on its row,
    texts of that length are computed one by one. So the bits of a text's vector depend on the
    text, the model and the machine. Vectors of a GPU and of a CPU differ in their last bits, so
    the kind of device is part of `revision`. Not yet run on a GPU; the tests use a stand-in.

    A text longer than the model's limit is cut into parts of nearly equal length whose vectors are
    averaged by number of tokens: nothing of it is left out.

    Parameters
    ----------
    name : str
        Folder of a model, or its name on the Hugging Face hub. Only what is already on this
        machine is used, unless the environment says ``HF_HUB_OFFLINE=0``.
    n_threads : int, optional
        Threads to spread texts over on a CPU; all cores by default. Never changes a vector.
    device : {"auto", "cpu", "cuda", "mps"}, default "auto"
        Where to compute; ``"auto"`` takes a GPU when there is one.
    prefix : str, optional
        Put before every text; what the model was trained with by default.

    Raises
    ------
    ConfigError
        If there is no such model here, and it cannot be fetched, or no such device.
    """

    def __init__(
        self,
        name: str,
        n_threads: int | None = None,
        *,
        device: str = "auto",
        prefix: str | None = None,
    ) -> None:
        kind = pick_device(device)
        self._source = (name, n_threads, device, prefix)
        self._model = TorchModel(name, kind, prefix)
        self._n_threads = (n_threads or n_cores()) if kind == "cpu" else 1
        self._budget = _budget(kind, self._model.n_dims)
        self._holds: dict[Shape, bool] = {}
        self.n_texts_at_once = self._budget.n_texts
        self.name = Path(name).name if Path(name).is_dir() else name
        self.revision = f"{self._model.fingerprint}-{kind}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, self._source

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, n_dims)."""
        if not texts:
            return np.zeros((0, self._model.n_dims), dtype=np.float32)
        with self._model.session():
            if not self._model.pads:
                alone = map_in_threads(
                    lambda text: self._model.forward([text]), texts, self._n_threads
                )
                return unit(np.concatenate(alone))
            parts_of = [self._cut(text, n) for text, n in self._measured(texts)]
            parts = [part for some in parts_of for part in some]
            vectors = unit(self._embed(parts))
        return unit(joined(vectors, [[n for _, n in some] for some in parts_of]))

    def _measured(self, texts: Sequence[str]) -> list[tuple[str, int]]:
        """Return texts with their numbers of tokens."""
        measured = []
        for start in range(0, len(texts), _TEXTS_TO_COUNT):
            some = texts[start : start + _TEXTS_TO_COUNT]
            measured += list(zip(some, self._model.lengths(some), strict=True))
        return measured

    def _cut(self, text: str, n_tokens: int) -> list[tuple[str, int]]:
        """Return the parts of a text that the model can take, with their numbers of tokens."""
        most = self._model.most_tokens
        if n_tokens <= most:
            return [(text, n_tokens)]
        around = self._model.lengths([""])[0]
        n_parts = -(-(n_tokens - around) // max(1, most - around - _MARGIN))
        parts = cut_to_fit(text, n_parts, lambda parts: max(self._model.lengths(parts)) <= most)
        return self._measured(parts)

    def _embed(self, parts: list[tuple[str, int]]) -> Float32:
        """Return one vector per part, each computed in the shape of its length."""
        most = self._model.most_tokens
        shapes = [self._checked(self._budget.shape(n_tokens, most)) for _, n_tokens in parts]
        batches = plan(shapes)
        results = map_in_threads(
            lambda batch: self._forward([parts[i][0] for i in batch[1]], batch[0]),
            batches,
            self._n_threads,
        )
        vectors = np.empty((len(parts), results[0].shape[1]), dtype=np.float32)
        for (_, members), result in zip(batches, results, strict=True):
            vectors[members] = result
        return vectors

    def _forward(self, texts: Sequence[str], shape: Shape) -> Float32:
        filled = [*texts, *[""] * (shape.n_rows - len(texts))]
        return self._model.forward(filled, shape.n_tokens)[: len(texts)]

    def _checked(self, shape: Shape) -> Shape:
        """Return the shape, or a single row of it where bits depend on the row."""
        if shape.n_rows > 1 and shape not in self._holds:
            words = " ".join(neutral_sentences()).split()
            probes = [
                " ".join(words[7 * i : 7 * i + 1 + (5 * i) % shape.n_tokens])
                for i in range(shape.n_rows)
            ]
            backwards = self._forward(probes[::-1], shape)[::-1]
            self._holds[shape] = np.array_equal(self._forward(probes, shape), backwards)
        return shape if self._holds.get(shape, True) else Shape(shape.n_tokens, 1)


def _again(name: str, n_threads: int | None, device: str, prefix: str | None) -> Any:
    return SentenceTransformerEncoder(name, n_threads, device=device, prefix=prefix)


def _budget(kind: str, n_dims: int) -> Budget:
    if kind != "cpu":
        return _GPU
    return _CPU if n_dims <= _SMALL_MODEL else _CPU_LARGE
