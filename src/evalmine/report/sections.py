"""The sections of the report as the templates take them: text and figures, nothing to count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from evalmine.corpus.model import KINDS
from evalmine.report.case_reasons import told_case_reasons
from evalmine.report.citing import Citation, Citer
from evalmine.report.formats import amount as full_amount
from evalmine.report.formats import (
    counted,
    joined,
    number,
    period,
    short_amount,
)
from evalmine.report.small_cells import small_cells
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
    reasons: str = ""  # why it was chosen


@dataclass(frozen=True)
class Breakdown:
    """How the projects of a pool are spread over the values of one attribute."""

    title: str
    rows: tuple[tuple[str, str], ...]
    rest: str  # names the values that few projects have, or ""


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
        counted(n, f"kind.{kind}", language) if f"kind.{kind}.one" in words else f"{n} {kind}"
        for kind, n in ordered_kinds(outline.method.n_documents)
        if n
    ]
    if not kinds:
        return [first]
    return [first, words.text("front.material", documents=joined(kinds, language))]


def notice(outline: Outline, words: Words) -> str:
    """Return the first page's words on who coded, and how far to trust the numbers."""
    method = outline.method
    if method.is_measured:
        return words.text("front.notice_measured", alone=method.n_alone, total=len(method.codes))
    if method.n_corrected_by:
        n = number(method.n_corrected_by, words.language)
        return words.text("front.notice_corrected", n=n)
    return words["front.notice" if method.codes else "codeless.notice"]


def how_to_read_key(outline: Outline) -> str:
    """Return the key of the words on how to read the learnings of the first page.

    Where no code has a headline, what stands above a learning is the name of a subject.
    """
    if not outline.method.codes:
        return "codeless.how_to_read"
    if outline.front and all(x.headline_by == "name" for x in outline.front):
        return "theme_story.how_to_read_names"
    return "front.how_to_read"


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


def breakdown_tables(section: PoolSection, words: Words, *, min_cell: int) -> list[Breakdown]:
    """Return the attributes of a pool with the counts of few projects hidden.

    Values with too few projects are only named, in one sentence; one alone keeps its row, since
    the next smallest is hidden with it.
    """
    tables = []
    for role, cells in section.breakdowns:
        counts = small_cells([n for _, n in cells], words.language, min_cell=min_cell)
        few = [value for value, n in cells if 0 < n < min_cell]
        few = few if len(few) > 1 else []
        rows = tuple(
            (value, count)
            for (value, _), count in zip(cells, counts, strict=True)
            if value not in few
        )
        rest = words.text("attribute.few", n=min_cell, values=", ".join(few)) if few else ""
        if rows or rest:
            tables.append(Breakdown(words.label("attribute", role), rows, rest))
    return tables


def parts_of(
    section: PoolSection, words: Words, teller: Teller, *, explained: set[str]
) -> list[Part]:
    """Return the aspects of a pool that hold at least one learning.

    Quotes that were printed before are left out, and all but the first are set apart.
    An aspect is explained the first time it comes up; `explained` takes in those that were.
    """
    parts = []
    levels = {learning.level for part in section.parts for learning in part.learnings}
    for part in section.parts:
        if part.learnings:
            key = part.aspect or "other"
            stories = tuple(teller.tell(x, n_quotes=0, fresh=True) for x in part.learnings)
            if len(levels) == 1:  # said of every learning it says nothing
                stories = tuple(replace(story, level="") for story in stories)
            lead = "" if key in explained else words.label("aspect_lead", key)
            lead = "" if lead == key else lead
            if not explained:  # the same headline has a smaller number here than on the front page
                lead = f"{lead} {words['pool.counting']}".strip()
            explained.add(key)
            parts.append(Part(words.label("aspect", key), lead, stories))
    return parts


def without_shared_notes(parts: Sequence[Part]) -> tuple[list[Part], tuple[str, ...]]:
    """Return the parts without the notes that all of their learnings carry, and those notes.

    What is true of every learning of a pool is said once of the pool.
    """
    notes = [story.notes for part in parts for story in part.stories]
    if len(notes) < 2:
        return list(parts), ()
    shared = tuple(note for note in notes[0] if all(note in others for others in notes))
    kept = [
        replace(
            part,
            stories=tuple(
                replace(s, notes=tuple(n for n in s.notes if n not in shared)) for s in part.stories
            ),
        )
        for part in parts
    ]
    return kept, shared


def case_story(case: Case, words: Words, citer: Citer, teller: Teller) -> CaseStory:
    """Return a case with the traits that are known, and quotes not printed before if it has any."""
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
        quotes=tuple(citer.cite(q) for q in teller.unprinted(case.quotes) or case.quotes),
        reasons=told_case_reasons(case, words),
    )


def _known(value: float | None, written: Any, language: str) -> str:
    return "" if value is None or not math.isfinite(value) else str(written(value, language))
