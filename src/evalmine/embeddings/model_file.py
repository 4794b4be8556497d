"""Reads a model that evalmine ships: `model.json` and 4-bit weights in an `.npz`.

A 4-bit block is 18 bytes for 32 weights of one row: a float16 scale, then 16 bytes whose low
halves are weights 0-15 and whose high halves are weights 16-31, each stored as weight + 8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.errors import ConfigError

Float32 = npt.NDArray[np.float32]

BLOCK_BYTES = 18


@dataclass(frozen=True)
class ModelCard:
    """What `model.json` says about a model, known before its weights are read.

    Parameters
    ----------
    name, revision : str
        Name and the first 12 digits of the hash of weights, mean, directions and prefix.
    prefix : str
        What the model expects before each text, e.g. ``"query: "``.
    n_dims, n_layers, n_heads, max_tokens : int
        Size of a vector and shape of the network.
    layer_norm_eps : float
        Added to the variance in layer normalization.
    mean : Float32
        Fixed vector, shape (n_dims,), that is removed from every text's vector.
    language_directions : Float32
        Unit vectors at right angles, shape (n_directions, n_dims), in which languages differ;
        what a text's vector has along them is removed.
    weights : Path
        The `.npz` file.
    weights_sha256 : str
        Hash that the weights must have.
    """

    name: str
    revision: str
    prefix: str
    n_dims: int
    n_layers: int
    n_heads: int
    max_tokens: int
    layer_norm_eps: float
    mean: Float32
    language_directions: Float32
    weights: Path
    weights_sha256: str


@dataclass(frozen=True)
class Weights:
    """The stored arrays of a model; matrices are 4-bit blocks until they are asked for."""

    arrays: Mapping[str, npt.NDArray[Any]]

    def pieces(self) -> list[tuple[str, float]]:
        """Return the word pieces with their log-probabilities, in the order of their ids."""
        texts = self.arrays["pieces"].tobytes().decode("utf-8").split("\n")
        return list(zip(texts, self.arrays["scores"].astype(float).tolist(), strict=True))

    def vector(self, name: str) -> Float32:
        """Return an array that is stored as float32 (biases, norms, positions)."""
        return np.asarray(self.arrays[name], dtype=np.float32)

    def matrix(self, name: str) -> Float32:
        """Return a 4-bit matrix as float32, shape (n_out, n_in)."""
        return dequantize(self.arrays[name])

    def words(self, ids: npt.NDArray[np.intp]) -> Float32:
        """Return the word vectors of some piece ids, shape (n_ids, n_dims)."""
        return dequantize(self.arrays["words"][ids])


def dequantize(blocks: npt.NDArray[np.uint8]) -> Float32:
    """Expand rows of 4-bit blocks to float32.

    Parameters
    ----------
    blocks : ndarray of uint8, shape (n_rows, n_blocks * 18)
        Rows as stored.

    Returns
    -------
    ndarray of float32, shape (n_rows, n_blocks * 32)
    """
    n_rows = blocks.shape[0]
    block = blocks.reshape(-1, BLOCK_BYTES)
    scale = np.ascontiguousarray(block[:, :2]).view("<f2").astype(np.float32)
    halves = np.concatenate([block[:, 2:] & 15, block[:, 2:] >> 4], axis=1)
    weights = (halves.astype(np.float32) - np.float32(8)) * scale
    return weights.reshape(n_rows, -1)


def read_card(folder: Path) -> ModelCard:
    """Read `model.json` in a model's folder.

    Raises
    ------
    ConfigError
        If the folder has no readable `model.json`.
    """
    path = folder / "model.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return ModelCard(
            name=card["name"],
            revision=card["revision"],
            prefix=card["prefix"],
            n_dims=card["n_dims"],
            n_layers=card["n_layers"],
            n_heads=card["n_heads"],
            max_tokens=card["max_tokens"],
            layer_norm_eps=card["layer_norm_eps"],
            mean=np.array(card["mean"], dtype=np.float32),
            language_directions=np.array(card["language_directions"], dtype=np.float32).reshape(
                -1, card["n_dims"]
            ),
            weights=folder / card["weights"]["file"],
            weights_sha256=card["weights"]["sha256"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{path} is damaged or missing: reinstall evalmine") from error


def read_weights(card: ModelCard) -> Weights:
    """Read a model's weights and check their hash.

    Raises
    ------
    ConfigError
        If the file is missing or its hash is not the one in `model.json`.
    """
    if not card.weights.is_file() or sha256_of(card.weights) != card.weights_sha256:
        raise ConfigError(f"{card.weights} is damaged or missing: reinstall evalmine")
    with np.load(card.weights, allow_pickle=False) as stored:
        return Weights({name: stored[name] for name in stored.files})


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
