"""The sections of the report as the templates take them: text and figures, nothing to count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evalmine.corpus.model import KINDS
from evalmine.report.citing import Citation, Citer
from evalmine.report.formats import amount as full_amount
from evalmine.report.formats import (
    counted,
    joined,
    number,
    percent,
    period,
    short_amount,
    small_cells,
)
from evalmine.report.telling import Story, Teller
from evalmine.report.words import Words
from evalmine.synthesis.outline import Case, Fact, Outline, PoolSection


@dataclass(frozen=True)
class Part:
    """Learnings of one aspect."""

    title: str
    lead: str
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class CaseStory:
    """One project worth telling about."""

    title: str
    organization: str
    traits: tuple[tuple[str, str], ...]
    learnings: tuple[str, ...]
    quotes: tuple[Citation, ...]


@dataclass(frozen=True)
class FoundTheme:
    """A theme found in the texts, with its finer themes."""

    name: str
    keywords: str
    base: str
    remarks: tuple[str, ...]
    finer: tuple[FoundTheme, ...] = field(default=())


def scale_sentences(outline: Outline, words: Words) -> list[str]:
    """Return the sentences that say how much the report rests on."""
    language = words.language
    projects = counted(outline.n_projects, "plural.project", language)
    if len(outline.pools) > 1:
        pools = counted(len(outline.pools), "plural.pool", language)
        first = words.text("front.scale_pools", projects=projects, pools=pools)
    else:
        first = words.text("front.scale", projects=projects)
    kinds = [
        counted(n, f"kind.{kind}", language) if f"kind.{kind}.one" in words.keys else f"{n} {kind}"
        for kind, n in ordered_kinds(outline.method.n_documents)
        if n
    ]
    if not kinds:
        return [first]
    return [first, words.text("front.material", documents=joined(kinds, language))]


def ordered_kinds(n_documents: dict[str, int]) -> list[tuple[str, int]]:
    """Return the kinds of documents and their numbers, self-evaluations first."""
    return sorted(
        n_documents.items(), key=lambda x: (KINDS.index(x[0]) if x[0] in KINDS else 9, x[0])
    )


def fact_rows(facts: Sequence[Fact], words: Words) -> list[tuple[str, str]]:
    """Return (number, what it counts) of a fact box, without those that are not known."""
    rows = []
    for fact in facts:
        if not math.isfinite(fact.value):
            continue
        language = words.language
        is_amount = fact.key == "amount"
        value = short_amount(fact.value, language) if is_amount else number(fact.value, language)
        rows.append((value, words.plural(f"fact.{fact.key}", fact.value)))
    return rows


def breakdown_tables(
    section: PoolSection, words: Words, *, min_cell: int
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (attribute, rows of value and count) with the counts of few projects hidden."""
    tables = []
    for role, cells in section.breakdowns:
        counts = small_cells([n for _, n in cells], words.language, min_cell=min_cell)
        rows = [(value, count) for (value, _), count in zip(cells, counts, strict=True)]
        if rows:
            tables.append((words.label("attribute", role), rows))
    return tables


def parts_of(
    section: PoolSection, words: Words, teller: Teller, *, explained: set[str]
) -> list[Part]:
    """Return the aspects of a pool that hold at least one learning.

    An aspect is explained the first time it comes up; `explained` takes in those that were.
    """
    parts = []
    for part in section.parts:
        if part.learnings:
            key = part.aspect or "other"
            stories = tuple(teller.tell(learning) for learning in part.learnings)
            lead = "" if key in explained else words.label("aspect_lead", key)
            lead = "" if lead == key else lead
            explained.add(key)
            parts.append(Part(words.label("aspect", key), lead, stories))
    return parts


def case_story(case: Case, words: Words, citer: Citer) -> CaseStory:
    """Return a case with the traits that are known."""
    language = words.language
    traits = [
        ("amount", _known(case.amount, full_amount, language)),
        ("period", period(case.start, case.end, language)),
        ("region", case.region),
        ("sector", case.sector),
        ("n_employees", _known(case.n_employees, number, language)),
    ]
    return CaseStory(
        title=case.title or case.project_id,
        organization=case.organization,
        traits=tuple((words[f"attribute.{key}"], value) for key, value in traits if value),
        learnings=case.learnings,
        quotes=tuple(citer.cite(q) for q in case.quotes),
    )


def _known(value: float | None, written: Any, language: str) -> str:
    return "" if value is None or not math.isfinite(value) else str(written(value, language))


def found_themes(outline: Outline, words: Words) -> list[FoundTheme]:
    """Return the themes that were found in the texts, coarse ones with their finer ones."""
    themes = [t for t in outline.themes if getattr(t, "origin", "inductive") != "codebook"]
    ids = {t.theme_id for t in themes}
    code_names = {code_id: name for code_id, name, _, _, _ in outline.method.codes}

    def children(parent: str | None) -> tuple[FoundTheme, ...]:
        inside = [t for t in themes if _parent(t, ids) == parent]
        inside.sort(key=lambda t: (-t.n_projects, t.theme_id))
        return tuple(told(t) for t in inside)

    def told(theme: Any) -> FoundTheme:
        return FoundTheme(
            name=theme.name,
            keywords=", ".join(theme.keywords),
            base=words.text("list.of_projects", n=theme.n_projects, total=outline.n_projects),
            remarks=tuple(_theme_remarks(theme, code_names, words)),
            finer=children(theme.theme_id),
        )

    return list(children(None))


def _parent(theme: Any, ids: set[str]) -> str | None:
    """Return the id of the coarser theme; a theme whose parent is not told stands alone."""
    parent = getattr(theme, "parent_id", None)
    return parent if parent in ids and parent != theme.theme_id else None


def _theme_remarks(theme: Any, code_names: dict[str, str], words: Words) -> list[str]:
    remarks = []
    stability = getattr(theme, "stability", None)
    if stability is not None and math.isfinite(stability):
        share = percent(stability, words.language)
        remarks.append(words.text("theme.stability", percent=share))
    nearest = getattr(theme, "nearest_code", "")
    if nearest:
        name = code_names.get(nearest, nearest)
        remarks.append(words.text("theme.nearest", code=name))
    return remarks
