"""evalmine's themes on every set, beside what `themes_peers` measured of other tools.

The other tools' figures are read from ``results/themes_peers.json``, of the same vectors and the
same samples (a fingerprint tells); only evalmine is run, so this takes minutes and not hours.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import themes_jobs as jobs
from benchmarks import themes_processes as processes
from benchmarks.running import over_sets
from benchmarks.themes_figures import Fit, figures, read_fits, same_labels
from benchmarks.themes_sets import CLASSES_ARE, NAMES, SPEED, load

KINDS = "draw,whole,part,again,test"
TWICE = "whole,threads"  # done again with two threads, in another process


def measure() -> dict[str, Any]:
    found = over_sets((*NAMES, SPEED), lambda name: str(jobs.write(name)))
    if found["skipped"]:
        return {"skipped": found["skipped"]}
    folders = [Path(path) for path in found["sets"].values()]
    work = jobs.work_folder() / "ours"
    work.mkdir(exist_ok=True)
    for old in work.glob("*.jsonl"):
        old.unlink()
    sets = [folder for folder in folders if folder.name != SPEED]
    once = _fits("evalmine", work / "fits.jsonl", sets, f"{KINDS},threads")
    twice = _fits("evalmine", work / "threads2.jsonl", sets, TWICE, threads=2)
    return {
        "data": processes.fingerprint(folders),
        "about": {name: _about(name) for name in NAMES},
        "sets": figures(once),
        "threads": same_labels(twice, once),
    }


def _about(name: str) -> dict[str, Any]:
    data = load(name)
    n_classes = len(np.unique(data.labels))
    return {"n_texts": len(data), "n_classes": n_classes, "classes": CLASSES_ARE[name]}


def _fits(way: str, out: Path, folders: Sequence[Path], asked: str, threads: int = 1) -> list[Fit]:
    print(f"  {out.stem}", file=sys.stderr, flush=True)
    processes.run(processes.ours(way, out, folders), jobs=asked, threads=threads)
    return read_fits([out])
