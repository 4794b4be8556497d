"""Runs the benchmarks, or the named ones, and writes ``benchmarks/results/<part>.json``."""

from __future__ import annotations

import importlib
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

PARTS = ("coding", "encoder")
RESULTS = Path(__file__).resolve().parent / "results"


def machine() -> dict[str, str | int | None]:
    import os

    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "torch": version("torch"),
    }


def main(parts: list[str]) -> None:
    RESULTS.mkdir(exist_ok=True)
    for part in parts or PARTS:
        if part not in PARTS:
            raise SystemExit(f"unknown part {part!r}; parts: {', '.join(PARTS)}")
        result = importlib.import_module(f"benchmarks.{part}").measure()
        text = json.dumps({"machine": machine(), **result}, indent=2, ensure_ascii=False)
        (RESULTS / f"{part}.json").write_text(text + "\n", encoding="utf-8")
        print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
