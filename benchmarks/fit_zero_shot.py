"""Fits the weights that make zero-shot scores probabilities, and tells how they do elsewhere.

``python -m benchmarks.fit_zero_shot`` writes ``src/evalmine/coding/zero_shot_calibration.json``
(fitted on all development halves) and ``benchmarks/results/zero_shot_fit.json``, whose figures are
of families of sets that were left out in turn.  Then it fits the thresholds of the codebook
``wellbeing`` on the development half of the sample.  No test half is read.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from benchmarks import sample, vectors
from benchmarks.datasets import DEVELOPMENT
from benchmarks.running import circumstances
from benchmarks.zero_shot_tasks import FAMILIES, Task, tasks
from evalmine.coding.calibration import (
    LogOdds,
    expected_calibration_error,
    fit_log_odds,
    reliability_curve,
)
from evalmine.coding.coder import MAX_CODES, assign
from evalmine.coding.thresholds import fit_thresholds
from evalmine.coding.zero_shot import (
    FEATURES,
    ZeroShotCoder,
    calibration,
    default_threshold,
    features,
)
from evalmine.embeddings import EmbeddingCache

HERE = Path(__file__).resolve().parent
FITTED = HERE.parent / "src" / "evalmine" / "coding" / "zero_shot_calibration.json"
WELLBEING = HERE.parent / "src" / "evalmine" / "codebooks" / "wellbeing.yaml"
RESULTS = HERE / "results" / "zero_shot_fit.json"
BARS = ("default", 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def main() -> None:
    measured = [(task, _features(task)) for task in tasks()]
    single = [(task, f) for task, f in measured if len(f) == 1]
    several = [(task, f) for task, f in measured if len(f) > 1]
    content = {
        "several_codes": _rounded(_fit(several)),
        "single_code": _rounded(_fit(single)),
        "fitted_with": "python -m benchmarks.fit_zero_shot",
        "encoder": f"{vectors.encoder().name} {vectors.encoder().revision}",
        "development_halves_of": list(FAMILIES),
        "n_codebooks": len(measured),
        "n_pairs": int(sum(task.truth.size for task, _ in measured)),
    }
    FITTED.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    result = {**circumstances(), "split": "development, each family left out in turn"}
    result["several_codes"] = left_out(several)
    result["single_code"] = left_out(single)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for family, figures in result["several_codes"]["families"].items():
        strange = figures.get("strange_texts_assigned")
        at = figures["bars"]["default"]
        print(family, figures["ece"], figures["average_precision"], at, strange)
    print(json.dumps(content, indent=1))
    calibration.cache_clear()
    _write_thresholds(_sample_thresholds())


def _sample_thresholds() -> dict[str, float]:
    """Return thresholds that assign each code to about as many segments as the authors did."""
    data = sample.load()
    rows = np.flatnonzero(data.split == DEVELOPMENT)
    half, asked = data.take(rows), sample.aspects()
    coder = ZeroShotCoder(sample.codebook(), vectors.encoder(), cache=EmbeddingCache.default())
    scores = coder.score(
        half.texts, embeddings=vectors.ours(half.texts), aspects=[asked[i] for i in rows]
    )
    return fit_thresholds(scores, half.truth, coder.code_ids, shrinkage=5, objective="prevalence")


def _write_thresholds(thresholds: dict[str, float]) -> None:
    code_id, lines = "", []
    for line in WELLBEING.read_text(encoding="utf-8").split("\n"):
        code_id = line.removeprefix("  - id: ") if line.startswith("  - id: ") else code_id
        if line.startswith("    threshold: "):
            line = f"    threshold: {round(thresholds[code_id], 3):g}"
        lines.append(line)
    WELLBEING.write_text("\n".join(lines), encoding="utf-8")


def _rounded(odds: LogOdds) -> dict[str, object]:
    names = FEATURES[: len(odds.weights)]
    weights = dict(zip(names, (round(w, 3) for w in odds.weights), strict=True))
    return {"weights": weights, "intercept": round(odds.intercept, 3)}


def left_out(measured) -> dict[str, object]:
    """Return figures of each family under weights fitted on the others."""
    by_family, pooled = {}, []
    for family in dict.fromkeys(task.family for task, _ in measured):
        inside = [(t, f) for t, f in measured if t.family == family and not t.strange]
        fitted = _fit([(t, f) for t, f in measured if t.family != family])
        scores = [fitted.probability(*f).astype(np.float32) for _, f in inside]
        by_family[family] = _figures([t for t, _ in inside], scores)
        outside = [
            fitted.probability(*f).astype(np.float32)
            for t, f in measured
            if t.family == family and t.strange
        ]
        if outside:
            shares = [float(_marks(s, "default").any(axis=1).mean()) for s in outside]
            by_family[family]["strange_texts_assigned"] = round(float(np.mean(shares)), 3)
        pooled += [(t, s, 1 / len(inside)) for (t, _), s in zip(inside, scores, strict=True)]
    mean = {
        str(bar): {
            k: round(float(np.mean([f["bars"][str(bar)][k] for f in by_family.values()])), 3)
            for k in ("precision", "recall", "f1", "assigned_per_given")
        }
        for bar in BARS
    }
    scores, truth = _drawn(pooled)
    curve = reliability_curve(scores, truth)
    return {
        "families": by_family,
        "bars": mean,
        "ece_mean_of_families": round(float(np.mean([f["ece"] for f in by_family.values()])), 4),
        "ece_pooled": round(expected_calibration_error(scores, truth), 4),
        "curve_pooled": [
            {k: round(float(v), 3) for k, v in row.items()} for row in curve.to_dict("records")
        ],
    }


def _features(task: Task):
    coder = ZeroShotCoder(task.book, vectors.encoder(), cache=EmbeddingCache.default())
    z = coder.standard_scores(task.texts, embeddings=vectors.ours(task.texts), aspects=task.aspects)
    return features(z)


def _fit(measured) -> LogOdds:
    """Fit with every family, and every codebook within one, counting the same."""
    n_of = {family: sum(t.family == family for t, _ in measured) for family in FAMILIES}
    table = np.vstack([np.stack([x.ravel() for x in f], axis=1) for _, f in measured])
    truth = np.concatenate([t.truth.ravel() for t, _ in measured])
    weights = np.concatenate(
        [np.full(t.truth.size, 1 / (t.truth.size * n_of[t.family])) for t, _ in measured]
    )
    return fit_log_odds(table, truth, weights)


def _figures(inside: list[Task], scores) -> dict[str, object]:
    ece = [
        expected_calibration_error(s.ravel(), t.truth.ravel())
        for t, s in zip(inside, scores, strict=True)
    ]
    best = [_average_precision(t.truth, s) for t, s in zip(inside, scores, strict=True)]
    bars = {}
    for bar in BARS:
        rows = [_agreement(t.truth, _marks(s, bar)) for t, s in zip(inside, scores, strict=True)]
        bars[str(bar)] = {k: round(float(np.mean([r[k] for r in rows])), 3) for k in rows[0]}
    return {
        "n_codebooks": len(inside),
        "ece": round(float(np.mean(ece)), 4),
        "average_precision": round(float(np.nanmean(best)), 3),
        "bars": bars,
    }


def _marks(scores, bar):
    n_codes = scores.shape[1]
    threshold = default_threshold(n_codes) if bar == "default" else bar
    return assign(scores, [threshold] * n_codes, most=MAX_CODES)


def _agreement(truth, marks) -> dict[str, float]:
    both, given, said = (truth & marks).sum(), marks.sum(), truth.sum()
    return {
        "precision": both / max(1, given),
        "recall": both / max(1, said),
        "f1": 2 * both / max(1, given + said),
        "assigned_per_given": given / max(1, said),
    }


def _average_precision(truth, scores) -> float:
    from sklearn.metrics import average_precision_score

    used = np.flatnonzero(truth.sum(axis=0) >= 4)
    if not len(used):
        return float("nan")
    return float(np.mean([average_precision_score(truth[:, j], scores[:, j]) for j in used]))


def _drawn(pooled):
    """Return pairs of all sets, each set and codebook with the same number of draws."""
    rng = np.random.default_rng(0)
    scores, truth = [], []
    for task, s, share in pooled:
        rows = rng.integers(0, s.size, round(40_000 * share))
        scores.append(s.ravel()[rows])
        truth.append(task.truth.ravel()[rows])
    return np.concatenate(scores), np.concatenate(truth)


if __name__ == "__main__":
    main()
