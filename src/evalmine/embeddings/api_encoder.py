"""Encoder for any server that speaks OpenAI's ``/embeddings``. Texts leave the machine.

The protocol: ``POST {base}/embeddings`` with ``{"model": ..., "input": [texts]}`` answers
``{"data": [{"index": 0, "embedding": [...]}, ...]}``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Sequence

import numpy as np

from evalmine.embeddings.api_address import read_address
from evalmine.embeddings.api_post import TooMuchError, ask
from evalmine.embeddings.batches import cut_text
from evalmine.embeddings.model_file import Float32
from evalmine.embeddings.prefixes import prefix_for
from evalmine.embeddings.threads import map_in_threads
from evalmine.errors import ConfigError

_log = logging.getLogger(__name__)

# 32 is what Hugging Face's server takes at most, unless told otherwise.
_MOST_TEXTS, _MOST_CHARACTERS = 32, 60_000
_SHORTEST_TO_CUT = 200


class ApiEncoder:
    """Encoder for an OpenAI-compatible server.

    Nothing is known of what the server computes: whether a vector depends on the texts of the
    same request, or changes when the vendor changes the model. `embed` rounds vectors to float16
    and the cache keeps the first one of every text, which is what makes a run repeatable. The
    revision is that of model name, address and prefix.

    A text that the server refuses as too long is cut in two, and the vectors are averaged by
    length. Certificates are checked, the system's proxy settings apply, redirects are refused.

    Parameters
    ----------
    name : str
        ``"openai:MODEL"`` or ``"openai:MODEL@URL"``, see `read_address`. The key is read from
        ``EVALMINE_API_KEY`` (``OPENAI_API_KEY`` for OpenAI) at each request and kept nowhere.
    n_threads : int, optional
        Requests at the same time, 4 by default.
    prefix : str, optional
        Put before every text; what the model was trained with by default.
    sleep : callable, default `time.sleep`
        Waits a number of seconds before a request is tried again.

    Raises
    ------
    ConfigError
        If the name or its address is none; from `encode`, if the server refuses.
    BusyError
        From `encode`, if the server is still overloaded or silent after 7 tries.
    """

    n_texts_at_once = 128

    def __init__(
        self,
        name: str,
        n_threads: int | None = None,
        prefix: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._address = read_address(name)
        self._prefix = prefix_for(self._address.model) if prefix is None else prefix
        self._n_threads = n_threads or 4
        self._sleep = sleep
        self._n_dims: int | None = None
        self.name = f"openai:{self._address.model}@{self._address.host}"
        stamp = "\n".join((self._address.model, self._address.base, self._prefix))
        self.revision = f"api-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
        self.sends_to = self._address.base
        _log.warning("encoder %s: texts are sent to %s", self._address.model, self.sends_to)

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one unit vector per text, shape (n_texts, n_dims)."""
        if not texts:
            if self._n_dims is None:
                self.encode(["-"])
            return np.zeros((0, self._n_dims or 0), dtype=np.float32)
        # Servers refuse an empty text.
        inputs = [self._prefix + (text if text.strip() else "-") for text in texts]
        parts = map_in_threads(self._embed, _in_batches(inputs), self._n_threads)
        if len({part.shape[1] for part in parts} | {self._n_dims or parts[0].shape[1]}) > 1:
            raise ConfigError(f"{self.name} answered with vectors of different lengths")
        self._n_dims = parts[0].shape[1]
        return _unit(np.concatenate(parts), self.name)

    def _embed(self, inputs: list[str]) -> Float32:
        """Return the vectors of a batch, in halves where the server finds it too much."""
        try:
            return self._request(inputs)
        except TooMuchError:
            if len(inputs) > 1:
                middle = len(inputs) // 2
                halves = [self._embed(inputs[:middle]), self._embed(inputs[middle:])]
                return np.concatenate(halves)
            content = inputs[0].removeprefix(self._prefix)
            if len(content) < _SHORTEST_TO_CUT:
                raise
            parts = cut_text(content, 2)
            vectors = [self._embed([self._prefix + part]) for part in parts]
            weights = np.array([[len(part)] for part in parts], dtype=np.float32)
            mean = (_unit(np.concatenate(vectors), self.name) * weights).sum(axis=0)
            return np.asarray(mean[None, :], dtype=np.float32)

    def _request(self, inputs: list[str]) -> Float32:
        body = {"model": self._address.model, "input": inputs, "encoding_format": "float"}
        # Of an address that never answered, a wrong one is more likely than a busy server.
        content = ask(
            self._address,
            "/embeddings",
            body,
            sleep=self._sleep,
            has_answered=self._n_dims is not None,
        )
        return _read_vectors(content, len(inputs), self.name)


def _read_vectors(content: bytes, n_texts: int, name: str) -> Float32:
    """Return the vectors of an answer in the order of the texts, shape (n_texts, n_dims)."""
    try:
        data = json.loads(content)["data"]
        order = [int(item.get("index", i)) for i, item in enumerate(data)]
        rows = [item["embedding"] for item in data]
        lengths = {len(row) for row in rows}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError(f"{name} did not answer with embeddings: check the address") from None
    if sorted(order) != list(range(n_texts)):
        raise ConfigError(f"{name} answered with {len(rows)} vectors for {n_texts} texts")
    if len(lengths) != 1:
        raise ConfigError(f"{name} answered with vectors of different lengths")
    vectors = np.empty((n_texts, lengths.pop()), dtype=np.float32)
    try:
        vectors[order] = rows
    except (ValueError, TypeError):
        raise ConfigError(f"{name} answered with vectors that hold no numbers") from None
    return vectors


def _in_batches(inputs: Sequence[str]) -> list[list[str]]:
    batches: list[list[str]] = []
    n_characters = 0
    for text in inputs:
        n_characters += len(text)
        if not batches or len(batches[-1]) == _MOST_TEXTS or n_characters > _MOST_CHARACTERS:
            batches.append([])
            n_characters = len(text)
        batches[-1].append(text)
    return batches


def _unit(vectors: Float32, name: str) -> Float32:
    lengths = np.sqrt(np.square(vectors.astype(np.float64)).sum(axis=1, keepdims=True))
    if not (np.isfinite(lengths).all() and lengths.min() > 0):
        raise ConfigError(f"{name} answered with a vector of zeros or without numbers")
    return np.asarray(vectors / lengths, dtype=np.float32)
