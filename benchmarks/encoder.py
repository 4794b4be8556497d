"""Encoder throughput: the two engines of the built-in encoder, one after the other in one run."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd

from evalmine.embeddings import load_encoder
from evalmine.resources import resource_path

N_TEXTS = 300


def measure() -> dict[str, object]:
    gold = pd.read_csv(resource_path("corpora", "aftryk-2025", "gold.csv"), keep_default_na=False)
    texts = list(gold.text[:N_TEXTS])
    vectors, rows = {}, {}
    for engine in ("numpy", "torch"):
        encoder = load_encoder("default", engine=engine)
        encoder.encode(texts[:2])  # weights are read at the first text
        wall, cpu = time.perf_counter(), time.process_time()
        vectors[engine] = encoder.encode(texts)
        rows[engine] = {
            "texts_per_second": round(N_TEXTS / (time.perf_counter() - wall), 1),
            "texts_per_cpu_second": round(N_TEXTS / (time.process_time() - cpu), 1),
        }
    cosines = np.einsum("ij,ij->i", vectors["numpy"], vectors["torch"])
    return {
        "n_texts": N_TEXTS,
        "mean_words": round(float(np.mean([len(t.split()) for t in texts])), 1),
        "engines": rows,
        "lowest_cosine_between_engines": round(float(cosines.min()), 7),
    }
