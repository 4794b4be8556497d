"""What every tool is asked to do on a set, written where a tool in another environment reads it.

A job is one fit. Kinds: ``draw`` (ten draws of a size, in five overlapping pairs), ``whole``
(all texts, twice, no seed), ``part`` (overlapping draws of 80 % of all texts), ``again`` (three
draws once more), ``test`` (the test half, twice) and ``threads`` (seeded, run with one and
with two threads). Draws are the same for every tool; none but ``threads`` gives a seed to a tool.
The slowest tools leave out what is ``spare``: draws from the fifth at 2,500, second runs above
5,000 texts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import vectors
from benchmarks.themes_sets import SHARE, SPEED, ThemeSet, draw, load, sizes_of

N_PAIRS = 5
WHOLE_PAIRS = 2
N_AGAIN = 3
THREADS_AT = {"sib200_da": 300, "polis_consultations": 1000}  # where one and two are compared
SEED = 42
SPARE_FROM = 4  # draws of 2,500 that slow tools do
LARGE = 5000

Job = dict[str, Any]


def work_folder() -> Path:
    """Return the folder of jobs and of what tools answered (EVALMINE_BENCH_WORK, or out/themes)."""
    named = os.environ.get("EVALMINE_BENCH_WORK")
    return Path(named) if named else Path(__file__).resolve().parent.parent / "out" / "themes"


def jobs_of(data: ThemeSet) -> list[Job]:
    """Return the jobs on a set, small ones first."""
    return [
        {
            "job": f"{data.name}/{size}/{kind}/{number}",
            "set": data.name,
            "size": size,
            "kind": kind,
            "draw": number,
            "rows": [int(i) for i in rows],
            "n_classes": len(np.unique(data.labels[rows])),
            "seed": SEED if kind == "threads" else None,
            "spare": _spare(len(data), size, kind, number),
        }
        for size, kind, number, rows in _asked(data)
    ]


def _spare(n: int, size: str, kind: str, number: int) -> bool:
    """Tell which jobs are left out for tools that take minutes for each."""
    if size == "2500":
        return kind == "again" or number >= SPARE_FROM
    return n > LARGE and size in ("whole", "test half") and (number > 0 or kind == "part")


def _asked(data: ThemeSet) -> Iterator[tuple[str, str, int, np.ndarray]]:
    everything = np.arange(len(data))
    if data.name == SPEED:
        yield "whole", "whole", 0, everything
        return
    for size in sizes_of(data):
        for pair in range(N_PAIRS):
            both = draw(data, size, pair)
            yield str(size), "draw", 2 * pair, both.first
            yield str(size), "draw", 2 * pair + 1, both.second
        for pair in range(N_AGAIN):
            yield str(size), "again", 2 * pair, draw(data, size, pair).first
        if THREADS_AT.get(data.name) == size:
            yield str(size), "threads", 0, draw(data, size, 0).first
    for run in range(2):
        yield "test half", "test", run, np.flatnonzero(data.is_test)
    for run in range(2):
        yield "whole", "whole", run, everything
    for pair in range(WHOLE_PAIRS if len(data) < LARGE else 1):
        both = draw(data, round(SHARE * len(data)), pair)
        yield "whole", "part", 2 * pair, both.first
        yield "whole", "part", 2 * pair + 1, both.second


def write(name: str) -> Path:
    """Write texts, vectors and jobs of a set; return its folder."""
    data = load(name)
    folder = work_folder() / "jobs" / name
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "texts.json", data.texts)
    _write(folder / "languages.json", data.languages)
    np.save(folder / "vectors.npy", vectors.ours(data.texts))
    _write(folder / "jobs.json", jobs_of(data))
    return folder


def write_words(folder: Path) -> None:
    """Write the vectors of the words that ``run_peer.py words`` listed."""
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    np.save(folder / "word_vectors.npy", vectors.ours(words))


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")
