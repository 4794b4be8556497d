"""Time and memory from ten thousand to a million vectors: real ones, jittered.

``python -m benchmarks.themes_scaling N OUT`` does one size, in a process of its own. Vectors are
drawn, with replacement, from those of polis_consultations and worldbank_pdo, and moved at random
by a fifth of their length, so that no two are the same and each lies among neighbors like its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import themes_jobs as jobs
from benchmarks import themes_processes as processes
from benchmarks.datasets import DataMissingError
from benchmarks.peers.loop import peak_memory_mb
from benchmarks.tables import table
from benchmarks.themes_figures import read_fits
from benchmarks.themes_sets import SPEED, load

SIZES = (10_000, 100_000, 1_000_000)
THREADS = 2
JITTER = 0.2
NEW_SHARE = 0.01
BERTOPIC_SIZES = (10_000, 100_000)
BERTOPIC_LIMIT = 300.0


def measure() -> dict[str, Any]:
    try:
        folder = jobs.write(SPEED)
    except DataMissingError:
        return {"skipped": [SPEED]}
    found = {str(n): _size(n) for n in SIZES}
    return {
        "data": processes.fingerprint([folder]),
        "jitter": JITTER,
        "sizes": found,
        "exponent": {key: _exponent(found, key) for key in ("cpu", "seconds", "peak_memory_mb")},
        "bertopic": _bertopic(folder),
    }


def tables(result: Mapping[str, Any]) -> str:
    """Return time, memory and what an update costs, by number of vectors."""
    rows = []
    for n, own in result["sizes"].items():
        per = [1e3 * own[key] / int(n) for key in ("cpu", "peak_memory_mb")]
        update = f"{own['update_cpu']:.3f} ({100 * own['update_cpu'] / own['cpu']:.2f} %)"
        cells = [f"{own[key]:,.1f}" for key in ("cpu", "seconds")]
        memory = [f"{own['peak_memory_mb']:,}", f"{per[0]:.3f}", f"{per[1]:.2f}"]
        rows.append(["evalmine", f"{int(n):,}", *cells, *memory, str(own["n_themes"]), update])
    for n, own in result["bertopic"].items():
        memory = f"{own['peak_memory_mb']:,}" if own["ended"] else "–"
        cells = [f"{own['cpu']:,.1f}", f"{own['seconds']:,.1f}", memory]
        told = "–" if own["ended"] else f"did not end in {BERTOPIC_LIMIT:.0f} s"
        rows.append(["BERTopic, fresh process", f"{int(n):,}", *cells, "–", "–", told, "–"])
    head = [
        "tool",
        "vectors",
        "CPU s",
        "seconds",
        "peak memory, MB",
        "CPU ms per vector",
        "KB per vector",
        "themes",
        "1 % new: CPU s (share of the fit)",
    ]
    exponent = ", ".join(f"{key} {value:.2f}" for key, value in result["exponent"].items())
    return f"{table(head, rows)}\n\nFitted exponents over the three sizes: {exponent}."


def jittered(n: int, seed: int = 0) -> np.ndarray:
    """Return so many unit vectors near real ones, shape (n, n_dims)."""
    known = np.load(jobs.work_folder() / "jobs" / SPEED / "vectors.npy")
    rng = np.random.default_rng((seed, n))
    found = np.empty((n, known.shape[1]), np.float32)
    for start in range(0, n, 50_000):  # a million rows of noise at once would count as memory
        block = found[start : start + 50_000]
        noise = rng.standard_normal(block.shape, dtype=np.float32)
        noise *= JITTER / np.sqrt(known.shape[1])
        block[:] = known[rng.integers(0, len(known), len(block))] + noise
        block /= np.linalg.norm(block, axis=1, keepdims=True)
    return found


def one_size(n: int) -> dict[str, Any]:
    """Cluster so many vectors, then place 1 % new ones."""
    from evalmine.themes.clusterer import GraphClusterer
    from evalmine.themes.model import ThemeModel

    vectors, new = jittered(n), jittered(max(1, round(n * NEW_SHARE)), seed=1)
    GraphClusterer().fit(vectors[:300])  # imports and compiling apart
    before = peak_memory_mb()
    cpu, wall = time.process_time(), time.perf_counter()
    clusterer = GraphClusterer().fit(vectors)
    found = {
        "cpu": round(time.process_time() - cpu, 2),
        "seconds": round(time.perf_counter() - wall, 2),
        "vectors_mb": before,
        "peak_memory_mb": peak_memory_mb(),
        "n_themes": len(np.unique(clusterer.labels_)),
    }
    names = tuple(str(i) for i in range(len(clusterer.centroids_)))
    model = ThemeModel(names, clusterer.centroids_)
    model.assign(new[:10])
    cpu = time.process_time()
    model.assign(new)
    return {**found, "update_cpu": round(time.process_time() - cpu, 4)}


def _size(n: int) -> dict[str, Any]:
    print(f"  {n:,}", file=sys.stderr, flush=True)
    out = jobs.work_folder() / f"scaling_{n}.json"
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "benchmarks.themes_scaling", str(n), str(out)]
    processes.run(command, threads=THREADS)
    return dict(json.loads(out.read_text(encoding="utf-8")))


def _exponent(found: Mapping[str, Mapping[str, Any]], key: str) -> float:
    """Return the slope in a plot of both logarithms."""
    x = np.log([int(n) for n in found])
    y = np.log([max(own[key], 1e-3) for own in found.values()])
    return round(float(np.polyfit(x, y, 1)[0]), 3)


def _bertopic(folder: Path) -> dict[str, Any]:
    """Return what BERTopic's defaults cost on as many, where its environment is there."""
    if not processes.peer_python().is_file():
        return {}
    known, found = load(SPEED).texts, {}
    for n in BERTOPIC_SIZES:
        place = folder.parent / f"scaling_{n}"
        place.mkdir(exist_ok=True)
        np.save(place / "vectors.npy", jittered(n))
        rows = np.random.default_rng(n).integers(0, len(known), n)
        texts = [known[i] for i in rows]  # any words do: only the cost is asked for
        job = {"job": f"scaling/{n}", "set": place.name, "size": str(n), "kind": "whole"}
        job |= {"draw": 0, "rows": list(range(n)), "n_classes": 1, "seed": None, "spare": False}
        for name, value in (("texts", texts), ("languages", ["en"] * n), ("jobs", [job])):
            (place / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
        out = jobs.work_folder() / f"scaling_bertopic_{n}.jsonl"
        out.unlink(missing_ok=True)
        command = processes.peer("bertopic", out, place)
        own = processes.run(command, threads=THREADS, fresh=True, limit=BERTOPIC_LIMIT)
        fits = read_fits([out]) if out.is_file() else []
        found[str(n)] = {**own, "peak_memory_mb": fits[0]["peak_memory_mb"] if fits else None}
    return found


if __name__ == "__main__":
    answer = one_size(int(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(answer), encoding="utf-8")
