"""Runs the shipped model in numpy: no torch, and the same bits for a text in any company.

Tokens of many texts are laid end to end and multiplied in tiles of a fixed number of rows, the
last one padded with zeros. A row of a fixed-shape product does not depend on the rows beside it
or on its place in the tile; `_pick_tile_rows` checks that on the machine at hand and goes back
to one text per product where it does not hold. Attention and pooling run text by text.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np

from evalmine.embeddings.model_file import Float32, ModelCard, Weights
from evalmine.embeddings.threads import one_thread_per_product

TILE_ROWS = 96

# gelu(x) = x (1 + tanh(x p(x²))) / 2 with p fitted to the error function: off by at most 3e-6.
_GELU = (0.7978280386, 0.0364688529, -1.248677846e-4, -3.058213665e-5, 1.119213194e-6)


@dataclass(frozen=True)
class _Dense:
    """A linear map, stored as (n_in, n_out) so that its product is a plain one."""

    weight: Float32
    bias: Float32


@dataclass(frozen=True)
class _Norm:
    weight: Float32
    bias: Float32


@dataclass(frozen=True)
class _Layer:
    query_key_value: _Dense
    attention_out: _Dense
    attention_norm: _Norm
    hidden: _Dense
    hidden_out: _Dense
    hidden_norm: _Norm


class NumpyEngine:
    """Forward pass of a BERT-shaped encoder with mean pooling.

    Parameters
    ----------
    card : ModelCard
        Shape of the network.
    weights : Weights
        Its stored weights; layers are expanded to float32, word vectors stay in 4 bits.
    """

    def __init__(self, card: ModelCard, weights: Weights) -> None:
        self._weights = weights
        self._n_heads = card.n_heads
        self._eps = np.float32(card.layer_norm_eps)
        self._positions = weights.vector("positions") + weights.vector("token_type")
        self._norm = _norm(weights, "embedding_norm")
        self._layers = [_layer(weights, i) for i in range(card.n_layers)]
        with one_thread_per_product():
            self._tile_rows = _pick_tile_rows(self._layers[0])

    def session(self) -> AbstractContextManager[None]:
        """Return a context that holds BLAS at one thread."""
        return one_thread_per_product()

    def forward(self, windows: Sequence[Sequence[int]]) -> Float32:
        """Return the mean token vector of each window of token ids.

        Parameters
        ----------
        windows : sequence of sequence of int
            Token ids with ``<s>`` and ``</s>``, each at most ``max_tokens`` long.

        Returns
        -------
        ndarray of float32, shape (n_windows, n_dims)
        """
        if self._tile_rows == 0 and len(windows) > 1:
            return np.concatenate([self.forward([window]) for window in windows])
        spans = _spans(windows)
        n_rows = spans[-1].stop
        tile_rows = self._tile_rows or n_rows
        x = np.zeros((-(-n_rows // tile_rows) * tile_rows, self._positions.shape[1]), np.float32)
        for window, span in zip(windows, spans, strict=True):
            x[span] = self._weights.words(np.asarray(window)) + self._positions[: len(window)]
        tiles = [slice(start, start + tile_rows) for start in range(0, len(x), tile_rows)]
        for tile in tiles:
            x[tile] = _normalize(x[tile], self._norm, self._eps)
        for layer in self._layers:
            x = self._run_layer(x, layer, tiles, spans)
        return np.stack([x[span].mean(axis=0) for span in spans])

    def _run_layer(
        self, x: Float32, layer: _Layer, tiles: Sequence[slice], spans: Sequence[slice]
    ) -> Float32:
        qkv = np.concatenate([_apply(x[tile], layer.query_key_value) for tile in tiles])
        mixed = np.zeros_like(x)
        for span in spans:
            mixed[span] = _attend(qkv[span], self._n_heads)
        out = np.empty_like(x)
        for tile in tiles:
            y = _apply(mixed[tile], layer.attention_out)
            y = _normalize(y + x[tile], layer.attention_norm, self._eps)
            z = _apply(_gelu(_apply(y, layer.hidden)), layer.hidden_out)
            out[tile] = _normalize(z + y, layer.hidden_norm, self._eps)
        return out


def _spans(windows: Sequence[Sequence[int]]) -> list[slice]:
    stops = np.cumsum([len(window) for window in windows]).tolist()
    return [slice(stop - len(window), stop) for window, stop in zip(windows, stops, strict=True)]


def _apply(x: Float32, dense: _Dense) -> Float32:
    y: Float32 = x @ dense.weight
    y += dense.bias
    return y


def _normalize(x: Float32, norm: _Norm, eps: np.float32) -> Float32:
    centered: Float32 = x - x.mean(axis=1, keepdims=True)
    variance = np.square(centered).mean(axis=1, keepdims=True)
    centered /= np.sqrt(variance + eps)
    centered *= norm.weight
    centered += norm.bias
    return centered


def _gelu(x: Float32) -> Float32:
    square = np.square(x)
    inner = np.full_like(x, _GELU[-1])
    for coefficient in reversed(_GELU[:-1]):
        inner *= square
        inner += np.float32(coefficient)
    inner *= x
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _attend(qkv: Float32, n_heads: int) -> Float32:
    n_tokens, n_all = qkv.shape
    n_dims = n_all // 3
    query, key, value = qkv.reshape(n_tokens, 3, n_heads, n_dims // n_heads).transpose(1, 2, 0, 3)
    scores: Float32 = query @ key.transpose(0, 2, 1)
    scores *= np.float32((n_dims // n_heads) ** -0.5)
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    mixed: Float32 = (scores @ value).transpose(1, 0, 2).reshape(n_tokens, n_dims)
    return mixed


def _pick_tile_rows(layer: _Layer) -> int:
    """Return `TILE_ROWS`, or 0 if a product's row depends on its place on this machine."""
    generator = np.random.default_rng(0)
    for dense in (layer.query_key_value, layer.attention_out, layer.hidden, layer.hidden_out):
        row = generator.standard_normal(dense.weight.shape[0], dtype=np.float32)
        product = np.tile(row, (TILE_ROWS, 1)) @ dense.weight
        if not np.array_equal(product, np.broadcast_to(product[0], product.shape)):
            return 0
    return TILE_ROWS


def _dense(weights: Weights, *names: str) -> _Dense:
    matrices = [weights.matrix(f"{name}.weight") for name in names]
    biases = [weights.vector(f"{name}.bias") for name in names]
    return _Dense(np.ascontiguousarray(np.concatenate(matrices).T), np.concatenate(biases))


def _norm(weights: Weights, name: str) -> _Norm:
    return _Norm(weights.vector(f"{name}.weight"), weights.vector(f"{name}.bias"))


def _layer(weights: Weights, index: int) -> _Layer:
    at = f"layer.{index}"
    return _Layer(
        query_key_value=_dense(weights, f"{at}.query", f"{at}.key", f"{at}.value"),
        attention_out=_dense(weights, f"{at}.attention_out"),
        attention_norm=_norm(weights, f"{at}.attention_norm"),
        hidden=_dense(weights, f"{at}.hidden"),
        hidden_out=_dense(weights, f"{at}.hidden_out"),
        hidden_norm=_norm(weights, f"{at}.hidden_norm"),
    )
