"""Which segments are quoted: representative ones that stand alone, from different projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quoting.features import QuoteBank, bank_of
from evalmine.synthesis.quoting.picks import QuotePicks

# On the development half of the sample coding, codes scored below six tenths of the surest of
# their code were right in 26 of 71 cases, the others in 60 of 125.
LEAST_SURE: Final = 0.6
TOO_MUCH: Final = 1.0  # of shortcomings
_CENTRAL, _SURE, _STANDS, _TAKEN = 0.6, 0.6, 1.0, 0.5
_SAME_POOL, _SAME_KIND, _SAME_VOICE, _ALIKE, _FROM = 0.08, 0.05, 0.05, 0.5, 0.6


def choose_quotes(
    evidence: Evidence,
    rows: Sequence[int],
    *,
    n_quotes: int = 3,
    taken: frozenset[str] = frozenset(),
    scores: Mapping[int, float] | None = None,
    picks: QuotePicks | None = None,
    learning_key: str = "",
    at_least_one: bool = False,
) -> list[int]:
    """Return the rows to quote, best first: one per project at most, balanced, unlike each other.

    Parameters
    ----------
    evidence : Evidence
    rows : sequence of int
        Rows to choose from.
    n_quotes : int
        At most this many.
    taken : frozenset of str
        Segment ids that are already quoted elsewhere: chosen only over much worse ones.
    scores : mapping of int to float, optional
        How sure the coder is of each row, 0 to 1; rows without one count as 0.
    picks : QuotePicks, optional
        A person's decisions, from `locate_picks`: picks go first, vetoed spans are never chosen.
        By default those that go with the evidence (`with_picks`).
    learning_key : str
        Which picks are meant for this learning.
    at_least_one : bool
        Where nothing can stand alone, return the best of the rest and not nothing.

    Notes
    -----
    Maximal marginal relevance (Carbonell & Goldstein 1998, doi:10.1145/290941.291025), greedy: how
    near a row is to the centroid and how sure the coder is, both relative to the best, minus the
    text's shortcomings, minus a penalty for a pool, kind of source or voice already heard and for
    likeness to a quote already chosen.  A span from which an identifier was masked is never
    chosen, nor a row the coder is much less sure of than of the surest, nor one that cannot stand
    alone or has too many shortcomings: rather fewer quotes than doubtful ones.
    """
    bank = bank_of(evidence)
    picks = bank.picks if picks is None else picks
    allowed = [r for r in dict.fromkeys(rows) if _may_print(evidence, bank, r, picks)]
    if not allowed:
        return []
    base = _worth(evidence, bank, allowed, scores)
    for row in allowed:
        base[row] -= _TAKEN * (evidence.segments[row].segment_id in taken)
    chosen = _picked(evidence, sorted(allowed), n_quotes, taken, picks, learning_key)
    sure = _relative(allowed, scores)
    eligible = [r for r in allowed if not scores or sure[r] >= LEAST_SURE]
    standing = [r for r in eligible if bank[r].stands and bank[r].penalty < TOO_MUCH]
    if not standing and not chosen and at_least_one:
        standing, n_quotes = eligible, min(1, n_quotes)
    while len(chosen) < n_quotes:
        used = {evidence.segments[r].project_id for r in chosen}
        left = [r for r in standing if evidence.segments[r].project_id not in used]
        if not left:
            break
        chosen.append(
            max(
                left, key=lambda r: (round(base[r] - _repetition(evidence, bank, r, chosen), 6), -r)
            )
        )
    return chosen


def stands_alone(evidence: Evidence, row: int) -> bool:
    """Return whether a row can be printed as a quote that needs nothing around it.

    Unlike `is_self_contained`, which reads one text, this tells whether any span with the row's
    content does: the sentence, it with the one before, or a part of it.
    """
    return bank_of(evidence)[row].stands


def picked_rows(evidence: Evidence, rows: Sequence[int], learning_key: str = "") -> list[int]:
    """Return the rows that a person picked, in the order of the picks, one per project."""
    return _picked(
        evidence, sorted(rows), len(rows), frozenset(), bank_of(evidence).picks, learning_key
    )


def centrality(evidence: Evidence, rows: Sequence[int]) -> npt.NDArray[np.float64]:
    """Return each row's cosine to the centroid, projects weighing equally; shape (n_rows,)."""
    vectors = evidence.embeddings[list(rows)].astype(np.float64)
    projects = [evidence.segments[r].project_id for r in rows]
    share = Counter(projects)
    weights = np.array([1 / share[p] for p in projects])
    centroid = weights @ vectors
    norm = np.linalg.norm(centroid)
    return np.round(vectors @ (centroid / norm if norm else centroid), 6)


def _may_print(evidence: Evidence, bank: QuoteBank, row: int, picks: QuotePicks) -> bool:
    segment = evidence.segments[row]
    return (
        evidence.may_quote(segment.project_id)
        and not bank[row].masked
        and not picks.vetoed(segment.document_id, segment.start, segment.end)
    )


def _worth(
    evidence: Evidence, bank: QuoteBank, rows: Sequence[int], scores: Mapping[int, float] | None
) -> dict[int, float]:
    near = centrality(evidence, rows)
    nearest = max(float(near.max()), 1e-6)
    sure = _relative(rows, scores)
    return {
        r: _CENTRAL * float(c) / nearest
        + _SURE * sure[r]
        - bank[r].penalty
        - _STANDS * (not bank[r].stands)
        for r, c in zip(rows, near.tolist(), strict=True)
    }


def _relative(rows: Sequence[int], scores: Mapping[int, float] | None) -> dict[int, float]:
    if not scores:
        return dict.fromkeys(rows, 0.0)
    surest = max(scores.get(r, 0.0) for r in rows) or 1.0
    return {r: scores.get(r, 0.0) / surest for r in rows}


def _picked(
    evidence: Evidence,
    rows: Sequence[int],
    n_quotes: int,
    taken: frozenset[str],
    picks: QuotePicks,
    learning_key: str,
) -> list[int]:
    """Return the rows a person picked, in the order of the picks, one per project."""
    order = {id(p): n for n, p in enumerate(picks.picks)}
    found: list[tuple[int, int]] = []
    for row in rows:
        segment = evidence.segments[row]
        pick = picks.picked(segment.document_id, segment.start, segment.end, learning_key)
        # Meant for this learning it is printed here, wherever else it was quoted before.
        if pick is not None and (pick.learning_key or segment.segment_id not in taken):
            found.append((order[id(pick)], row))
    chosen: dict[str, int] = {}
    for _, row in sorted(found):
        chosen.setdefault(evidence.segments[row].project_id, row)
    return list(chosen.values())[:n_quotes]


def _repetition(evidence: Evidence, bank: QuoteBank, row: int, chosen: Sequence[int]) -> float:
    if not chosen:
        return 0.0
    pools = [evidence.pool_of.get(evidence.segments[r].project_id, "") for r in chosen]
    kinds = [evidence.document_of(r).kind for r in chosen]
    voices = [bank[r].voice for r in chosen]
    likeness = float(np.max(evidence.embeddings[list(chosen)] @ evidence.embeddings[row]))
    return (
        _SAME_POOL * pools.count(evidence.pool_of.get(evidence.segments[row].project_id, ""))
        + _SAME_KIND * kinds.count(evidence.document_of(row).kind)
        + _SAME_VOICE * voices.count(bank[row].voice)
        + _ALIKE * max(0.0, round(likeness, 6) - _FROM)
    )
