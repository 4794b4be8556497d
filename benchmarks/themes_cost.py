"""What finding themes costs, every tool in turn on the same machine in the same hour.

Warm: one fit in a process that has done another before, so imports and compiling are apart. Fresh:
a process that does this one fit, with all it imports, compiles and reads. Needs ``.venv-peers``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import themes_jobs as jobs
from benchmarks import themes_processes as processes
from benchmarks.tables import table
from benchmarks.themes_figures import read_fits
from benchmarks.themes_peers import prepare
from benchmarks.themes_sets import NAMES, SPEED

ASKED = {
    "300": ("polis_consultations", "polis_consultations/300/draw/0"),
    "2,500": ("polis_consultations", "polis_consultations/2500/draw/0"),
    "11,080": ("polis_consultations", "polis_consultations/whole/whole/0"),
    "18,000": (SPEED, f"{SPEED}/whole/whole/0"),
}
OURS = ("evalmine", "clusters")
PEERS = ("bertopic", "top2vec", "topeax", "turftopic_clustering", "keynmf", "gmm", "kmeans", "lda")
UP_TO_18_000 = ("bertopic", "kmeans")
UP_TO_2_500 = ("top2vec", "topeax", "turftopic_clustering")  # minutes for one fit of more
LIMIT = 600.0  # seconds for one fit

Command = Callable[[Path, Sequence[Path]], list[str]]


def measure() -> dict[str, Any]:
    processes.need_peers()
    found = prepare()
    if found["skipped"]:
        return {"skipped": found["skipped"]}
    folders = {name: Path(path) for name, path in found["sets"].items()}
    tools: dict[str, Any] = {}
    for way in OURS:
        tools |= _tool(way, lambda out, of, way=way: processes.ours(way, out, of), folders)
    for method in PEERS:
        tools |= _tool(method, lambda out, of, m=method: processes.peer(m, out, *of), folders)
    kept = [folders[name] for name in (*NAMES, SPEED)]
    return {"data": processes.fingerprint(kept), "tools": tools}


def tables(result: Mapping[str, Any]) -> str:
    """Return CPU seconds warm and fresh, and the memory of a fresh process."""
    rows = [
        [
            name,
            *(_seconds(of, size, "warm") for size in ASKED),
            *(_seconds(of, size, "fresh") for size in ASKED),
            *(_memory(of, size) for size in ("2,500", "18,000")),
        ]
        for name, of in result["tools"].items()
    ]
    warm = [f"{size} texts, warm" for size in ASKED]
    fresh = [f"{size}, fresh" for size in ASKED]
    return table(["CPU seconds", *warm, *fresh, "MB at 2,500", "at 18,000"], rows)


def _tool(name: str, command: Command, folders: Mapping[str, Path]) -> dict[str, Any]:
    """Return by name, as the tool calls itself, and by size what was spent."""
    print(f"  {name}", file=sys.stderr, flush=True)
    sizes = [size for size in ASKED if _does(name, size)]
    found: dict[str, Any] = {}
    for size in sizes:
        folder, job = folders[ASKED[size][0]], ASKED[size][1]
        for kind in ("warm", "fresh"):
            out = jobs.work_folder() / "cost.jsonl"
            out.unlink(missing_ok=True)
            spent = processes.run(
                command(out, [folder]), jobs=job, fresh=kind == "fresh", limit=LIMIT
            )
            fits = read_fits([out]) if out.is_file() else []
            for fit in fits:
                own = found.setdefault(fit["method"], {}).setdefault(size, {})
                own |= {"warm": fit["cpu"]} if kind == "warm" else {"fresh": spent["cpu"]}
                if kind == "fresh":
                    own["peak_memory_mb"] = fit["peak_memory_mb"]
    return found


def _does(name: str, size: str) -> bool:
    if size == "18,000":
        return name in (*OURS, *UP_TO_18_000)
    return size != "11,080" or name not in UP_TO_2_500


def _seconds(of: Mapping[str, Any], size: str, kind: str) -> str:
    value = of.get(size, {}).get(kind)
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _memory(of: Mapping[str, Any], size: str) -> str:
    value = of.get(size, {}).get("peak_memory_mb")
    return "–" if value is None else f"{value:,}"
