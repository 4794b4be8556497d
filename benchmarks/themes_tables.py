"""Tables of themes, one for each question, every tool beside the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.tables import table
from benchmarks.themes_sets import NAMES

Results = Mapping[str, Mapping[str, Any]]
Figures = Mapping[str, Any]

EVALMINE, BERTOPIC, KMEANS = "evalmine", "BERTopic", "k-means, told the number"
NOT_TOLD = (
    EVALMINE,
    BERTOPIC,
    "BERTopic, outliers reduced",
    "Top2Vec",
    "Topeax",
    "Turftopic clustering",
    "KeyNMF",
    "GMM",
)
TOLD = (KMEANS, "GMM, told the number", "KeyNMF, told the number", "LDA, told the number")
SIZES = ("300", "1000", "2500", "test half", "whole")


def merged(results: Results) -> dict[str, dict[str, dict[str, Figures]]]:
    """Return figures by set, size and method: evalmine's and the others', of the same data.

    Raises
    ------
    ValueError
        If the two were measured on other vectors or samples.
    """
    ours, others = results["themes"], results["themes_peers"]
    if ours["data"] != others["data"]:
        raise ValueError("themes and themes_peers were measured on different data: run both")
    return {
        name: {
            size: {**ours["sets"][name][size], **others["sets"][name][size]}
            for size in SIZES
            if size in ours["sets"][name]
        }
        for name in NAMES
    }


def sets(results: Results) -> str:
    """Return how many texts and classes each set has, and how often it was drawn from."""
    rows = []
    for name, sizes in merged(results).items():
        own = results["themes"]["about"][name]
        fits = ", ".join(f"{size}: {by[EVALMINE]['n_fits']}" for size, by in sizes.items())
        rows.append([name, str(own["n_texts"]), str(own["n_classes"]), own["classes"], fits])
    return table(["set", "texts", "classes", "of", "fits"], rows)


def classes(results: Results) -> str:
    """Return AMI with people's classes, left-out texts given to the nearest cluster."""
    return _grid(results, lambda own: f"{own['ami']:.2f}", (*NOT_TOLD, *TOLD), bold="ami")


def other_measures(results: Results) -> str:
    """Return ARI and V-measure."""
    return _grid(
        results, lambda own: f"{own['ari']:.2f} / {own['v_measure']:.2f}", (*NOT_TOLD, *TOLD)
    )


def numbers(results: Results) -> str:
    """Return how many themes were found, beside how many classes there are."""
    return _grid(results, lambda own: f"{own['n_themes']:.1f}", NOT_TOLD, truth=True)


def left_out(results: Results) -> str:
    """Return the share of texts left out, and AMI when they count as a class of their own."""
    several = [
        method for method in NOT_TOLD if method == EVALMINE or _ever(results, method, "left_out")
    ]
    return _grid(
        results,
        lambda own: f"{100 * own['left_out']:.0f} % ({own['ami_left_out_as_class']:.2f})",
        several,
    )


def stability(results: Results) -> str:
    """Return the agreement of themes found in two overlapping samples."""
    return _grid(
        results, lambda own: _two(own["bootstrap_ari"]), (*NOT_TOLD, *TOLD), bold="bootstrap_ari"
    )


def runs(results: Results) -> str:
    """Return the agreement of two runs on the same texts, no seed given."""
    return _grid(results, lambda own: _two(own["runs_ari"]), (*NOT_TOLD, *TOLD))


def threads(results: Results) -> str:
    """Return whether one and two threads gave the same."""
    rows = [
        [method, str(own["n"]), _two(own["ari"]), "yes" if own["identical"] else "no"]
        for part in ("themes", "themes_peers")
        for method, own in results[part]["threads"].items()
    ]
    return table(["tool", "fits", "agreement (ARI)", "identical, keywords too"], rows)


def words(results: Results) -> str:
    """Return how keywords hang together, how many are different and how many are stop words."""
    return _grid(
        results,
        lambda own: f"{_two(own['npmi'])} / {_two(own['diversity'])} / {_two(own['stop_words'])}",
        (*NOT_TOLD, *TOLD),
    )


def _grid(
    results: Results,
    cell: Callable[[Figures], str],
    methods: Sequence[str],
    *,
    truth: bool = False,
    bold: str = "",
) -> str:
    rows = []
    for name, sizes in merged(results).items():
        for size, by in sizes.items():
            best = _best(by, methods, bold) if bold else ""
            cells = [
                "–"
                if method not in by or not by[method]["n_fits"]
                else f"**{cell(by[method])}**"
                if method == best
                else cell(by[method])
                for method in methods
            ]
            known = [f"{by[EVALMINE]['n_classes']:.1f}"] if truth else []
            rows.append([name, size, *known, *cells])
    return table(["set", "texts", *(["classes"] if truth else []), *methods], rows)


def _best(by: Mapping[str, Figures], methods: Sequence[str], key: str) -> str:
    """Return the best of those that are not told the number."""
    known = [m for m in methods if m in NOT_TOLD and m in by and by[m].get(key) is not None]
    return max(known, key=lambda m: by[m][key], default="")


def _ever(results: Results, method: str, key: str) -> bool:
    return any(
        by.get(method, {}).get(key) for sizes in merged(results).values() for by in sizes.values()
    )


def _two(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}"
