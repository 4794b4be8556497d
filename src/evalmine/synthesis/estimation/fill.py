"""Puts corrected shares beside the counts that are printed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from evalmine.errors import InputError
from evalmine.synthesis.estimation.clusters import CLUSTER_BY, project_clusters
from evalmine.synthesis.estimation.correct import Corrected, Correction, correct_prevalence
from evalmine.synthesis.estimation.design import NO_DESIGN, NO_PROBABILITIES
from evalmine.synthesis.estimation.sample import LEARNED_FROM_THESE, people_sample
from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Outline

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.coding.coder import Coder, CodingResult
    from evalmine.coding.people.human_codings import HumanCodings
    from evalmine.corpus.model import Corpus, Segment
    from evalmine.embeddings import EmbeddingCache

CODE_PREFIX = "C-"
_log = logging.getLogger(__name__)
_WHY_NOT: Final = {
    NO_DESIGN: "nobody told how the texts were drawn; give human_design",
    NO_PROBABILITIES: "the texts were chosen, not drawn at random",
    LEARNED_FROM_THESE: "the coder was trained on these texts",
}


def prepare_correction(
    corpus: Corpus,
    content: Sequence[Segment],
    coding: CodingResult,
    coder: Coder,
    human: HumanCodings,
    *,
    design: pd.DataFrame | str | Path | None = None,
    cluster_by: str = CLUSTER_BY,
    cache: EmbeddingCache | None = None,
    seed: int = 0,
) -> Correction:
    """Return what corrects counts, from what people coded.

    Parameters
    ----------
    corpus : Corpus
    content : sequence of Segment
        The rows of `coding`.
    coding : CodingResult
    coder : Coder
        Where it was trained on just these codings, their texts are scored anew by coders that
        have not seen them.
    human : HumanCodings
    design : DataFrame or path, optional
        See `sample_design`.
    cluster_by : str
        Attribute of projects that belong together.
    cache : EmbeddingCache, optional
    seed : int

    Raises
    ------
    InputError
        If none of the coded texts is in the material; for a few that are not there is a warning.

    Notes
    -----
    With scores from other folds this is cross-prediction: Zrnic and Candes (2024), PNAS 121,
    e2322083121.  A coder that was trained on some of the codings and not on others cannot be told
    from one that saw none: give it a sample of its own.
    """
    from evalmine.coding.trained.held_out import held_out_scores, learned_from
    from evalmine.coding.trained.trained_coder import TrainedCoder

    held_out = None
    if isinstance(coder, TrainedCoder) and learned_from(coder, human):
        held_out = held_out_scores(coder, human, cache=cache, seed=seed)
    sample = people_sample(content, coding, human, design=design, held_out=held_out)
    if not len(sample.rows):
        raise InputError(
            "human codings",
            f"none of the {len(human)} coded texts is in this material: "
            "give codings of a sample that was drawn from it (evalmine sample)",
        )
    if sample.n_other:
        _log.warning("human codings: %d texts are not in this material", sample.n_other)
    return Correction(sample, project_clusters(corpus.projects, by=cluster_by))


def with_estimates(
    learnings: Sequence[Learning], evidence: Evidence, correction: Correction
) -> list[Learning]:
    """Return the learnings with their corrected shares, where there are any.

    Parameters
    ----------
    learnings : sequence of Learning
    evidence : Evidence
        That they were found in; its segments are the rows of the correction.
    correction : Correction
    """
    return [
        replace(x, estimate=corrected_learning(x, evidence, correction).estimate) for x in learnings
    ]


def corrected_outline(outline: Outline, evidence: Evidence, correction: Correction) -> Outline:
    """Return the report with corrected shares beside all counts of learnings and themes.

    Parameters
    ----------
    outline : Outline
    evidence : Evidence
        That it was made from.
    correction : Correction
    """

    def filled(learnings: Sequence[Learning]) -> tuple[Learning, ...]:
        return tuple(with_estimates(learnings, evidence, correction))

    pools = tuple(
        replace(
            pool,
            parts=tuple(replace(part, learnings=filled(part.learnings)) for part in pool.parts),
        )
        for pool in outline.pools
    )
    rows = tuple(
        replace(row, estimate=corrected_theme(row.theme_id, correction).estimate)
        for row in outline.prevalence
    )
    sample, learnings = correction.sample, filled(outline.learnings)
    is_corrected = any(x.estimate for x in learnings) or any(row.estimate for row in rows)
    if not is_corrected:
        why = _WHY_NOT.get(sample.reason, "people coded too little")
        _log.warning("human codings: counts are not corrected: %s", why)
    n_people = len(sample.rows) if is_corrected else 0
    return replace(
        outline,
        method=replace(outline.method, n_corrected_by=n_people),
        front=filled(outline.front),
        learnings=learnings,
        weak=filled(outline.weak),
        pools=pools,
        prevalence=rows,
    )


def corrected_learning(learning: Learning, evidence: Evidence, correction: Correction) -> Corrected:
    """Return the corrected share of a learning's projects, or why there is none.

    The share is that of the projects asked, in the learning's scope, in which at least one segment
    that speaks of one of its aspects, and does not contradict it, truly has its code.  Only a
    learning that counts all projects of its code and aspects can be corrected so; of others the
    reason is "part_of_a_code".
    """
    if not learning.theme_id.startswith(CODE_PREFIX):
        return Corrected(None, "not_in_codebook")
    theme = next((t for t in evidence.themes if t.theme_id == learning.theme_id), None)
    if theme is None:
        return Corrected(None, "part_of_a_code")
    inside = {
        p for p, pool in evidence.pool_of.items() if not learning.scope or pool == learning.scope
    }
    group = _could_support(learning, theme, evidence)
    domain = group & np.array([s.project_id in inside for s in evidence.segments])
    counted = _projects(evidence, [r for r in theme.rows if domain[r]])
    row_of = {s.segment_id: r for r, s in enumerate(evidence.segments)}
    asked = set().union(*(evidence.asked_by_aspect.get(a, ()) for a in _aspects(learning)))
    base = sorted(asked & inside | counted)
    told = _projects(evidence, [row_of[i] for i in learning.segment_ids])
    if (counted, len(base)) != (told, learning.n_asked):
        return Corrected(None, "part_of_a_code")
    code = _code_of(learning.theme_id)
    return correct_prevalence(correction, code, domain=domain, group=group, base=base)


def corrected_theme(theme_id: str, correction: Correction) -> Corrected:
    """Return the corrected share of the projects read that speak of a theme, or why none."""
    if not theme_id.startswith(CODE_PREFIX):
        return Corrected(None, "not_in_codebook")
    return correct_prevalence(correction, _code_of(theme_id))


def _could_support(
    learning: Learning, theme: ThemeRows, evidence: Evidence
) -> npt.NDArray[np.bool_]:
    """Return which segments could support the learning, whether they have its code or not."""
    domain = np.zeros(len(evidence.segments), dtype=bool)
    for aspect in _aspects(learning):
        said = evidence.stances[theme.charge(aspect)]
        domain |= np.array(
            [
                s.aspect == aspect and stance != "contradicts"
                for s, stance in zip(evidence.segments, said, strict=True)
            ]
        )
    return domain


def _aspects(learning: Learning) -> tuple[str, ...]:
    return learning.aspects or (learning.aspect,)


def _projects(evidence: Evidence, rows: Sequence[int]) -> set[str]:
    return {evidence.segments[r].project_id for r in rows}


def _code_of(theme_id: str) -> str:
    return theme_id.removeprefix(CODE_PREFIX)
