"""Writes ``benchmarks/README.md`` from the results: a template, and a table where it names one."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import tables, targets, themes_tables, themes_targets

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
TEMPLATE = HERE / "README.template.md"
README = HERE / "README.md"

PARTS = (
    "single_label",
    "multi_label",
    "zero_shot",
    "transfer",
    "quote_spans",
    "stance",
    "throughput",
    "coding_speed",
    "setfit_style",
    "themes_peers",
    "wellbeing_coder",
    "themes",
    "themes_cost",
    "themes_scaling",
)
SLOW = ("setfit_style", "themes_peers", "themes_cost", "themes_scaling")

Results = Mapping[str, Mapping[str, Any]]

_SLOT = re.compile(r"^<!-- (\w+) -->$", re.MULTILINE)
_TABLES: Mapping[str, Callable[[Results], str]] = {
    "targets": targets.table,
    "sets": lambda _: tables.sets(HERE / "splits.json"),
    "circumstances": tables.circumstances,
    "single_label": lambda r: tables.single_label(r["single_label"]),
    "multi_label": lambda r: tables.multi_label(r["multi_label"]),
    "single_label_codes": lambda r: tables.codes(r["single_label"], targets.OTHER_LANGUAGES),
    "multi_label_codes": lambda r: tables.codes(r["multi_label"]),
    "expectations": tables.expectations,
    "zero_shot": lambda r: tables.zero_shot(r["zero_shot"]),
    "zero_shot_threshold": lambda r: tables.zero_shot_threshold(r["zero_shot"]),
    "calibration": tables.calibration,
    "reliability": tables.reliability,
    "zero_shot_fit": lambda r: tables.zero_shot_fit(r["zero_shot_fit"]),
    "transfer": lambda r: tables.single_label(r["transfer"]),
    "quote_spans": lambda r: tables.quote_spans(r["quote_spans"]),
    "setfit_style": tables.setfit_style,
    "themes_targets": themes_targets.themes_table,
    "themes_sets": themes_tables.sets,
    "themes_classes": themes_tables.classes,
    "themes_other_measures": themes_tables.other_measures,
    "themes_numbers": themes_tables.numbers,
    "themes_left_out": themes_tables.left_out,
    "themes_stability": themes_tables.stability,
    "themes_runs": themes_tables.runs,
    "themes_threads": themes_tables.threads,
    "themes_words": themes_tables.words,
}


def read_results() -> Results:
    """Return what the parts wrote, by part."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(RESULTS.glob("*.json"))
    }


def render(results: Results) -> str:
    """Return the README; a table whose part was not run says so."""
    return _SLOT.sub(lambda slot: _fill(slot[1], results), TEMPLATE.read_text(encoding="utf-8"))


def write_readme() -> None:
    """Render the committed results into the README."""
    README.write_text(render(read_results()), encoding="utf-8")


def _fill(slot: str, results: Results) -> str:
    try:
        if slot in _TABLES:
            return _TABLES[slot](results)
        return _own_table(slot, results[slot])
    except KeyError as missing:
        part = missing.args[0]
        if part not in (*PARTS, slot) or part in results:  # a figure that a part lacks is a mistake
            raise
        return f"Not measured yet: `make bench PART={part}`."


def _own_table(part: str, result: Mapping[str, Any]) -> str:
    """Return the table a part makes of its own results, ``tables(result)``, or all its figures."""
    if (HERE / f"{part}.py").is_file():
        module = importlib.import_module(f"benchmarks.{part}")
        if hasattr(module, "tables"):
            return str(module.tables(result))
    return tables.plain(result)
