"""What a reader must know of where a learning comes from: one pool, one voice, one source."""

from __future__ import annotations

from collections import Counter

from evalmine.synthesis.candidates import Candidate
from evalmine.synthesis.evidence import Evidence, attribute
from evalmine.synthesis.learning import NEEDS_REVIEW

_SELF, _EVALUATOR = "self_evaluation", ("external_evaluation",)
_SAME_LEVEL = 0.8


def notes_of(candidate: Candidate, *, scope: str, is_quoted: bool) -> tuple[str, ...]:
    """Return the notes of a learning, as keys of the report's words.

    A learning can only rest on one of several: where the material has one pool, nothing is noted.

    - ``one_pool``, ``one_sector``, ``one_level``: all its projects have the same.
    - ``one_voice``: more than half of its segments come from one project.
    - ``one_evaluator``: what evaluators say of it (two segments or more) comes from one of
      several: the same report, or the same `evaluator` of the projects.
    - ``only_self``, ``only_reports``: all of it comes from self-evaluations, or none.
    - ``needs_review``: the coder is known to agree too little with people on this code.
    - ``not_quotable``: no sentence may or should be quoted.
    """
    evidence, projects = candidate.evidence, candidate.projects
    notes = []
    if not scope and _is_one(evidence, projects, "pool"):
        notes.append("one_pool")
    notes += [f"one_{role}" for role in ("sector", "level") if _is_one(evidence, projects, role)]
    voices = Counter(evidence.segments[r].project_id for r in candidate.rows)
    if max(voices.values()) > 0.5 * len(candidate.rows):
        notes.append("one_voice")
    notes += _sources(candidate)
    if candidate.theme.needs_review:
        notes.append(NEEDS_REVIEW)
    if not is_quoted:
        notes.append("not_quotable")
    return tuple(notes)


def level_of(evidence: Evidence, projects: frozenset[str]) -> str:
    """Return the level that at least 80 % of the projects share, else ""."""
    levels = Counter(_value(evidence, p, "level") for p in projects)
    best = min(levels, key=lambda x: (-levels[x], x), default="")
    return best if best and levels[best] >= _SAME_LEVEL * len(projects) else ""


def _is_one(evidence: Evidence, projects: frozenset[str], role: str) -> bool:
    there = {_value(evidence, p, role) for p in evidence.pool_of} - {""}
    own = {_value(evidence, p, role) for p in projects}
    return len(there) > 1 and len(own) == 1 and own != {""}


def _sources(candidate: Candidate) -> list[str]:
    evidence = candidate.evidence
    there = evidence.documents_by_kind
    documents = {evidence.segments[r].document_id for r in candidate.rows}
    kinds = {evidence.corpus.document_by_id[d].kind for d in documents}
    notes = []
    if len(there) > 1 and kinds == {_SELF}:
        notes.append("only_self")
    elif _SELF in there and _SELF not in kinds:
        notes.append("only_reports")
    said = [r for r in candidate.rows if evidence.document_of(r).kind in _EVALUATOR]
    evaluators = {_evaluator(evidence, r) for r in said}
    n_evaluations = sum(len(there.get(kind, ())) for kind in _EVALUATOR)
    if len(said) > 1 and len(evaluators) == 1 and n_evaluations > 1:
        notes.append("one_evaluator")
    return notes


def _evaluator(evidence: Evidence, row: int) -> str:
    named = _value(evidence, evidence.segments[row].project_id, "evaluator")
    return named or evidence.segments[row].document_id


def _value(evidence: Evidence, project_id: str, role: str) -> str:
    return attribute(evidence.corpus.project_by_id[project_id].attributes, role)
