"""Cases: two or three projects per pool that carry what it learned and are unlike each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evalmine.corpus.model import is_missing
from evalmine.errors import ConfigError
from evalmine.synthesis.case_choice import (
    N_RICHEST,
    TRAITS,
    Candidate,
    best_subset,
    richness,
    size_band,
)
from evalmine.synthesis.evidence import Evidence, attribute, number
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Case
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.choosing import LEAST_SURE, choose_quotes
from evalmine.synthesis.quoting.making import cut_quote, span_of

LARGE_POOL: Final = 20
"""A pool of so many projects has three cases, a smaller one two."""

MIN_QUOTES, MAX_QUOTES = 2, 3

HIDEABLE: Final = (
    "amount", "n_employees", "organization", "organization_type", "period", "region", "sector",
)  # fmt: skip
"""What can be left out of a case."""

_HEADLINES: Final = 4

Place = tuple[str, int, int]  # document, start, end
Told = list[tuple[int, list[int]]]  # number of a learning, and the rows that carry it


@dataclass(frozen=True)
class _Pool:
    """What is known of a pool while its cases are chosen."""

    evidence: Evidence
    learnings: tuple[Learning, ...]
    weights: tuple[float, ...]
    told: Mapping[str, Told]  # by project, its learnings and confident rows
    taken: tuple[Place, ...]  # what is quoted elsewhere
    scores: Mapping[str, Mapping[int, float]]  # the coder's, by theme and row


def choose_cases(
    evidence: Evidence,
    learnings: Sequence[Learning],
    *,
    pool: str = "",
    n_cases: int | None = None,
    printed: Collection[Quote] = (),
    picks: Collection[str] = (),
    hide: Collection[str] = (),
) -> tuple[Case, ...]:
    """Return the cases of a pool: those that together carry most of it and differ most.

    Parameters
    ----------
    evidence : Evidence
    learnings : sequence of Learning
        Of the pool.
    pool : str
        "" for all projects.
    n_cases : int, optional
        By default three from `LARGE_POOL` projects on, else two.
    printed : collection of Quote
        What is quoted elsewhere in the report; another quote is taken where there is one.  Those
        of `learnings` count as well.
    picks : collection of str
        Ids of projects that a person wants as cases, in any pool; the rest is chosen to go with
        them.
    hide : collection of str
        What is not to be printed of a case: names of `HIDEABLE`.

    Returns
    -------
    tuple of Case
        Fewer than `n_cases` where fewer projects may and can be told about.  `reasons` says why
        each was chosen.

    Raises
    ------
    ConfigError
        If a picked project is not in the corpus or may not be a case, or what is to be hidden is
        not known.

    Notes
    -----
    A case names its project and its organization, so what protects it is its word and not the
    size of the group it belongs to: where the projects were asked whether they may be quoted,
    only those that said yes are told about; where nobody was asked, any may be.

    A candidate has at least two confident quotes that can stand alone, from different learnings,
    and not printed elsewhere in the report as long as enough projects have such quotes.
    What it carries is counted by segments whose score is at least six tenths of the surest of
    their theme.  Of the richer half of them the best two or three are found by comparing all
    combinations; see `evalmine.synthesis.case_choice.worth`.
    """
    check_cases(evidence, picks, hide)
    inside = sorted(p for p, of in evidence.pool_of.items() if not pool or of == pool)
    if n_cases is None:
        n_cases = 3 if len(inside) >= LARGE_POOL else 2
    may = [p for p in inside if may_be_case(evidence, p)]
    known = _known(evidence, learnings, may, printed)
    everyone = {p: _candidate(known, p) for p in known.told}
    order = sorted(everyone, key=lambda p: (-richness(everyone[p], known.weights), p))
    fixed = [everyone[p] for p in picks if p in everyone]
    fit = _quotable(known, order, unprinted=True)
    if len(fit) + len(fixed) < n_cases:  # a case whose quotes were printed before is still a case
        fit = _quotable(known, order)
    candidates = [everyone[p] for p in fit]
    chosen = best_subset(candidates, known.weights, n=n_cases, fixed=fixed)
    return tuple(_case(known, c, chosen, picks, hide) for c in chosen)


def may_be_case(evidence: Evidence, project_id: str) -> bool:
    """Return whether a project may be named: it said yes to quotes, or nobody was asked."""
    answer = evidence.corpus.project_by_id[project_id].attributes.get("may_quote")
    if is_missing(answer):
        return all(is_missing(p.attributes.get("may_quote")) for p in evidence.corpus.projects)
    return evidence.may_quote(project_id)


def check_cases(evidence: Evidence, picks: Collection[str], hide: Collection[str] = ()) -> None:
    """Raise `ConfigError` where a picked project may not be a case, or what is hidden is unknown.

    A typing error in what is to be hidden would print it.
    """
    for name in hide:
        if name not in HIDEABLE:
            known = ", ".join(HIDEABLE)
            raise ConfigError(f"hide_in_cases: {name!r} is not known: use one of {known}")
    for pick in picks:
        if pick not in evidence.corpus.project_by_id:
            raise ConfigError(f"cases: there is no project {pick!r}: use an id of table projects")
        if not may_be_case(evidence, pick):
            raise ConfigError(
                f"cases: {pick!r} has not said yes to being quoted (may_quote), and a case names "
                "its project: take it off the list, or correct the answer when they agree"
            )


def _known(
    evidence: Evidence,
    learnings: Sequence[Learning],
    projects: Sequence[str],
    printed: Collection[Quote],
) -> _Pool:
    row_of = {s.segment_id: row for row, s in enumerate(evidence.segments)}
    surest = {
        theme.theme_id: LEAST_SURE * max(theme.scores.values(), default=0.0)
        for theme in evidence.themes
    }
    scores = {theme.theme_id: theme.scores for theme in evidence.themes}
    told: dict[str, Told] = {p: [] for p in projects}
    for i, learning in enumerate(learnings):
        least, own = surest.get(learning.theme_id, 0.0), scores.get(learning.theme_id, {})
        rows_of: dict[str, list[int]] = {}
        for row in sorted(row_of[s] for s in learning.segment_ids):
            if own.get(row, 1.0) >= least:
                rows_of.setdefault(evidence.segments[row].project_id, []).append(row)
        for project, rows in rows_of.items():
            if project in told:
                told[project].append((i, rows))
    return _Pool(
        evidence,
        tuple(learnings),
        tuple(0.0 if not x.n_asked else x.n_projects / x.n_asked for x in learnings),
        told,
        tuple(
            (q.document_id, q.start, q.end)
            for q in (*printed, *(q for x in learnings for q in x.every_quote))
        ),
        scores,
    )


def _candidate(known: _Pool, project_id: str) -> Candidate:
    attributes = known.evidence.corpus.project_by_id[project_id].attributes
    traits = {trait: attribute(attributes, trait) for trait in TRAITS[:3]}
    traits["size"] = size_band(number(attributes, "n_employees"))
    traits["theme"] = _main_theme(known, project_id)
    return Candidate(project_id, frozenset(i for i, _ in known.told[project_id]), traits)


def _main_theme(known: _Pool, project_id: str) -> str:
    """Return the name of the theme that most of the project's segments carry."""
    rows: Counter[str] = Counter()
    for i, own in known.told[project_id]:
        rows[known.learnings[i].theme_name] += len(own)
    return min(rows, key=lambda name: (-rows[name], name), default="")


def _printable(known: _Pool, rows: Sequence[int]) -> list[int]:
    """Return the rows that can be printed by themselves."""
    return [row for row in rows if choose_quotes(known.evidence, [row], n_quotes=1)]


def _place(known: _Pool, row: int) -> Place:
    span = span_of(known.evidence, row)
    return known.evidence.segments[row].document_id, span.start, span.end


def _is_apart(place: Place, others: Collection[Place]) -> bool:
    """Return whether a place shares no word with others."""
    document, start, end = place
    return not any(d == document and start < e and s < end for d, s, e in others)


def _case(
    known: _Pool,
    candidate: Candidate,
    chosen: Sequence[Candidate],
    picks: Collection[str],
    hide: Collection[str],
) -> Case:
    project = known.evidence.corpus.project_by_id[candidate.project_id]

    def text(role: str, *, group: str = "") -> str:
        return "" if {role, group} & set(hide) else attribute(project.attributes, role)

    def amount(role: str) -> float | None:
        return None if role in hide else number(project.attributes, role)

    headlines = dict.fromkeys(known.learnings[i].headline for i in sorted(candidate.carries))
    return Case(
        project_id=project.project_id,
        title=project.label,
        organization=text("organization"),
        region=text("region"),
        sector=text("sector"),
        n_employees=amount("n_employees"),
        amount=amount("amount"),
        start=text("start", group="period"),
        end=text("end", group="period"),
        learnings=tuple(headlines)[:_HEADLINES],
        quotes=_quotes(known, candidate.project_id),
        organization_type=text("organization_type"),
        reasons=_reasons(known, candidate, chosen, picks, hide),
    )


def _reasons(
    known: _Pool,
    candidate: Candidate,
    chosen: Sequence[Candidate],
    picks: Collection[str],
    hide: Collection[str],
) -> tuple[tuple[str, str], ...]:
    """Return why a case was chosen, as keys of the report's words and values."""
    reasons = [("picked", "")] if candidate.project_id in picks else []
    if known.learnings:
        reasons.append(("carries", f"{len(candidate.carries)}/{len(known.learnings)}"))
    others = [c for c in chosen if c.project_id != candidate.project_id]
    alone = candidate.carries.difference(*(c.carries for c in others)) if others else ()
    if alone:
        reasons.append(("alone", str(len(alone))))
    hidden = {*hide, *({"size"} if "n_employees" in hide else ())}
    for trait, value in candidate.traits.items():
        differs = others and all(value != c.traits.get(trait) for c in others)
        if value and differs and trait not in hidden:
            reasons.append((f"only_{trait}", value))
    return tuple(reasons)


def _quotable(known: _Pool, order: Sequence[str], *, unprinted: bool = False) -> list[str]:
    """Return the first projects that have quotes enough; twice as many as will be compared."""
    found: list[str] = []
    for project in order:
        rows = _rows_to_quote(known, project) if len(found) < 2 * N_RICHEST else []
        if unprinted:
            rows = [r for r in rows if _is_apart(_place(known, r), known.taken)]
        if len(rows) >= MIN_QUOTES:
            found.append(project)
    return found


def _quotes(known: _Pool, project_id: str) -> tuple[Quote, ...]:
    case_id = f"CASE-{project_id}"
    return tuple(
        cut_quote(known.evidence, row, learning_id=case_id, number=n)
        for n, row in enumerate(_rows_to_quote(known, project_id), start=1)
    )


def _rows_to_quote(known: _Pool, project_id: str) -> list[int]:
    """Return the rows to quote of a project, each from another learning, none twice."""
    told = known.told[project_id]
    printable = [(i, own) for i, rows in told if (own := _printable(known, rows))]
    rows = _quoted_rows(known, printable)
    if len(rows) < MIN_QUOTES:  # the first took the one segment that another learning has
        scarce_first = sorted(printable, key=lambda own: (len(own[1]), own[0]))
        rows = max(rows, _quoted_rows(known, scarce_first), key=len)
    return rows


def _quoted_rows(known: _Pool, printable: Told) -> list[int]:
    """Return a row per learning: not quoted elsewhere first, then another aspect, then in order."""
    left, order = dict(printable), [i for i, _ in printable]
    chosen, places, aspects = list[int](), list[Place](), set[str]()
    while left and len(chosen) < MAX_QUOTES:
        apart = {
            i: [r for r in rows if _is_apart(_place(known, r), places)] for i, rows in left.items()
        }
        fresh = {
            i: [r for r in rows if _is_apart(_place(known, r), known.taken)]
            for i, rows in apart.items()
        }
        best = min(
            left,
            key=lambda i: (not fresh[i], known.learnings[i].aspect in aspects, order.index(i)),
        )
        del left[best]
        if not fresh[best] and len(chosen) >= MIN_QUOTES:  # a third is only worth it when new
            break
        rows = fresh[best] or apart[best]
        scores = known.scores.get(known.learnings[best].theme_id, {})
        for row in choose_quotes(known.evidence, rows, n_quotes=1, scores=scores):
            chosen.append(row)
            places.append(_place(known, row))
            aspects.add(known.learnings[best].aspect)
    return chosen
