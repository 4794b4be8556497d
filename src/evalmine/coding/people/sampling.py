"""Which texts people should code next.

Two kinds of sample, for two uses.  ``random`` and ``stratified`` have known inclusion
probabilities: what is counted in them can be projected to all texts, and coders' agreement in them
is that of the material.  ``uncertain`` and ``rare`` teach a trained coder most per text read, and
say nothing about how often a code occurs.  Draw the first kind first, and keep the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import numpy.typing as npt

from evalmine.coding.coder import CodingResult
from evalmine.coding.people.sample_pool import Float, Pool, Taken, make_pool
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

Strategy = Literal["uncertain", "random", "rare", "stratified"]
STRATEGIES: Final = ("uncertain", "random", "rare", "stratified")
NO_CODE_STRATUM: Final = "-"
_ALIKE, _SAME = 0.5, 0.95  # cosines, less the mean vector, of a shared topic and shared words
_FAIR = 2  # times its even share that a project may have of a sample


@dataclass(frozen=True)
class _Pick:
    row: int
    code: int = -1
    reason: str = ""
    probability: float = float("nan")


def draw_sample(
    scores: CodingResult | npt.ArrayLike,
    *,
    strategy: Strategy,
    n: int,
    segment_ids: Sequence[str],
    groups: Sequence[str] | None = None,
    code_ids: Sequence[str] | None = None,
    thresholds: Sequence[float] | None = None,
    strata: Sequence[str] | None = None,
    n_coded: Mapping[str, int] | None = None,
    texts: Sequence[str] | None = None,
    embeddings: npt.ArrayLike | None = None,
    exclude: Collection[str] = (),
    exclusive: bool = False,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the texts to code next; the same ones whatever order the rows are in.

    Parameters
    ----------
    scores : CodingResult or array of shape (n_texts, n_codes)
        What a coder thinks of every text.
    strategy : {"uncertain", "random", "rare", "stratified"}
        ``uncertain``: scores nearest to their threshold, in turn for each code.  ``random``: each
        text with the same probability.  ``rare``: the highest scores of the codes with the fewest
        human codings.  ``stratified``: as many at random from each stratum.
    n : int
        How many; all there are if fewer.
    segment_ids : sequence of str
        One per row.
    groups : sequence of str, optional
        The project of each row.  For ``uncertain`` and ``rare``, no project gets more than twice
        its even share while others have texts left.
    code_ids, thresholds : sequences, optional
        Of the columns; those of the `CodingResult`, else "0", "1", ... and 0.5.
    strata : sequence of str, optional
        For ``stratified``, of each row, such as pool or source.  If left out, the rarest code that
        is assigned, and "-" for texts without one.
    n_coded : mapping of str to int, optional
        For ``rare``, how many human codings each code has.
    texts, embeddings : optional
        Of each row.  For ``uncertain`` and ``rare``, of equal texts, or texts with the same words
        as their vectors show, one is taken, and texts that are much alike only where others give
        too few.
    exclude : collection of str
        Segment ids that are coded already.
    exclusive : bool
        Whether every text has exactly one code.  ``uncertain`` is then a text whose two best codes
        lie close together, which teaches more.
    seed : int
        Of the draws of ``random`` and ``stratified``, and of ties.

    Returns
    -------
    DataFrame
        segment_id, strategy, code_id (that it was drawn for), reason, probability (of inclusion,
        among the texts that are not excluded; nan where unknown) and weight (1 / probability).
        Rows are in random order, so that who codes from the top learns nothing from a row's place.

    Raises
    ------
    ConfigError
        For an unknown strategy or an `n` below 1.
    ValueError
        If lengths differ.

    References
    ----------
    B. Settles (2009), "Active learning literature survey", University of Wisconsin-Madison,
    section 3.1 (uncertainty and margin sampling).
    """
    if strategy not in STRATEGIES:
        raise ConfigError(f"strategy {strategy!r} is not known: use {', '.join(STRATEGIES)}")
    if n < 1:
        raise ConfigError(f"a sample of {n} texts cannot be drawn: ask for at least 1")
    pool = make_pool(
        scores, segment_ids, groups, code_ids, thresholds, texts, embeddings, exclude, seed
    )
    if strategy == "random":
        picks = _at_random(pool, ["" for _ in segment_ids], n)
    elif strategy == "stratified":
        if strata is None:
            strata = strata_by_code(pool.assigned, pool.code_ids)
        picks = _at_random(pool, list(strata), n)
    elif strategy == "rare":
        picks = _rare(pool, n, n_coded or {})
    else:
        picks = _uncertain(pool, n, exclusive)
    return _frame(pool, picks, strategy)


def strata_by_code(assigned: npt.NDArray[np.bool_], code_ids: Sequence[str]) -> list[str]:
    """Return the rarest of the codes assigned to each text, "-" for a text without one."""
    frequency = assigned.sum(axis=0)
    order = np.argsort(frequency, kind="stable")
    strata = [NO_CODE_STRATUM] * len(assigned)
    for j in order[::-1]:
        for i in np.flatnonzero(assigned[:, j]):
            strata[i] = code_ids[j]
    return strata


def _at_random(pool: Pool, strata: Sequence[str], n: int) -> list[_Pick]:
    """Draw as many rows of each stratum; small ones whole, and what they lack from the others."""
    rows_of: dict[str, list[int]] = {}
    for row in pool.rows:
        rows_of.setdefault(str(strata[row]), []).append(row)
    share = dict.fromkeys(sorted(rows_of), 0)
    left = min(n, len(pool.rows))
    while left:
        # Of equally served strata the one with most texts left goes first.
        open_ones = [s for s in share if share[s] < len(rows_of[s])]
        least = min(open_ones, key=lambda s: (share[s], share[s] - len(rows_of[s]), s))
        share[least] += 1
        left -= 1
    return [
        _Pick(
            row,
            reason=f"stratum {stratum}" if stratum else "",
            probability=share[stratum] / len(rows_of[stratum]),
        )
        for stratum in share
        for row in rows_of[stratum][: share[stratum]]
    ]


def _uncertain(pool: Pool, n: int, exclusive: bool) -> list[_Pick]:
    """Take for each code in turn the text that is nearest to its threshold, or to another code."""
    gap = np.abs(pool.scores - pool.thresholds)
    if exclusive and len(pool.code_ids) > 1:
        best = np.sort(pool.scores, axis=1)
        is_best = pool.scores == best[:, -1:]
        gap = np.where(is_best, best[:, -1:] - best[:, -2:-1], np.inf)
    nearest = gap[pool.rows].min(axis=0, initial=np.inf)
    picks = _in_turn(pool, n, gap, Counter(), nearest)
    if exclusive:
        return [
            _told(pool, pick, f"next best {gap[pick.row, pick.code]:.2f} below") for pick in picks
        ]
    return [_told(pool, pick, f"threshold {pool.thresholds[pick.code]:.2f}") for pick in picks]


def _rare(pool: Pool, n: int, n_coded: Mapping[str, int]) -> list[_Pick]:
    """Take the highest score of the code that has fewest human codings, these picks included."""
    have = Counter({j: n_coded.get(code, 0) for j, code in enumerate(pool.code_ids)})
    picks = _in_turn(pool, n, -pool.scores, have.copy(), np.zeros(len(pool.code_ids)))
    return [_told(pool, pick, f"human codings {have[pick.code]}") for pick in picks]


def _told(pool: Pool, pick: _Pick, more: str) -> _Pick:
    score = pool.scores[pick.row, pick.code]
    return replace(pick, reason=f"{pool.code_ids[pick.code]}: score {score:.2f}, {more}")


def _in_turn(pool: Pool, n: int, cost: Float, have: Counter[int], first: Float) -> list[_Pick]:
    """Take the cheapest text of the code that has fewest, until there are `n` or no more.

    Codes that have as many go by `first`, then by id.  Texts that are alike, and projects that
    have their share, come again only if there are too few others.
    """
    rows = np.array(pool.rows, dtype=np.intp)
    ranked = [
        order[np.isfinite(cost[order, j])]
        for j in range(len(pool.code_ids))
        for order in [rows[np.argsort(cost[rows, j], kind="stable")]]
    ]
    share = -(-_FAIR * n // max(pool.n_groups, 1))
    taken, picks = Taken(pool), list[_Pick]()
    for most, alike in ((share, _ALIKE), (share, _SAME), (n, _SAME)):
        live = set(range(len(ranked)))
        while live and len(picks) < n:
            j = min(live, key=lambda j: (have[j], first[j], pool.code_ids[j]))
            row = taken.first(ranked[j], most, alike)
            if row is None:
                live.remove(j)
            else:
                taken.add(row)
                have[j] += 1
                picks.append(_Pick(row, j))
    return picks


def _frame(pool: Pool, picks: list[_Pick], strategy: str) -> pd.DataFrame:
    import pandas as pd

    place = {row: i for i, row in enumerate(pool.rows)}
    picks = sorted(picks, key=lambda pick: place[pick.row])
    return pd.DataFrame(
        {
            "segment_id": [pool.ids[p.row] for p in picks],
            "strategy": strategy,
            "code_id": [pool.code_ids[p.code] if p.code >= 0 else "" for p in picks],
            "reason": [p.reason for p in picks],
            "probability": np.array([p.probability for p in picks], dtype=np.float64),
            "weight": np.array([1 / p.probability for p in picks], dtype=np.float64),
        }
    )
