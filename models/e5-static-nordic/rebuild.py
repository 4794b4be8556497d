# /// script
# requires-python = ">=3.11"
# dependencies = ["wordfreq==3.1.1", "numpy", "scipy", "tokenizers"]
# ///
"""Rebuilds `weights.npz` and `model.json` of e5-static-nordic from e5-small-nordic.

    python models/e5-static-nordic/rebuild.py

1. Every word piece is embedded by e5-small-nordic, alone (Model2Vec, Tulkens and van Dongen 2024),
   and common pieces are made short (SIF, Arora, Liang and Ma 2017).
2. Ridge regression moves the pieces so that their sums come near e5-small-nordic's vectors of the
   sentences in this repository and of random words in a row, drawn from wordfreq's lists.
3. 256 dimensions are kept (PCA of those sums), differences between languages are projected out as
   in e5-small-nordic, and what is left is rounded to whole numbers.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from scipy import sparse

from evalmine.embeddings import EmbeddingCache, embed
from evalmine.embeddings.model_file import read_card, read_weights, sha256_of
from evalmine.embeddings.numpy_engine import NumpyEngine
from evalmine.embeddings.static_encoder import StaticEncoder
from evalmine.embeddings.stored_encoder import StoredEncoder
from evalmine.embeddings.tokenizer import BOS, EOS, build_tokenizer, piece_ids

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
TEACHER = FOLDER.parent / "e5-small-nordic"
N_DIMS = 256
SIF = 3e-5
RIDGE, N_STEPS, N_PASSES = 3.0, 30, 2
MEAN_DECIMALS = 5
WORD_LISTS = (("da", 30_000), ("en", 25_000), ("nb", 15_000), ("sv", 15_000))
DRAWS = (0, 1)

Rows = npt.NDArray[np.float64]


def random_words(seed: int) -> list[str]:
    """Return two to seven words in a row, of one language each; common words come more often."""
    from wordfreq import top_n_list

    generator = np.random.default_rng(seed)
    found = []
    for language, n_words in WORD_LISTS:
        words = top_n_list(language, n_words)
        pool = words + words[:5000] + 2 * words[:1000] + 10 * words[:100]
        pool = [pool[i] for i in generator.permutation(len(pool))]
        start = 0
        while start < len(pool):
            stop = start + int(generator.integers(2, 8))
            some = [
                word.capitalize() if generator.random() < (0.15 if j else 0.5) else word
                for j, word in enumerate(pool[start:stop])
            ]
            if len(some) > 4 and generator.random() < 0.3:
                some[2] += ","
            found.append(" ".join(some) + ("." if generator.random() < 0.3 else ""))
            start = stop
    return [found[i] for i in generator.permutation(len(found))]


def own_sentences() -> list[str]:
    """Return the sentences of this repository's sample corpora and sentence lists."""
    texts: list[str] = []
    for path in sorted(ROOT.glob("corpora/*/source/*")):
        if path.suffix == ".yaml":
            texts.extend(_strings(yaml.safe_load(path.read_text(encoding="utf-8"))))
        elif path.suffix == ".md":
            texts.append(path.read_text(encoding="utf-8"))
    for path in (ROOT / "src/evalmine/coding/background.txt", *sorted(TEACHER.glob("*.txt"))):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts.extend(part for line in lines if line[:1] != "#" for part in line.split("|"))
    parts = {part.strip(" #*-|\"'") for t in texts for part in re.split(r"(?<=[.!?])\s+|\n+", t)}
    return sorted(part for part in parts if 3 <= len(part.split()) <= 80)


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _strings(child)


def piece_outputs() -> Rows:
    """Return the mean token vector of each piece, with the prefix and nothing else."""
    card = read_card(TEACHER)
    stored = read_weights(card)
    engine = NumpyEngine(card, stored)
    prefix = piece_ids(build_tokenizer(stored.pieces()), [card.prefix])[0]
    windows = [[BOS, *prefix, i, EOS] for i in range(len(stored.pieces()))]
    with engine.session():
        parts = [engine.forward(windows[i : i + 256]) for i in range(0, len(windows), 256)]
    return np.concatenate(parts).astype(np.float64)


def piece_vectors(outputs: Rows, log_frequency: Rows) -> Rows:
    """Return the pieces' vectors, mean and language removed, times their weights."""
    card = read_card(TEACHER)
    vectors = _unit(_unit(outputs) - card.mean)
    vectors -= vectors.mean(axis=0)
    vectors -= vectors @ card.language_directions.T @ card.language_directions
    vectors *= (SIF / (SIF + np.exp(log_frequency)))[:, None]
    scaled: Rows = vectors / np.linalg.norm(vectors, axis=1).mean()
    return scaled


def counts(tokenizer: Any, texts: Sequence[str], n_pieces: int) -> sparse.csr_matrix:
    """Return how often each piece is in each text."""
    ids = piece_ids(tokenizer, texts)
    starts = np.cumsum([0, *map(len, ids)])
    flat = np.array([i for some in ids for i in some], dtype=np.int64)
    shape = (len(texts), n_pieces)
    return sparse.csr_matrix((np.ones(len(flat)), flat, starts), shape=shape)


def fit(vectors: Rows, pieces_of: sparse.csr_matrix, wanted: Rows) -> Rows:
    """Return piece vectors whose sums come nearer to `wanted`, and are else as before.

    Ridge regression on the difference, in its dual form, by conjugate gradients.
    """
    sums = pieces_of @ vectors
    scale = sparse.diags_array(1 / np.maximum(np.linalg.norm(sums, axis=1), 1e-9))
    system = (scale @ pieces_of).tocsr()
    residual = wanted - system @ vectors
    solution = np.zeros_like(residual)
    direction, size = residual.copy(), np.square(residual).sum(axis=0)
    for _ in range(N_STEPS):
        image = system @ (system.T @ direction) + RIDGE * direction
        step = size / (direction * image).sum(axis=0)
        solution += step * direction
        residual -= step * image
        new_size = np.square(residual).sum(axis=0)
        direction = residual + (new_size / size) * direction
        size = new_size
    return vectors + system.T @ solution


def without_languages(vectors: Rows, tokenizer: Any) -> Rows:
    """Project out the differences between the languages' means over the same sentences."""
    differences = []
    for name in ("neutral-sentences.txt", "parallel-sentences.txt"):
        lines = (TEACHER / name).read_text(encoding="utf-8").splitlines()
        rows = [line.split("|") for line in lines if line[:1] != "#"]
        means = []
        for texts in zip(*rows, strict=True):
            means.append(_unit(counts(tokenizer, texts, len(vectors)) @ vectors).mean(axis=0))
        differences.append(np.array(means) - np.mean(means, axis=0))
    _, sizes, basis = np.linalg.svd(np.concatenate(differences), full_matrices=False)
    basis = basis[sizes > 1e-3]
    return vectors - vectors @ basis.T @ basis


def whole_numbers(vectors: Rows) -> dict[str, npt.NDArray[Any]]:
    """Return 8-bit vectors and 16-bit weights whose product is nearly the vectors, but a factor."""
    sizes = np.abs(vectors).max(axis=1)
    weights = np.round(sizes / sizes.max() * (2**16 - 1)).astype(np.uint16)
    steps = np.maximum(weights, 1)[:, None] * (sizes.max() / (2**16 - 1) / 127)
    rounded = np.round(vectors / steps).clip(-127, 127).astype(np.int8)
    return {"vectors": rounded, "weights": weights}


def write_card(mean: Rows) -> None:
    """Write `model.json`; its revision covers weights and mean."""
    weights = FOLDER / "weights.npz"
    rounded = np.round(mean, MEAN_DECIMALS).tolist()
    digest = sha256_of(weights)
    card = {
        "name": FOLDER.name,
        "revision": hashlib.sha256(json.dumps([digest, rounded]).encode()).hexdigest()[:12],
        "licence": "MIT",
        "n_dims": len(rounded),
        "source": {"model": TEACHER.name, "revision": read_card(TEACHER).revision},
        "weights": {
            "file": weights.name,
            "sha256": digest,
            "n_bytes": weights.stat().st_size,
        },
        "mean": rounded,
    }
    text = json.dumps(card, indent=1, sort_keys=True)
    compact = re.sub(r"\s*\n\s*(-?[\d.e-]+,?)(?=\n)", r" \1", text)
    (FOLDER / "model.json").write_text(compact + "\n", encoding="utf-8")


def _unit(vectors: Rows) -> Rows:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def main() -> None:
    """Rebuild both files."""
    teacher = StoredEncoder(read_card(TEACHER))
    stored = read_weights(read_card(TEACHER))
    pieces = stored.pieces()
    tokenizer = build_tokenizer(pieces)
    texts = own_sentences() + [text for seed in DRAWS for text in random_words(seed)]
    wanted = embed(texts, teacher, cache=EmbeddingCache.default()).astype(np.float64)
    pieces_of = counts(tokenizer, texts, len(pieces))
    vectors = piece_vectors(piece_outputs(), np.array([score for _, score in pieces]))
    for _ in range(N_PASSES):
        vectors = fit(vectors, pieces_of, wanted)
    _, _, basis = np.linalg.svd(_unit(pieces_of @ vectors), full_matrices=False)
    vectors = without_languages(vectors @ basis[:N_DIMS].T, tokenizer)
    arrays = {name: stored.arrays[name] for name in ("pieces", "scores")}
    np.savez(FOLDER / "weights.npz", allow_pickle=False, **arrays, **whole_numbers(vectors))
    lines = (TEACHER / "neutral-sentences.txt").read_text(encoding="utf-8").splitlines()
    neutral = [part.strip() for line in lines if line[:1] != "#" for part in line.split("|")]
    write_card(np.zeros(N_DIMS))
    write_card(StaticEncoder(FOLDER).encode(neutral).mean(axis=0, dtype=np.float64))
    size = (FOLDER / "weights.npz").stat().st_size
    print(f"{len(texts)} texts, {len(pieces)} pieces, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
