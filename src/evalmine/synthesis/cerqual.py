"""Facts for GRADE-CERQual, and the judgments of people that are kept from run to run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evalmine.corpus.text import fold
from evalmine.synthesis.candidates import Candidate
from evalmine.synthesis.evidence import Evidence, attribute
from evalmine.synthesis.learning import CerqualFacts, Learning

LEVELS = ("high", "moderate", "low", "very_low")


@dataclass(frozen=True)
class Judgment:
    """How much confidence a person has in a finding, and why.

    Parameters
    ----------
    learning_key : str
        `Learning.key`: the same from run to run.
    level : str
        high, moderate, low, very_low.
    rationale, judged_by, headline : str
        `headline` is what was judged, for people who read the file.
    """

    learning_key: str
    level: str
    rationale: str = ""
    judged_by: str = ""
    headline: str = ""


def key_of(candidate: Candidate, side: str, scope: str) -> str:
    """Return what names a learning from run to run.

    Theme, claim and pool: the theme's id is stable, and the claim is the side of a code
    (`merging.side_of`), an aspect in a pool, or a hash of the sentence a found claim stands on.
    """
    claim = side
    if candidate.claim:
        text = fold(candidate.evidence.segments[candidate.claim[0]].text)
        claim = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{candidate.theme.theme_id}/{claim}" + (f"@{scope}" if scope else "")


def facts_of(candidate: Candidate) -> CerqualFacts:
    """Return the facts for the four components; `level` is left to a person.

    Lewin et al. (2018), Implementation Science 13 (Suppl 1): 2.  Adequacy: projects, documents,
    words; relevance: kinds, pools, sectors, regions; coherence: projects against it, conditions,
    and how alike the projects speak; methodological limitations: how much one project says.
    """
    evidence, rows = candidate.evidence, candidate.rows
    documents = {evidence.segments[r].document_id for r in rows}
    voices = Counter(evidence.segments[r].project_id for r in rows)
    return CerqualFacts(
        n_projects=len(voices),
        n_documents=len(documents),
        n_words=sum(len(evidence.segments[r].text.split()) for r in rows),
        kinds=_counted(evidence.corpus.document_by_id[d].kind for d in documents),
        pools=_by(evidence, voices, "pool"),
        sectors=_by(evidence, voices, "sector"),
        regions=_by(evidence, voices, "region"),
        n_counter=_n_projects(evidence, candidate.counter),
        n_qualifying=_n_projects(evidence, candidate.qualifying),
        top_project_share=round(max(voices.values()) / len(rows), 4),
        coherence=_coherence(evidence, rows),
    )


def judged(learnings: Sequence[Learning], judgments: Iterable[Judgment]) -> tuple[Learning, ...]:
    """Return the learnings with the levels that people set; the last judgment of a key holds."""
    by_key = {j.learning_key: j for j in judgments}
    kept = []
    for learning in learnings:
        said = by_key.get(learning.key)
        if said and learning.cerqual:
            facts = replace(
                learning.cerqual,
                level=said.level,
                rationale=said.rationale,
                judged_by=said.judged_by,
            )
            learning = replace(learning, cerqual=facts)
        kept.append(learning)
    return tuple(kept)


def _coherence(evidence: Evidence, rows: Sequence[int]) -> float:
    """Return the mean cosine of the projects' mean vectors to the mean of these."""
    by_project: dict[str, list[int]] = {}
    for row in rows:
        by_project.setdefault(evidence.segments[row].project_id, []).append(row)
    means = np.stack(
        [evidence.embeddings[own].astype(np.float64).mean(axis=0) for own in by_project.values()]
    )
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    center = means.mean(axis=0)
    return round(float((means @ center).mean() / max(float(np.linalg.norm(center)), 1e-12)), 4)


def _by(evidence: Evidence, projects: Iterable[str], role: str) -> tuple[tuple[str, int], ...]:
    known = evidence.corpus.project_by_id
    return _counted(attribute(known[p].attributes, role) for p in projects)


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(v for v in values if v)
    return tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def _n_projects(evidence: Evidence, rows: Iterable[int]) -> int:
    return len({evidence.segments[r].project_id for r in rows})
