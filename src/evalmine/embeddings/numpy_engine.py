"""Runs the shipped model in numpy: no torch, and the same bits for a text in any company.

Tokens of many texts are laid end to end and multiplied in tiles of a few fixed numbers of rows,
the last one padded with zeros. A row of a product depends neither on the rows beside it, nor on
its place, nor on the number of rows; `_pick_tile_rows` checks that on the machine at hand, leaves
out tiles for which it does not hold, and goes back to one text per product if need be. Attention
runs head by head of one text; texts of equal length share the calls, not the products.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from evalmine.embeddings.model_file import Float32, ModelCard, Weights
from evalmine.embeddings.threads import one_thread_per_product

# Large ones reach 0.9 of the machine's arithmetic peak, small ones leave little to pad.
TILE_ROWS = (384, 192, 96, 48, 24)
# Vectors of the first release came from tiles of this size: other sizes have to agree with it.
_TRUSTED_ROWS = 96

# What elementwise steps take at once, so that it stays in the processor's second cache.
_BLOCK_ROWS = 32
_BLOCK_SCORES = 1 << 17

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


@dataclass(frozen=True)
class _Work:
    """Where a forward pass writes: made once, used by every layer.

    Parameters
    ----------
    tiles : list of slice
        Rows that are multiplied together; they cover all rows.
    x, qkv, mixed : Float32
        Token vectors, their queries, keys and values, and what attention makes of them.
    hidden, out : Float32
        Results of one tile, which the next tile overwrites.
    """

    tiles: list[slice]
    x: Float32
    qkv: Float32
    mixed: Float32
    hidden: Float32
    out: Float32


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
            Token ids with ``<s>`` and ``</s>``, each at most ``max_tokens`` long. Fastest where
            windows of equal length follow each other.

        Returns
        -------
        ndarray of float32, shape (n_windows, n_dims)
        """
        if not self._tile_rows and len(windows) > 1:
            return np.concatenate([self.forward([window]) for window in windows])
        lengths = [len(window) for window in windows]
        work = self._work(sum(lengths))
        stops = np.cumsum(lengths).tolist()
        spans = [slice(stop - n, stop) for n, stop in zip(lengths, stops, strict=True)]
        for window, span in zip(windows, spans, strict=True):
            words = self._weights.words(np.asarray(window))
            np.add(words, self._positions[: len(window)], out=work.x[span])
        _normalize(work.x, self._norm, self._eps)
        for layer in self._layers:
            self._run_layer(work, layer, lengths)
        return np.stack([work.x[span].mean(axis=0) for span in spans])

    def _work(self, n_tokens: int) -> _Work:
        n_dims = self._positions.shape[1]
        tiles = _cut_tiles(n_tokens, self._tile_rows)
        n_rows = tiles[-1].stop
        n_most = max(tile.stop - tile.start for tile in tiles)
        n_hidden = len(self._layers[0].hidden.bias)
        return _Work(
            tiles=tiles,
            x=np.zeros((n_rows, n_dims), np.float32),
            qkv=np.empty((n_rows, 3 * n_dims), np.float32),
            mixed=np.zeros((n_rows, n_dims), np.float32),
            hidden=np.empty((n_most, n_hidden), np.float32),
            out=np.empty((n_most, n_dims), np.float32),
        )

    def _run_layer(self, work: _Work, layer: _Layer, lengths: Sequence[int]) -> None:
        for tile in work.tiles:
            _apply(work.x[tile], layer.query_key_value, work.qkv[tile])
        _attend(work.qkv, lengths, self._n_heads, work.mixed)
        for tile in work.tiles:
            x = work.x[tile]
            hidden, out = work.hidden[: len(x)], work.out[: len(x)]
            x += _apply(work.mixed[tile], layer.attention_out, out)
            _normalize(x, layer.attention_norm, self._eps)
            _gelu(_apply(x, layer.hidden, hidden))
            x += _apply(hidden, layer.hidden_out, out)
            _normalize(x, layer.hidden_norm, self._eps)


def _cut_tiles(n_rows: int, sizes: Sequence[int]) -> list[slice]:
    """Return tiles of those sizes, largest first, that cover the rows and a little more."""
    tiles: list[slice] = []
    start = 0
    while start < n_rows:
        rest = n_rows - start
        size = next((size for size in sizes if size <= rest), sizes[-1] if sizes else rest)
        tiles.append(slice(start, start + size))
        start += size
    return tiles


def _blocks(x: Float32) -> list[Float32]:
    return [x[start : start + _BLOCK_ROWS] for start in range(0, len(x), _BLOCK_ROWS)]


def _apply(x: Float32, dense: _Dense, out: Float32) -> Float32:
    np.matmul(x, dense.weight, out=out)
    for block in _blocks(out):
        block += dense.bias
    return out


def _normalize(rows: Float32, norm: _Norm, eps: np.float32) -> None:
    for x in _blocks(rows):
        x -= x.mean(axis=1, keepdims=True)
        variance = np.square(x).mean(axis=1, keepdims=True)
        x /= np.sqrt(variance + eps)
        x *= norm.weight
        x += norm.bias


def _gelu(rows: Float32) -> None:
    for x in _blocks(rows):
        square = np.square(x)
        inner = square * np.float32(_GELU[-1])
        for coefficient in _GELU[-2:0:-1]:
            inner += np.float32(coefficient)
            inner *= square
        inner += np.float32(_GELU[0])
        inner *= x
        np.tanh(inner, out=inner)
        inner += np.float32(1)
        x *= inner
        x *= np.float32(0.5)


def _attend(qkv: Float32, lengths: Sequence[int], n_heads: int, mixed: Float32) -> None:
    """Write into `mixed` what each text's tokens take from each other."""
    start = 0
    for n_tokens, equal in groupby(lengths):
        n_scores = n_tokens * n_tokens
        at_once = max(1, _BLOCK_SCORES // (n_scores * n_heads))
        heads_at_once = max(1, _BLOCK_SCORES // n_scores)
        rest = sum(1 for _ in equal)
        while rest:
            n_texts = min(rest, at_once)
            rows = slice(start, start + n_texts * n_tokens)
            _attend_equal(
                qkv[rows].reshape(n_texts, n_tokens, 3, n_heads, -1).transpose(2, 0, 3, 1, 4),
                mixed[rows].reshape(n_texts, n_tokens, n_heads, -1).transpose(0, 2, 1, 3),
                heads_at_once,
            )
            start, rest = rows.stop, rest - n_texts


def _attend_equal(qkv: Float32, mixed: Float32, heads_at_once: int) -> None:
    """Attend within texts of one length; all are (..., n_texts, n_heads, n_tokens, head size)."""
    scale = np.float32(qkv.shape[-1] ** -0.5)
    for first in range(0, qkv.shape[2], heads_at_once):
        query, key, value = qkv[:, :, first : first + heads_at_once]
        scores: Float32 = query @ key.transpose(0, 1, 3, 2)
        scores *= scale
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        np.matmul(scores, value, out=mixed[:, first : first + heads_at_once])


def _pick_tile_rows(layer: _Layer) -> tuple[int, ...]:
    """Return the tiles in which a row comes out the same wherever it stands; none if none do."""
    held = set(TILE_ROWS)
    generator = np.random.default_rng(0)
    for dense in (layer.query_key_value, layer.attention_out, layer.hidden, layer.hidden_out):
        row = generator.standard_normal(dense.weight.shape[0], dtype=np.float32)
        trusted = (np.tile(row, (_TRUSTED_ROWS, 1)) @ dense.weight)[0]
        for size in sorted(held):
            product = np.tile(row, (size, 1)) @ dense.weight
            if not np.array_equal(product, np.broadcast_to(trusted, product.shape)):
                held.remove(size)
    return tuple(sorted(held, reverse=True))


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
