"""What people coded, set beside what the machine says of the same segments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.corpus.text import sha256_of
from evalmine.errors import ConfigError
from evalmine.synthesis.estimation.dependence import Sampled
from evalmine.synthesis.estimation.design import sample_design

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.coding.coder import CodingResult
    from evalmine.coding.people.human_codings import HumanCodings
    from evalmine.coding.trained.held_out import HeldOut

Float = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]

LEARNED_FROM_THESE: Final = "learned_from_these"


@dataclass(frozen=True, eq=False)
class PeopleSample:
    """Segments of the material that people read; row i is a segment of the evidence.

    Attributes
    ----------
    code_ids : tuple of str
        The columns.
    rows : ndarray of int, shape (n_read,)
        Which segments people read.
    truth : ndarray of bool, shape (n_read, n_codes)
        Which codes at least half of a segment's readers gave it.
    known : ndarray of bool, shape (n_codes,)
        Codes that people could choose.
    weights : ndarray of float64, shape (n_read,)
        1 / inclusion probability, of mean 1; empty where there is no design.
    reason : str
        Why the sample says nothing of shares; "" where it does.
    scores, assigned : ndarrays of shape (n_segments, n_codes)
        The machine's, those of the read segments by a coder that had not seen them.
    projects : ndarray of int, shape (n_segments,)
        Number of each segment's project.
    project_ids : tuple of str
        By number, sorted.
    whole : ndarray of bool, shape (n_projects,)
        Projects all of whose segments people read.
    n_other : int
        Codings of texts that are not in the material, or read otherwise there.
    sha256 : str
        Of the codings; their order does not matter to it.
    """

    code_ids: tuple[str, ...]
    rows: Rows
    truth: Marks = field(repr=False)
    known: Marks = field(repr=False)
    weights: Float = field(repr=False)
    reason: str
    scores: Float = field(repr=False)
    assigned: Marks = field(repr=False)
    projects: Rows = field(repr=False)
    project_ids: tuple[str, ...] = field(repr=False)
    whole: Marks = field(repr=False)
    n_other: int = 0
    sha256: str = ""

    @property
    def n_projects_read(self) -> int:
        """Projects with at least one segment read."""
        return len(np.unique(self.projects[self.rows]))

    def sampled(self, column: int) -> Sampled:
        """Return what people said of one code."""
        return Sampled(self.rows, self.truth[:, column].astype(np.float64), self.weights)


def people_sample(
    segments: Sequence[Segment],
    coding: CodingResult,
    human: HumanCodings,
    *,
    design: pd.DataFrame | str | Path | None = None,
    held_out: HeldOut | None = None,
    learned_from_human: bool = False,
) -> PeopleSample:
    """Return what people coded, by the rows of the material.

    Parameters
    ----------
    segments : sequence of Segment
        With content; the rows of `coding`.
    coding : CodingResult
    human : HumanCodings
        Their text ids are segment ids (`write_sample` writes them); a text that reads otherwise in
        the material is not used.
    design : DataFrame or path, optional
        How the sample was drawn, see `sample_design`.
    held_out : HeldOut, optional
        Where the coder learned from these codings: what coders say that did not.
    learned_from_human : bool
        Whether it did.  Without `held_out` nothing can then be corrected: a coder makes fewer
        errors on what it was taught.

    Raises
    ------
    ConfigError
        If segments and coding do not belong together.
    """
    if len(segments) != len(coding.scores):
        raise ConfigError(f"{len(segments)} segments but {len(coding.scores)} coded: give the same")
    gold = human.gold(coding.code_ids)
    row_of = {s.segment_id: row for row, s in enumerate(segments)}
    matched = [
        (row_of[text_id], i)
        for i, text_id in enumerate(gold.text_ids)
        if text_id in row_of and _same(segments[row_of[text_id]].text, gold.texts[i])
    ]
    matched.sort()
    rows = np.array([row for row, _ in matched], dtype=np.intp)
    truth = gold.assigned[[i for _, i in matched]]
    drawn = sample_design(segments, [segments[r].segment_id for r in rows], design)
    reason = drawn.reason
    if learned_from_human and held_out is None:
        reason = LEARNED_FROM_THESE
    project_ids = tuple(sorted({s.project_id for s in segments}))
    number = {project: i for i, project in enumerate(project_ids)}
    projects = np.array([number[s.project_id] for s in segments], dtype=np.intp)
    scores, assigned = _unseen(coding, row_of, held_out)
    return PeopleSample(
        code_ids=coding.code_ids,
        rows=rows,
        truth=truth,
        known=np.array([code in human.code_ids for code in coding.code_ids]),
        weights=_weights(segments, rows, {} if reason else drawn.probabilities),
        reason=reason,
        scores=scores,
        assigned=assigned,
        projects=projects,
        project_ids=project_ids,
        whole=_whole(projects, rows, len(project_ids)),
        n_other=len(gold) - len(rows),
        sha256=_hash_of(human),
    )


def _hash_of(human: HumanCodings) -> str:
    lines = sorted(json.dumps([c.text_id, c.text, c.coder, sorted(c.codes)]) for c in human)
    return sha256_of("\n".join(lines))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _weights(segments: Sequence[Segment], rows: Rows, probabilities: Mapping[str, float]) -> Float:
    if not probabilities or not len(rows):
        return np.zeros(0)
    weights = np.array([1 / probabilities[segments[r].segment_id] for r in rows])
    scaled: Float = weights / weights.mean()
    return scaled


def _unseen(
    coding: CodingResult, row_of: Mapping[str, int], held_out: HeldOut | None
) -> tuple[Float, Marks]:
    """Return scores and codes, those the coder was taught replaced by what others say of them."""
    scores, assigned = coding.scores.astype(np.float64), coding.assigned.copy()
    if held_out is not None:
        pairs = [(row_of[t], i) for i, t in enumerate(held_out.text_ids) if t in row_of]
        to, from_ = [row for row, _ in pairs], [i for _, i in pairs]
        scores[to], assigned[to] = held_out.scores[from_], held_out.assigned[from_]
    return scores, assigned


def _whole(projects: Rows, rows: Rows, n_projects: int) -> Marks:
    n_all = np.bincount(projects, minlength=n_projects)
    n_read = np.bincount(projects[rows], minlength=n_projects)
    whole: Marks = (n_read == n_all) & (n_all > 0)
    return whole
