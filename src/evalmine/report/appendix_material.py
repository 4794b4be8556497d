"""Chapters of the appendix on the material: what was read, who answered, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from evalmine.report.chapter import Chapter, Table
from evalmine.report.facts import told_fact
from evalmine.report.formats import counted, number, percent
from evalmine.report.reasons import counted_reasons, told_place, told_reason
from evalmine.report.sections import ordered_kinds
from evalmine.report.words import Words
from evalmine.synthesis.outline import AnswerCount, Method, Outline

_LONG = 12
"""A table with more rows is folded away."""


def documents(outline: Outline, words: Words) -> Chapter:
    """Return how many projects and documents of each kind there are."""
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


def languages(method: Method, words: Words) -> Chapter:
    """Return in which languages the texts are."""
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


def segments(method: Method, words: Words) -> Chapter:
    """Return what became of the segments."""
    total = sum(method.n_segments.values())
    if not total:
        return Chapter(words["method.segments"])
    uncoded = words["status.uncoded" if method.codes else "appendix.uncoded_codeless"]
    cells = [
        (uncoded if key == "uncoded" else words.label("status", key), n)
        for key, n in method.n_segments.items()
    ]
    all_segments = counted(total, "plural.segment", words.language)
    head = (words["method.segment_status"], words["method.number"], words["method.share"])
    return Chapter(
        words["method.segments"],
        lead=(words.text("method.segments_lead", total=all_segments),),
        table=Table(head, _shares(cells, total, words)),
    )


def masking(method: Method, words: Words) -> Chapter:
    """Return what was masked."""
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


def questions(method: Method, words: Words) -> Chapter:
    """Return how many projects each open question was put to, and what became of it."""
    language = words.language
    keys = ["question", "asked", "answered"]
    if method.responses:
        head = [words[f"method.{key}"] for key in keys]
        head += [words["appendix.no_content"], words["appendix.empty"]]
        rows = tuple(
            _question_row(i, row[0], method, words) for i, row in enumerate(method.questions)
        )
    else:
        head = [words[f"method.{key}"] for key in (*keys, "non_answers")]
        rows = tuple(
            (question, *(number(n, language) for n in (asked, answered, empty)))
            for question, asked, answered, empty in method.questions
        )
    note = (words["method.questions_note"],) if rows else ()
    return Chapter(words["method.questions"], table=Table(tuple(head), rows), remarks=note)


def _question_row(place: int, question: str, method: Method, words: Words) -> tuple[str, ...]:
    of = [row[place] for _, row in method.responses]
    n_asked = len(of) - of.count("not_asked")
    counts = (n_asked, *(of.count(key) for key in ("answered", "non_answer", "empty")))
    return (question, *(number(n, words.language) for n in counts))


def answers(method: Method, words: Words) -> Chapter:
    """Return who answered what: each question in each pool and kind of document."""
    pools = {a.pool for a in method.answers}
    kinds = {a.kind for a in method.answers}
    if len(pools) < 2 and len(kinds) < 2:
        return Chapter(words["appendix.answers_by_pool"])
    head = tuple(
        words[key]
        for key in (
            *("method.question", "appendix.pool", "method.asked", "method.answered"),
            *("appendix.no_content", "appendix.empty"),
        )
    )
    rows = tuple(
        (
            a.question,
            _group(a, words, name_kind=len(kinds) > 1),
            *(
                number(n, words.language)
                for n in (a.n_asked, a.n_answered, a.n_non_answer, a.n_empty)
            ),
        )
        for a in method.answers
    )
    return Chapter(
        words["appendix.answers_by_pool"],
        table=Table(head, rows, n_text=2),
        folded=_folded(len(rows), words),
    )


def _group(count: AnswerCount, words: Words, *, name_kind: bool) -> str:
    pool = count.pool or words["appendix.no_pool"]
    return f"{pool}, {words.label('kind', f'{count.kind}.one')}" if name_kind else pool


def response_matrix(method: Method, words: Words) -> Table:
    """Return what became of every question in every project, for the workbook; a row by project."""
    head = (words["appendix.matrix_project"], *(question for question, *_ in method.questions))
    rows = tuple(
        (project, *(words[f"answered.{status}"] for status in row))
        for project, row in method.responses
    )
    return Table(head, rows, n_text=len(head))


def excluded(outline: Outline, words: Words) -> list[Chapter]:
    """Return what was left out or read with a remark: counted by reason, then one by one."""
    method, title = outline.method, words["method.excluded"]
    values = [("n", str(method.n_not_quotable)), ("total", str(outline.n_projects))]
    unquoted = (told_fact("appendix.not_quoted", values, words),) if method.n_not_quotable else ()
    n = len(method.excluded)
    if not n:
        return [Chapter(title, lead=(words["method.excluded_none"],), remarks=unquoted)]
    lead = (
        words["method.excluded_one"]
        if n == 1
        else words.text("method.excluded_lead", n=number(n, words.language))
    )
    if n <= _LONG:
        return [Chapter(title, (lead,), _excluded_list(method, words), remarks=unquoted)]
    head = tuple(
        words[k] for k in ("method.reason", "appendix.excluded_kept", "appendix.excluded_count")
    )
    yes_or_no = {True: words["appendix.excluded_yes"], False: words["appendix.excluded_no"]}
    rows = tuple(
        (told, yes_or_no[kept], number(count, words.language))
        for told, kept, count in counted_reasons([reason for *_, reason in method.excluded], words)
    )
    one_by_one = Chapter(
        words["appendix.excluded_list"],
        table=_excluded_list(method, words),
        folded=_folded(n, words),
    )
    return [Chapter(title, (lead,), Table(head, rows, n_text=2), remarks=unquoted), one_by_one]


def _excluded_list(method: Method, words: Words) -> Table:
    head = tuple(words[f"method.{key}"] for key in ("source", "location", "reason"))
    rows = tuple(
        (source, told_place(location, words), told_reason(reason, words))
        for source, location, reason in method.excluded
    )
    return Table(head, rows, n_text=3)


def _folded(n: int, words: Words) -> str:
    return words.text("method.show_all", n=number(n, words.language)) if n > _LONG else ""
