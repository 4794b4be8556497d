"""Cases: two or three projects per pool, rich in what the pool learned and unlike each other."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.synthesis.evidence import Evidence, attribute
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Case
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
        for project in projects:
            rows = [
                row_of[s]
                for s in learning.segment_ids
                if evidence.segments[row_of[s]].project_id == project
            ]
            if rows:
                supported[project].append((learning, rows))
    chosen: list[str] = []
    while len(chosen) < n_cases:
        left = [p for p in projects if p not in chosen and supported[p]]
        if not left:
            break
        chosen.append(
            max(left, key=lambda p: (_worth(evidence, p, supported[p], chosen), _reverse(p)))
        )
    return tuple(_case(evidence, p, supported[p], i) for i, p in enumerate(chosen, start=1))


def _reverse(project_id: str) -> tuple[int, ...]:
    """Order ids so that the first wins a tie under `max`."""
    return tuple(-ord(c) for c in project_id)


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
    number: int,
) -> Case:
    project = evidence.corpus.project_by_id[project_id]
    case_id = f"CASE-{project_id}"
    quotes = []
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
        n_employees=_number(project.attributes.get("n_employees")),
        amount=_number(project.attributes.get("amount")),
        start=attribute(project.attributes, "start"),
        end=attribute(project.attributes, "end"),
        learnings=tuple(dict.fromkeys(learning.headline for learning, _ in supported))[:4],
        quotes=tuple(quotes),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value == value else None
