"""What coding costs when the vectors are at hand: 100,000 segments against 40 codes.

Segments are cut at random places from the words of the author-coded sample; vectors are those of
sample segments with noise. The codebook joins our own with that of us_bills_cap. CPU seconds count
all threads.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks import datasets, ours, sample, vectors
from benchmarks.tables import table
from evalmine.coding import Codebook, Coder

N_SEGMENTS, N_CODES = 100_000, 40
WORDS = (8, 30)
LIMIT = 10.0


def measure() -> dict[str, object]:
    book = codebook_of(N_CODES)
    texts, embeddings = segments(N_SEGMENTS)
    found = {
        name: seconds(coder, texts, embeddings)
        for name, coder in (("zero-shot", ours.zero_shot(book)), ("trained", _trained(book)))
    }
    return {
        "n_segments": N_SEGMENTS,
        "n_codes": N_CODES,
        "mean_words": round(float(np.mean([len(text.split()) for text in texts])), 1),
        "coders": found,
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def tables(result: Mapping[str, Any]) -> str:
    """Return the seconds, and which share of the limit they are."""
    rows = [
        [name, f"{of['cpu_seconds']:.1f}", f"{of['wall_seconds']:.1f}", f"{LIMIT:.0f}"]
        for name, of in result["coders"].items()
    ]
    head = [
        f"{result['n_segments']:,} segments x {result['n_codes']} codes, vectors at hand",
        "CPU seconds",
        "seconds on the wall",
        "target, CPU seconds",
    ]
    return f"{table(head, rows)}\n\nPeak memory of the process: {result['peak_memory_mb']:,} MB."


def codebook_of(n_codes: int) -> Codebook:
    """Return a codebook of so many assignable codes, rich ones first."""
    codes = [c.model_dump() for c in sample.codebook().assignable]
    codes += [
        {**c.model_dump(), "id": f"cap_{c.id}"}
        for c in datasets.codebook("us_bills_cap").assignable
    ]
    return Codebook.model_validate(
        {"name": "forty", "codes": [{**code, "parent": None} for code in codes[:n_codes]]}
    )


def segments(n: int) -> tuple[list[str], np.ndarray]:
    """Return so many texts, nearly all different, and unit vectors as the encoder gives."""
    data, rng = sample.load(), np.random.default_rng(0)
    words = " ".join(data.texts).split()
    starts = rng.integers(0, len(words) - WORDS[1], n)
    lengths = rng.integers(*WORDS, n)
    texts = [
        " ".join(words[a : a + k]) for a, k in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    known = vectors.ours(data.texts)
    noisy = known[rng.integers(0, len(known), n)] + rng.normal(0, 0.02, (n, known.shape[1]))
    noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
    return texts, noisy.astype(np.float16).astype(np.float32)


def seconds(coder: Coder, texts: list[str], embeddings: np.ndarray) -> dict[str, float]:
    """Return what coding them costs, once the coder has read its codebook."""
    coder.code(texts[:10], embeddings=embeddings[:10])
    wall, cpu = time.perf_counter(), time.process_time()
    coder.code(texts, embeddings=embeddings)
    return {
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "wall_seconds": round(time.perf_counter() - wall, 2),
    }


def _trained(book: Codebook) -> Coder:
    """Return a coder with a head for every code: labels are dealt out, only the cost matters."""
    data = sample.load()
    labels = [
        frozenset({book.code_ids[i % len(book.code_ids)], *(row & set(book.code_ids))})
        for i, row in enumerate(data.labels)
    ]
    return ours.train(book, replace(data, labels=labels, codes=book.code_ids))
