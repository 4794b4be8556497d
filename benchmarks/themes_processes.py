"""Runs tools in processes of their own and tells what these cost."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def run(
    command: Sequence[str],
    *,
    threads: int = 1,
    jobs: str = "",
    fresh: bool = False,
    limit: float | None = None,
) -> dict[str, Any]:
    """Return what a process cost, CPU seconds of all threads and seconds, and if it ended well.

    Parameters
    ----------
    command : sequence of str
    threads : int, default 1
        Of every library that takes some.
    jobs : str, optional
        Kinds or keys of the jobs to do; all if empty.
    fresh : bool, default False
        Not to warm up before the first job.
    limit : float, optional
        Seconds after which it is ended.
    """
    environment = {
        **os.environ,
        **dict.fromkeys(_THREADS, str(threads)),
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PEER_JOBS": jobs,
        "PEER_FRESH": "1" if fresh else "",
    }
    start = time.perf_counter()
    process = subprocess.Popen(list(command), env=environment, cwd=ROOT)
    watch = threading.Timer(limit, process.kill) if limit else None
    if watch:
        watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    if watch:
        watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "seconds": round(time.perf_counter() - start, 2),
        "ended": process.returncode == 0,
    }


def ours(method: str, out: Path, folders: Sequence[Path]) -> list[str]:
    """Return the command of evalmine's side."""
    command = [sys.executable, "-m", "benchmarks.themes_ours", method, str(out)]
    return command + [str(folder) for folder in folders]


def peer(method: str, *rest: Path) -> list[str]:
    """Return the command of another tool."""
    script = ROOT / "benchmarks" / "peers" / "run_peer.py"
    return [str(peer_python()), str(script), method, *map(str, rest)]


def peer_python() -> Path:
    """Return the other tools' Python: of the folder EVALMINE_PEERS, or of .venv-peers."""
    named = os.environ.get("EVALMINE_PEERS")
    return (Path(named) if named else ROOT / ".venv-peers") / "bin" / "python"


def fingerprint(folders: Sequence[Path]) -> dict[str, str]:
    """Return what tells that two runs had the same vectors and samples, by set."""
    told = {}
    for folder in folders:
        digest = hashlib.sha256((folder / "vectors.npy").read_bytes())
        jobs = json.loads((folder / "jobs.json").read_text(encoding="utf-8"))
        asked = sorted((job["job"], job["rows"], job["seed"]) for job in jobs)
        digest.update(json.dumps(asked).encode())
        told[folder.name] = digest.hexdigest()[:16]
    return told


def need_peers() -> None:
    """Say what to do where the other tools are not installed.

    Raises
    ------
    SystemExit
    """
    if not peer_python().is_file():
        raise SystemExit(f"{peer_python()} is not there: make bench-peers builds it")
