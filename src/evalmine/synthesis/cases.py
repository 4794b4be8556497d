"""Cases: two or three projects per pool, rich in what the pool learned and unlike each other."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.synthesis.evidence import Evidence, attribute, number
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Case
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quotes import choose_quotes, cut_quote

_TRAITS = ("region", "sector", "organization_type")


def choose_cases(
    evidence: Evidence, learnings: Sequence[Learning], *, pool: str = "", n_cases: int = 2
) -> tuple[Case, ...]:
    """Return the cases of a pool, chosen greedily for richness and difference.

    Only projects that allow quotes (`may_quote` is true, or was never asked) are told about, since
    a case names its project.

    Parameters
    ----------
    evidence : Evidence
    learnings : sequence of Learning
        Of the pool.
    pool : str
        "" for all projects.
    n_cases : int
    """
    projects = [
        p
        for p, of in sorted(evidence.pool_of.items())
        if (not pool or of == pool) and evidence.may_quote(p)
    ]
    row_of = {s.segment_id: row for row, s in enumerate(evidence.segments)}
    supported: dict[str, list[tuple[Learning, list[int]]]] = {p: [] for p in projects}
    for learning in learnings:
        rows_of: dict[str, list[int]] = {}
        for segment_id in learning.segment_ids:
            row = row_of[segment_id]
            rows_of.setdefault(evidence.segments[row].project_id, []).append(row)
        for project, rows in rows_of.items():
            if project in supported:
                supported[project].append((learning, rows))
    chosen: list[str] = []
    while len(chosen) < n_cases:
        left = [p for p in projects if p not in chosen and supported[p]]
        if not left:
            break
        chosen.append(max(left, key=lambda p: _worth(evidence, p, supported[p], chosen)))
    return tuple(_case(evidence, p, supported[p]) for p in chosen)


def _worth(
    evidence: Evidence,
    project_id: str,
    supported: Sequence[tuple[Learning, list[int]]],
    chosen: Sequence[str],
) -> float:
    mine = evidence.corpus.project_by_id[project_id].attributes
    likeness = sum(
        attribute(mine, trait) == attribute(evidence.corpus.project_by_id[c].attributes, trait)
        for c in chosen
        for trait in _TRAITS
    )
    return len(supported) - 2.0 * likeness


def _case(
    evidence: Evidence,
    project_id: str,
    supported: Sequence[tuple[Learning, list[int]]],
) -> Case:
    project = evidence.corpus.project_by_id[project_id]
    case_id = f"CASE-{project_id}"
    quotes: list[Quote] = []
    for _, rows in supported:
        best = choose_quotes(evidence, rows, n_quotes=1)
        if best and all(q.segment_id != evidence.segments[best[0]].segment_id for q in quotes):
            quotes.append(cut_quote(evidence, best[0], learning_id=case_id, number=len(quotes) + 1))
        if len(quotes) == 2:
            break
    text = {role: attribute(project.attributes, role) for role in (*_TRAITS, "organization")}
    return Case(
        project_id=project_id,
        title=project.label,
        organization=text["organization"],
        region=text["region"],
        sector=text["sector"],
        n_employees=number(project.attributes, "n_employees"),
        amount=number(project.attributes, "amount"),
        start=attribute(project.attributes, "start"),
        end=attribute(project.attributes, "end"),
        learnings=tuple(dict.fromkeys(learning.headline for learning, _ in supported))[:4],
        quotes=tuple(quotes),
    )
