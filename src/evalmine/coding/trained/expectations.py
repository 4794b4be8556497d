"""What to expect of a trained coder, code by code: from texts it had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.agreement.table import agreement_per_code

if TYPE_CHECKING:
    import pandas as pd

Marks = npt.NDArray[np.bool_]

MIN_POSITIVES: Final = 5
"""Positives from which a code gets a head of its own."""

MIN_PROJECTS: Final = 3
"""Projects with the code from which its figures mean anything for another project."""

LEEWAY: Final = 0.2
"""How far the lower end of kappa's interval may lie below the bar."""


def expect(
    human: Marks,
    machine: Marks,
    code_ids: Sequence[str],
    groups: Sequence[str],
    *,
    projects: Sequence[str] | None = None,
    bar: float = 0.6,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how well the machine's coding of unseen texts agrees with people's.

    Parameters
    ----------
    human, machine : ndarray of bool, shape (n_texts, n_codes)
        Who gave which code; the machine's from heads that had not seen the text's project.
    code_ids : sequence of str
        The columns.
    groups : sequence of str
        Project of each text, or what stands for it; intervals resample these.
    projects : sequence of str, optional
        Project of each text where `groups` are smaller, as for codings of one project alone.
    bar, seed
        As in `judge`, and of the resampling.

    Returns
    -------
    DataFrame
        One row per code: code_id, n (positives), n_projects (with the code), learned_from
        ("codings", or "codebook" where there are fewer than 5 positives), precision, recall, f1,
        kappa, kappa_low, kappa_high (95 %, 1,000 resamples of projects), alpha (Krippendorff's),
        prevalence_human, prevalence_machine (share of texts), verdict.
    """
    import pandas as pd

    agreement = agreement_per_code(human, machine, code_ids, groups, seed=seed)
    both, n_human, n_machine = (agreement[c].to_numpy() for c in ("n_both", "n_a", "n_b"))
    labels = np.array(groups if projects is None else projects)
    few = np.minimum(n_human, len(human) - n_human) < MIN_POSITIVES
    table = pd.DataFrame(
        {
            "code_id": list(code_ids),
            "n": n_human,
            "n_projects": [len(set(labels[column])) for column in human.T],
            "learned_from": np.where(few, "codebook", "codings"),
            "precision": _share(both, n_machine),
            "recall": _share(both, n_human),
            "f1": _share(2 * both, n_human + n_machine),
            **{c: agreement[c] for c in ("kappa", "kappa_low", "kappa_high", "alpha")},
            "prevalence_human": n_human / len(human),
            "prevalence_machine": n_machine / len(human),
        }
    )
    return judge(table, bar)


def judge(expectations: pd.DataFrame, bar: float = 0.6) -> pd.DataFrame:
    """Return the table with the verdict at another bar.

    "alone": kappa is at least `bar`, and the lower end of its interval at most 0.2 below it, so
    that one lucky sample does not do.  "too few": fewer than 5 positives, or from fewer than 3
    projects: no figure would mean anything.  "needs review": everything else.

    Parameters
    ----------
    expectations : DataFrame
        From `expect`.
    bar : float, default 0.6
        Cohen's kappa, 0 to 1; 0.6 is where Landis and Koch (1977) let "substantial" begin.
    """
    few = (expectations["n"] < MIN_POSITIVES) | (expectations["n_projects"] < MIN_PROJECTS)
    good = (expectations["kappa"] >= bar) & (expectations["kappa_low"] >= bar - LEEWAY)
    verdicts = np.where(few, "too few", np.where(good, "alone", "needs review"))
    return expectations.assign(verdict=verdicts)


def _share(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the quotient, nan where nothing was there to be found."""
    shares = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares
