"""The same input gives the same output, bit for bit, in processes of their own.

What must be equal: every table, ``report.html``, and all of ``manifest.json`` but `created`,
`timings_s` and `platform`.  Where the same answers come in files with other bytes (rows in another
order), `inputs` and `run_id` differ as well, since they are hashes of those bytes.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import evalmine as em
from evalmine.exchange.tables import COLUMNS
from evalmine.resources import resource_path

pytestmark = pytest.mark.slow

N_PROJECTS, N_HEADER = 20, 2
REPORTS = ("AFT25-004_ekstern-evaluering.pdf", "AFT25-018_ekstern-evaluering.pdf")
OF_THE_MOMENT = {"created", "timings_s", "platform"}
OF_THE_BYTES = {"inputs", "run_id"}


def survey(path: Path, *, seed: int | None = None) -> Path:
    """Write the first projects of the sample survey, rows in order or shuffled."""
    import openpyxl

    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.load_workbook(resource_path("corpora/aftryk-2025/selvevalueringer.xlsx"))
    sheet = book.worksheets[0]
    sheet.delete_rows(N_HEADER + N_PROJECTS + 1, sheet.max_row)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=N_HEADER + 1)]
    if seed is not None:
        random.Random(seed).shuffle(rows)
    for number, row in enumerate(rows, start=N_HEADER + 1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    book.save(path)
    return path


def run(
    out: Path, sources: list[Path], *, hash_seed: str, threads: int, cache: Path
) -> dict[str, bytes]:
    """Analyze in a new process and return every file that came out, by name."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads),
        "EVALMINE_CACHE": str(cache),
    }
    code = "from evalmine.cli import main; main()"
    arguments = ["analyze", *map(str, sources), "--encoder", "lexical", "--out", str(out)]
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def reports() -> list[Path]:
    """Return two external evaluations of projects in the survey."""
    folder = resource_path("corpora/reports")
    return [folder / name for name in REPORTS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("determinism")


@pytest.fixture(scope="module")
def runs(folder):
    """Three runs by name; the first two side by side, each with an empty cache of its own."""
    first, shuffled = survey(folder / "a" / "svar.xlsx"), survey(folder / "c" / "svar.xlsx", seed=7)
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(
            run,
            folder / "out-a",
            [first, *reports()],
            hash_seed="0",
            threads=1,
            cache=folder / "cache",
        )
        other_order = pool.submit(
            run,
            folder / "out-c",
            [shuffled, *reversed(reports())],
            hash_seed="random",
            threads=2,
            cache=folder / "cold",
        )
    again = run(
        folder / "out-b",
        [first, *reports()],
        hash_seed="1",
        threads=2,
        cache=folder / "cache",
    )
    return {"one": one.result(), "again": again, "other order": other_order.result()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """Return what differs: names of files, and keys of the manifest."""
    names = {n for n in one.keys() | other.keys() if one.get(n) != other.get(n)}
    first, second = (json.loads(found["manifest.json"]) for found in (one, other))
    keys = {k for k in first.keys() | second.keys() if first.get(k) != second.get(k)}
    return (names - {"manifest.json"}) | keys


def test_hashing_threads_and_cache_change_nothing(runs):
    """Another hash seed, two threads and the warm cache of the run before."""
    written = set(runs["one"])
    assert {"report.html", "report.docx", "quotes.xlsx", "manifest.json"} <= written
    assert {f"tables/{name}.parquet" for name in COLUMNS} <= written
    assert differing(runs["one"], runs["again"]) <= OF_THE_MOMENT


def test_the_order_of_rows_and_files_changes_nothing(runs):
    assert differing(runs["one"], runs["other order"]) <= OF_THE_MOMENT | OF_THE_BYTES


def test_the_survey_may_come_after_the_reports(folder):
    sources = [survey(folder / "d" / "svar.xlsx"), *reports()]
    one, other = em.read(sources).sorted(), em.read(sources[::-1]).sorted()
    assert one.projects == other.projects
