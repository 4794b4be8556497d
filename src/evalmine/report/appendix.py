"""The method appendix as tables and sentences; every number in it was counted by the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalmine.report.figures import saturation_figure
from evalmine.report.formats import FEW, QUANTITY_WORDS, counted, number, percent
from evalmine.report.reasons import told_place, told_reason
from evalmine.report.sections import ordered_kinds
from evalmine.report.words import Words
from evalmine.synthesis.outline import CodeFacts, Method, Outline, SaturationPoint

SATURATED = 0.9
"""Share of the codes met at which the saturation sentence is said."""


@dataclass(frozen=True)
class Table:
    """A table; `n_text` columns hold text, the rest are numbers and stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_text: int = 1


@dataclass(frozen=True)
class Chapter:
    """One part of the appendix; what is empty is not printed."""

    title: str
    lead: tuple[str, ...] = ()
    table: Table | None = None
    figure: str = ""
    caption: str = ""
    remarks: tuple[str, ...] = ()
    folded: str = ""  # summary line under which a long table is folded away


_CAVEATS = ("quotes", "masking", "silence", "cause")


def caveats(words: Words, *, is_measured: bool = False) -> list[str]:
    """Return what the report cannot say, in the sentences every report carries."""
    first = "trained" if is_measured else "machine"
    return [words[f"method.caveat_{key}"] for key in (first, *_CAVEATS)]


def chapters(outline: Outline, words: Words, *, min_cell: int) -> list[Chapter]:
    """Return the chapters of the appendix that have anything to say, in order."""
    method = outline.method
    found = [
        _documents(outline, words),
        _languages(method, words),
        _questions(method, words),
        _segments(method, words),
        _masking(method, words),
        _excluded(method, words),
        _codebook(outline, words),
        _counting(words, min_cell),
        _saturation(method, words),
        _versions(method, words),
        Chapter(
            words["method.notes"], remarks=tuple(words.label("note", n) for n in outline.notes)
        ),
    ]
    return [c for c in found if c.lead or c.remarks or c.figure or (c.table and c.table.rows)]


def _documents(outline: Outline, words: Words) -> Chapter:
    language = words.language
    rows = [
        (_kind(kind, n, words), number(n, language))
        for kind, n in ordered_kinds(outline.method.n_documents)
    ]
    projects = counted(outline.n_projects, "plural.project", language)
    return Chapter(
        words["method.material"],
        lead=(words.text("method.material_lead", projects=projects),),
        table=Table((words["method.kind"], words["method.number"]), tuple(rows)),
    )


def _kind(kind: str, n: int, words: Words) -> str:
    form = words.label("kind", f"{kind}.{'one' if n == 1 else 'other'}")
    text = kind if form.startswith(f"{kind}.") else form
    return text[:1].upper() + text[1:]


def _languages(method: Method, words: Words) -> Chapter:
    total = sum(method.languages.values())
    rows = _shares(
        [(words.label("language_name", key), n) for key, n in method.languages.items()],
        total,
        words,
    )
    head = (words["method.language"], words["method.segments_column"], words["method.share"])
    return Chapter(words["method.languages"], table=Table(head, rows))


def _shares(
    cells: Sequence[tuple[str, int]], total: int, words: Words
) -> tuple[tuple[str, str, str], ...]:
    ordered = sorted(cells, key=lambda cell: (-cell[1], cell[0]))
    return tuple(
        (
            name,
            number(n, words.language),
            percent(n / total if total else float("nan"), words.language),
        )
        for name, n in ordered
    )


def _questions(method: Method, words: Words) -> Chapter:
    language = words.language
    rows = tuple(
        (question, *(number(n, language) for n in (asked, answered, empty)))
        for question, asked, answered, empty in method.questions
    )
    head = tuple(words[f"method.{k}"] for k in ("question", "asked", "answered", "non_answers"))
    note = (words["method.questions_note"],) if rows else ()
    return Chapter(words["method.questions"], table=Table(head, rows), remarks=note)


def _segments(method: Method, words: Words) -> Chapter:
    total = sum(method.n_segments.values())
    if not total:
        return Chapter(words["method.segments"])
    cells = [(words.label("status", key), n) for key, n in method.n_segments.items()]
    all_segments = counted(total, "plural.segment", words.language)
    head = (words["method.segment_status"], words["method.number"], words["method.share"])
    return Chapter(
        words["method.segments"],
        lead=(words.text("method.segments_lead", total=all_segments),),
        table=Table(head, _shares(cells, total, words)),
    )


def _masking(method: Method, words: Words) -> Chapter:
    total = sum(method.masked.values())
    if not total:
        return Chapter(words["method.masking"], lead=(words["method.masking_none"],))
    rows = tuple(
        (words.label("masked", key), number(n, words.language))
        for key, n in sorted(method.masked.items())
        if n
    )
    return Chapter(
        words["method.masking"],
        lead=(words.text("method.masking_lead", n=number(total, words.language)),),
        table=Table((words["method.masked"], words["method.number"]), rows),
    )


def _excluded(method: Method, words: Words) -> Chapter:
    n = len(method.excluded)
    title = words["method.excluded"]
    if not n:
        return Chapter(title, lead=(words["method.excluded_none"],))
    lead = (
        words["method.excluded_one"]
        if n == 1
        else words.text("method.excluded_lead", n=number(n, words.language))
    )
    head = tuple(words[f"method.{key}"] for key in ("source", "location", "reason"))
    folded = words.text("method.show_all", n=number(n, words.language)) if n > 12 else ""
    rows = tuple(
        (source, told_place(location, words), told_reason(reason, words))
        for source, location, reason in method.excluded
    )
    return Chapter(title, (lead,), Table(head, rows, n_text=3), folded=folded)


def _codebook(outline: Outline, words: Words) -> Chapter:
    method, language = outline.method, words.language
    rows = tuple(
        (
            code.name,
            code.definition,
            number(code.n_segments, language),
            words.text("list.of", n=code.n_projects, total=outline.n_projects),
            *((_agreement(code, words),) if method.is_measured else ()),
        )
        for code in method.codes
    )
    keys = ["code", "definition", "segments_column", "projects_column"]
    lead = words.text("method.codebook_lead", name=method.codebook)
    if method.is_measured:
        keys.append("agreement_column")
        lead = f"{lead} {words['method.agreement_lead']}"
    head = tuple(words[f"method.{key}"] for key in keys)
    return Chapter(
        words["method.codebook"],
        lead=(lead,) if method.codebook else (),
        table=Table(head, rows, n_text=2),
        folded=words.text("method.show_all", n=len(rows)) if len(rows) > 12 else "",
    )


def _agreement(code: CodeFacts, words: Words) -> str:
    """Return "0,71 (0,52–0,84): kan stå alene"."""
    verdict = words.label("verdict", code.verdict)
    if code.kappa is None:
        return verdict
    figures = (code.kappa, code.kappa_low, code.kappa_high)
    kappa, low, high = (number(x or 0.0, words.language, decimals=2) for x in figures)
    return words.text("method.agreement", kappa=kappa, low=low, high=high, verdict=verdict)


def _counting(words: Words, min_cell: int) -> Chapter:
    language = words.language
    rows = []
    for least, key in QUANTITY_WORDS:
        if least >= 1:
            meaning = words["method.quantity_all"]
        elif least > 0:
            meaning = words.text("method.quantity_from", percent=percent(least, language))
        else:
            above = percent(QUANTITY_WORDS[-2][0], language)
            meaning = words.text("method.quantity_below", percent=above, n=FEW)
        rows.append((words[f"quantity.{key}"], meaning))
    rows.append((words["quantity.none"], words["method.quantity_none"]))
    head = (words["method.quantity_word"], words["method.quantity_meaning"])
    cells = words.text(
        "method.small_cells",
        min_cell=min_cell,
        below=words.text("number.below", value=min_cell),
        at_least=words.text("number.at_least", value=min_cell),
    )
    return Chapter(
        words["method.counting"],
        lead=(words["method.counting_lead"], words["method.quantity_lead"]),
        table=Table(head, tuple(rows), n_text=2),
        remarks=(cells,),
    )


def _saturation(method: Method, words: Words) -> Chapter:
    points = sorted(method.saturation, key=lambda p: p.n_projects)
    if len(points) < 2:
        return Chapter(words["method.saturation"])
    return Chapter(
        words["method.saturation"],
        lead=(words["method.saturation_lead"], *_saturated_at(points, words)),
        figure=saturation_figure(points, words.language),
        caption=words["method.saturation_caption"],
    )


def _saturated_at(points: Sequence[SaturationPoint], words: Words) -> tuple[str, ...]:
    last = points[-1]
    reached = next((p for p in points if p.median >= SATURATED * last.median), last)
    if last.median <= 0:
        return ()
    codes = number(last.median, words.language)
    return (
        words.text(
            "method.saturation_point", n=reached.n_projects, total=last.n_projects, codes=codes
        ),
    )


def _versions(method: Method, words: Words) -> Chapter:
    named = [
        (words["method.encoder"], method.encoder),
        (words["method.coder"], method.coder),
        (words["method.codebook"], method.codebook),
        (words["method.codebook_hash"], method.codebook_sha256),
    ]
    rows = [(name, version) for name, version in (*named, *method.versions.items()) if version]
    head = (words["method.name"], words["method.version"])
    folded = words.text("method.show_all", n=len(rows)) if rows else ""
    return Chapter(
        words["method.versions"], table=Table(head, tuple(rows), n_text=2), folded=folded
    )
