"""The other tools on every set: ``make bench-peers``, over an hour of CPU.

Needs ``.venv-peers`` (``benchmarks/peers/requirements.txt``). What is done is kept in the work
folder, so a run that was ended goes on where it was. ``themes`` puts evalmine beside the result.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import themes_jobs as jobs
from benchmarks import themes_processes as processes
from benchmarks.running import over_sets
from benchmarks.themes_figures import figures, read_fits, same_labels
from benchmarks.themes_sets import NAMES, SPEED

# The slowest come last, so that the first comparison is there early.
KINDS = "draw,whole,part,again,test"


def measure() -> dict[str, Any]:
    processes.need_peers()
    folders = prepare()
    if folders["skipped"]:
        return {"skipped": folders["skipped"]}
    paths = [Path(folders["sets"][name]) for name in NAMES]
    work = jobs.work_folder()
    for kind in ("fits", "threads1", "threads2"):
        (work / kind).mkdir(exist_ok=True)
    for method in told_by_tools()["methods"]:
        print(f"  {method}", file=sys.stderr, flush=True)
        processes.run(processes.peer(method, _out("fits", method), *paths), jobs=KINDS)
        for n in (1, 2):
            out = _out(f"threads{n}", method)
            processes.run(processes.peer(method, out, *paths), jobs="threads", threads=n)
    return collect([*paths, Path(folders["sets"][SPEED])])


def prepare() -> dict[str, Any]:
    """Write the jobs of all sets, and the vectors of the words that tools will ask for."""
    found = over_sets((*NAMES, SPEED), lambda name: str(jobs.write(name)))
    named = [Path(path) for name, path in found["sets"].items() if name != SPEED]
    missing = [folder for folder in named if not (folder / "word_vectors.npy").is_file()]
    if missing:
        subprocess.run(processes.peer("words", *missing), check=True)
    for folder in missing:
        jobs.write_words(folder)
    return found


def collect(folders: list[Path]) -> dict[str, Any]:
    """Return the figures of all that is in the work folder."""
    work = jobs.work_folder()
    fits = sorted((work / "fits").glob("*.jsonl"))
    threads = [read_fits(sorted((work / f"threads{n}").glob("*.jsonl"))) for n in (1, 2)]
    return {
        "data": processes.fingerprint(folders),
        "tools": told_by_tools()["versions"],
        "sets": figures(read_fits(fits)),
        "threads": same_labels(*threads),
    }


def told_by_tools() -> dict[str, Any]:
    """Return the methods there are, in order, and the versions of the tools."""
    command = processes.peer("tools")
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(told))


def _out(kind: str, method: str) -> Path:
    return jobs.work_folder() / kind / f"{method}.jsonl"
