"""Turns what tools answered (labels and keywords per fit) into figures per set and size."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import themes_measures as measures
from benchmarks.themes_jobs import work_folder
from benchmarks.themes_sets import ThemeSet, load

MEASURED = ("draw", "whole", "test")  # kinds of jobs whose labels are held against the classes
PAIRED = ("draw", "part")  # two draws each of one sample

Fit = Mapping[str, Any]
# Errors carry the name of the function; the same way of using a tool must keep its name.
_NAMES = {
    "bertopic": ("BERTopic", "BERTopic, outliers reduced"),
    "top2vec": ("Top2Vec",),
    "topeax": ("Topeax",),
    "turftopic_clustering": ("Turftopic clustering",),
    "keynmf": ("KeyNMF",),
    "keynmf_told": ("KeyNMF, told the number",),
    "gmm": ("GMM",),
    "gmm_told": ("GMM, told the number",),
    "kmeans": ("k-means, told the number",),
    "lda": ("LDA, told the number",),
}


def read_fits(paths: Iterable[Path]) -> list[Fit]:
    """Return every fit in files of fits, one for each method and job.

    A tool that gave up after its first way of working has given up on the others only.
    """
    fits: dict[tuple[str, str], Fit] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            fit = json.loads(line)
            for name in _NAMES.get(fit["method"], (fit["method"],)):
                fits.setdefault((name, fit["job"]), {**fit, "method": name})
    return list(fits.values())


def figures(fits: Sequence[Fit]) -> dict[str, Any]:
    """Return figures by set, size and method."""
    groups: dict[str, dict[str, dict[str, list[Fit]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for fit in fits:
        groups[fit["set"]][fit["size"]][fit["method"]].append(fit)
    found: dict[str, Any] = {}
    for name, sizes in groups.items():
        about = _About(name)
        found[name] = {
            size: {method: about.of(own) for method, own in methods.items()}
            for size, methods in sizes.items()
        }
    return found


class _About:
    """A set with all that its fits are held against."""

    def __init__(self, name: str) -> None:
        folder = work_folder() / "jobs" / name
        self.data: ThemeSet = load(name)
        self.vectors = np.load(folder / "vectors.npy")
        jobs = json.loads((folder / "jobs.json").read_text(encoding="utf-8"))
        self.rows = {job["job"]: np.array(job["rows"]) for job in jobs}
        self.reference = measures.Reference(self.data.texts)

    def of(self, fits: Sequence[Fit]) -> dict[str, Any]:
        """Return the mean figures of one method at one size, and how many fits they are of."""
        known = {fit["job"]: fit for fit in fits}
        measured = [fit for fit in known.values() if fit["kind"] in MEASURED]
        each = [self._one(fit) for fit in measured]
        found: dict[str, Any] = {"n_fits": len(each)}
        for key in each[0] if each else ():
            values = [row[key] for row in each if row[key] is not None]
            found[key] = round(float(np.mean(values)), 4) if values else None
        if len(each) > 1:
            found["ami_sd"] = round(float(np.std([row["ami"] for row in each], ddof=1)), 4)
        found["bootstrap_ari"] = _mean(self._bootstrap(known))
        found["runs_ari"] = _mean(self._again(known))
        found["gave_up"] = sum("error" in fit for fit in known.values())
        return found

    def _one(self, fit: Fit) -> dict[str, Any]:
        rows, labels = self.rows[fit["job"]], np.array(fit["labels"])
        return {
            **measures.against_classes(labels, self.data.labels[rows], self.vectors[rows]),
            "cpu": fit["cpu"],
            "npmi": self.reference.npmi(fit["keywords"]),
            "diversity": measures.diversity(fit["keywords"]),
            "stop_words": measures.stop_share(fit["keywords"]),
        }

    def _bootstrap(self, known: Mapping[str, Fit]) -> list[float]:
        found = []
        for job, fit in known.items():
            if fit["kind"] in PAIRED and fit["draw"] % 2 == 0:
                other = f"{job.rsplit('/', 1)[0]}/{fit['draw'] + 1}"
                if other in known:
                    labels = [np.array(known[key]["labels"]) for key in (job, other)]
                    found.append(
                        measures.agreement_on_common(
                            labels[0], self.rows[job], labels[1], self.rows[other]
                        )
                    )
        return found

    def _again(self, known: Mapping[str, Fit]) -> list[float]:
        """Return the agreement of two runs on the very same texts, no seed given."""
        by_rows: dict[tuple[str, bytes], list[Fit]] = defaultdict(list)
        for job, fit in known.items():
            if fit["kind"] != "threads":
                by_rows[fit["size"], self.rows[job].tobytes()].append(fit)
        return [
            measures.agreement(np.array(own[0]["labels"]), np.array(own[1]["labels"]))
            for own in by_rows.values()
            if len(own) > 1
        ]


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None


def same_labels(one: Sequence[Fit], other: Sequence[Fit]) -> dict[str, Any]:
    """Return, by method, how alike two series of fits of the same jobs are, and if identical."""
    known = {(fit["method"], fit["job"]): fit for fit in other}
    pairs: dict[str, list[tuple[Fit, Fit]]] = defaultdict(list)
    for fit in one:
        if (fit["method"], fit["job"]) in known:
            pairs[fit["method"]].append((fit, known[fit["method"], fit["job"]]))
    return {
        method: {
            "n": len(own),
            "identical": all(
                a["labels"] == b["labels"] and a["keywords"] == b["keywords"] for a, b in own
            ),
            "ari": _mean(
                [measures.agreement(np.array(a["labels"]), np.array(b["labels"])) for a, b in own]
            ),
        }
        for method, own in pairs.items()
    }
