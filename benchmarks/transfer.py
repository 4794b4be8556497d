"""Codes learned in one language, used in another: parallel sentences of SIB-200.

Examples are drawn from the development half of one language, figures are from the test half of the
other. No sentence is on both sides in any language.
"""

from __future__ import annotations

from benchmarks.datasets import load
from benchmarks.running import over_sets
from benchmarks.single_label import measure_set

PAIRS = ("en to da", "da to en")


def measure() -> dict[str, object]:
    def one(pair: str) -> dict[str, object]:
        source, target = pair.split(" to ")
        return measure_set(load(f"sib200_{source}"), load(f"sib200_{target}"))

    return {
        "split": "examples from development in one language, figures from test in the other",
        **over_sets(PAIRS, one),
    }
