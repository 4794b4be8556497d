"""What all parts share: going through sets, skipping those that are not there, telling versions."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.datasets import DataMissingError

_PACKAGES = ("evalmine", "numpy", "scipy", "scikit-learn", "torch", "sentence-transformers")


def over_sets(names: Sequence[str], measure: Callable[[str], object]) -> dict[str, object]:
    """Return ``{"sets": ..., "skipped": ...}``; a set that is not there is said and skipped."""
    sets, skipped = {}, []
    for name in names:
        print(f"  {name}", file=sys.stderr, flush=True)
        try:
            sets[name] = measure(name)
        except DataMissingError as error:
            print(f"skipped: {error}", file=sys.stderr)
            skipped.append(name)
    return {"sets": sets, "skipped": skipped}


def circumstances() -> dict[str, object]:
    """Return processor, versions and encoder; no date, so that equal runs give equal files."""
    from benchmarks.vectors import encoder

    return {
        "machine": {"cpu": _cpu(), "cores": os.cpu_count(), "python": platform.python_version()},
        "versions": {package: _version(package) for package in _PACKAGES},
        "encoder": {"name": encoder().name, "revision": encoder().revision},
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
