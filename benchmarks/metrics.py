"""Figures over what people and machines assigned, each with an interval.

Truth and assignments are boolean arrays of shape (n_texts, n_codes); in single-label coding each
row has one True. Intervals are 2.5 to 97.5 % of a bootstrap that draws whole groups (a lesson, an
incident) and, where a method was trained on several draws of examples, draws of examples too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evalmine.coding.agreement.bootstrap import group_codes, resample_counts
from evalmine.coding.agreement.statistics import cohen_kappa, krippendorff_alpha
from evalmine.coding.calibration import expected_calibration_error, reliability_curve

Marks = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
N_RESAMPLES = 1000
DIGITS = 3


def best_code(scores: npt.ArrayLike) -> Marks:
    """Return the code with the highest score of each text; of equal ones the first."""
    values = np.asarray(scores)
    marks = np.zeros(values.shape, dtype=bool)
    marks[np.arange(len(values)), values.argmax(axis=1)] = True
    return marks


def resample_weights(groups: Sequence[str], n_resamples: int = N_RESAMPLES) -> Floats:
    """Return how often each text is in each resample of groups, shape (n_resamples, n_texts)."""
    codes, n_groups = group_codes(groups, len(groups))
    return resample_counts(n_groups, n_resamples, 0)[:, codes].astype(np.float64)


def macro_f1(truth: Marks, assigned: Marks, weights: Floats | None = None) -> Floats:
    """Return the mean F1 of the codes that people used, once per row of `weights`."""
    both, given, wanted = _counts(truth, assigned, weights)
    f1 = 2 * both / np.maximum(1, given + wanted)
    used = wanted > 0
    return np.where(used, f1, 0).sum(axis=1) / np.maximum(1, used.sum(axis=1))


def micro_f1(truth: Marks, assigned: Marks, weights: Floats | None = None) -> Floats:
    """Return F1 over all pairs of text and code, once per row of `weights`."""
    both, given, wanted = (c.sum(axis=1) for c in _counts(truth, assigned, weights))
    return 2 * both / np.maximum(1, given + wanted)


def precision(truth: Marks, assigned: Marks, weights: Floats | None = None) -> Floats:
    """Return the share of assigned pairs that people assigned too; 0 where none is assigned."""
    both, given, _ = (c.sum(axis=1) for c in _counts(truth, assigned, weights))
    return both / np.maximum(1, given)


def recall(truth: Marks, assigned: Marks, weights: Floats | None = None) -> Floats:
    """Return the share of pairs people assigned that were assigned."""
    both, _, wanted = (c.sum(axis=1) for c in _counts(truth, assigned, weights))
    return both / np.maximum(1, wanted)


def hit_rate(truth: Marks, assigned: Marks, weights: Floats | None = None) -> Floats:
    """Return the share of texts of which an assigned code is right: accuracy for one label."""
    hit = (truth & assigned).any(axis=1)[:, None]
    both, _, n = _counts(np.ones_like(hit), hit, weights)
    return both[:, 0] / np.maximum(1, n[:, 0])


def over_draws(figure, truth: Marks, assigned: Sequence[Marks], groups: Sequence[str]) -> Floats:
    """Return a figure's mean over draws of examples, then in every resample.

    Shape (1 + N_RESAMPLES,); the first is the mean itself. Equal groups and numbers of draws are
    resampled alike, so two methods can be subtracted.
    """
    weights = np.vstack([np.ones((1, len(truth))), resample_weights(groups)])
    values = np.column_stack([figure(truth, marks, weights) for marks in assigned])
    n_draws = values.shape[1]
    drawn = np.random.default_rng(1).integers(0, n_draws, size=(len(values) - 1, n_draws))
    rows = np.vstack([np.arange(n_draws)[None, :], drawn])
    return np.take_along_axis(values, rows, axis=1).mean(axis=1)


def told(values: Floats) -> dict[str, float]:
    """Return the mean and interval of what `over_draws` gave, or of a difference of two."""
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return {"mean": rounded(values[0]), "low": rounded(low), "high": rounded(high)}


def single_label(
    truth: Marks, assigned: Sequence[Marks], groups: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Return macro F1 and accuracy of single-label coding over draws of examples."""
    return {
        "macro_f1": told(over_draws(macro_f1, truth, assigned, groups)),
        "accuracy": told(over_draws(hit_rate, truth, assigned, groups)),
    }


def lead(
    truth: Marks, ours: Sequence[Marks], theirs: Sequence[Marks], groups: Sequence[str]
) -> dict[str, float]:
    """Return by how much our macro F1 is ahead, on the same texts and draws."""
    return told(
        over_draws(macro_f1, truth, ours, groups) - over_draws(macro_f1, truth, theirs, groups)
    )


def multi_label(truth: Marks, assigned: Marks, groups: Sequence[str]) -> dict[str, object]:
    """Return micro and macro F1, precision, recall and how many codes a text got."""
    figures = {"micro_f1": micro_f1, "macro_f1": macro_f1, "precision": precision, "recall": recall}
    return {
        **{k: told(over_draws(figure, truth, [assigned], groups)) for k, figure in figures.items()},
        "codes_per_text": rounded(assigned.sum() / len(assigned)),
        "codes_per_text_people": rounded(truth.sum() / len(truth)),
    }


def per_code(
    truth: Marks, assigned: Marks, groups: Sequence[str], codes: Sequence[str]
) -> list[dict[str, object]]:
    """Return agreement with people per code: n, precision, recall, F1, kappa and alpha."""
    weights = resample_weights(groups)
    rows: list[dict[str, object]] = []
    for j, code in enumerate(codes):
        people, machine = truth[:, j], assigned[:, j]
        pair = truth[:, [j]], assigned[:, [j]]
        kappa, alpha = agreement_in(people, machine, weights)
        rows.append(
            {
                "code": code,
                "n": int(people.sum()),
                "precision": rounded(precision(*pair)[0]),
                "recall": rounded(recall(*pair)[0]),
                "f1": rounded(macro_f1(*pair)[0]),
                "kappa": {"mean": rounded(cohen_kappa(people, machine)), **_ends(kappa)},
                "alpha": {
                    "mean": rounded(krippendorff_alpha(people, machine)),
                    **_ends(alpha),
                },
            }
        )
    return rows


def agreement_in(people: Marks, machine: Marks, weights: Floats) -> tuple[Floats, Floats]:
    """Return Cohen's kappa and Krippendorff's alpha of one code in every resample.

    All resamples at once; a test holds them against `evalmine.coding.agreement`. NaN where a
    resample has nothing to agree on.
    """
    n = weights.sum(axis=1)
    both = weights @ (people & machine)
    p, m = weights @ people, weights @ machine
    agree = (n - p - m + 2 * both) / n
    by_chance = (p * m + (n - p) * (n - m)) / n**2
    yes = p + m  # alpha pools the two coders, and takes a value out before drawing the next
    pooled = (yes * (yes - 1) + (2 * n - yes) * (2 * n - yes - 1)) / (2 * n * (2 * n - 1))
    return _beyond(agree, by_chance), _beyond(agree, pooled)


def calibration(scores: npt.ArrayLike, truth: Marks) -> dict[str, object]:
    """Return the calibration error over all pairs and over each text's best code, and the curve."""
    values = np.asarray(scores, dtype=np.float64)
    best = best_code(values)
    return {
        "ece_all_pairs": rounded(expected_calibration_error(values.ravel(), truth.ravel())),
        "ece_best_code": rounded(expected_calibration_error(values[best], truth[best])),
        "curve_all_pairs": _curve(values.ravel(), truth.ravel()),
        "curve_best_code": _curve(values[best], truth[best]),
    }


def rounded(value: float) -> float | None:
    """Return a figure as it stands in the results; None for what is not defined."""
    number = round(float(value), DIGITS)
    return None if np.isnan(number) else number + 0.0  # no minus zero


def _counts(truth: Marks, assigned: Marks, weights: Floats | None) -> tuple[Floats, Floats, Floats]:
    """Return pairs both gave, the machine gave, people gave: (n_weights, n_codes) each."""
    by = np.ones((1, len(truth))) if weights is None else weights
    return by @ (truth & assigned), by @ assigned.astype(float), by @ truth.astype(float)


def _beyond(agree: Floats, by_chance: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(by_chance < 1, (agree - by_chance) / (1 - by_chance), np.nan)


def _ends(values: Floats) -> dict[str, float | None]:
    if np.isnan(values).all():
        return {"low": None, "high": None}
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return {"low": rounded(low), "high": rounded(high)}


def _curve(scores: Floats, truth: Marks) -> list[dict[str, float | None]]:
    frame = reliability_curve(scores, truth)
    return [
        {"n": int(row.n), "score": rounded(row.mean_score), "right": rounded(row.share_true)}
        for row in frame.itertuples()
    ]
