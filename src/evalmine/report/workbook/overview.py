"""The workbook's other sheets: learnings, GRADE-CERQual, themes, codebook, documents, method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evalmine.report.words import Words
from evalmine.report.workbook.bank import KEY as BANK
from evalmine.report.workbook.bank import Entry
from evalmine.report.workbook.sheet import Cell, Column, Kind, Link, Sheet
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Method, Outline

LEVELS = ("high", "moderate", "low", "very_low")


def learnings_sheet(outline: Outline, entries: Sequence[Entry], words: Words) -> Sheet:
    """Return one row per learning over all projects, linked to its first quote in the bank."""
    first: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.learning:
            first.setdefault(entry.learning.learning_id, place)
    rows: list[tuple[Cell | Link, ...]] = []
    for x in outline.learnings:
        at = first.get(x.learning_id)
        share = x.support.share
        rows.append(
            (
                x.headline if at is None else Link(x.headline, BANK, at),
                x.statement,
                words.label("aspect", x.aspect) if x.aspect else "",
                words.label("level", x.level) if x.level else "",
                x.n_projects,
                x.n_asked,
                share,
                x.support.ci_low,
                x.support.ci_high,
                x.estimate.share if x.estimate else None,
                x.support.n_documents,
                x.support.n_segments,
                x.n_counter,
                x.n_qualifying,
                ", ".join(x.holds_in),
                ", ".join(x.absent_in),
                x.stability,
                x.confidence,
                "; ".join(words.label("note", note) for note in x.notes),
                x.key,
            )
        )
    columns = _columns(
        words,
        ("headline", 44, "text"),
        ("statement", 70, "text"),
        ("aspect", 14, "text"),
        ("level", 18, "text"),
        ("n_projects", 10, "number"),
        ("n_asked", 10, "number"),
        ("share", 9, "share"),
        ("ci_low", 9, "share"),
        ("ci_high", 9, "share"),
        ("estimate", 11, "share"),
        ("n_documents", 11, "number"),
        ("n_segments", 11, "number"),
        ("n_counter", 10, "number"),
        ("n_qualifying", 11, "number"),
        ("holds_in", 24, "text"),
        ("absent_in", 24, "text"),
        ("stability", 10, "share"),
        ("confidence", 10, "share"),
        ("notes", 40, "text"),
        ("learning_key", 26, "text"),
    )
    lead = words["workbook.learnings_lead"]
    return Sheet("learnings", words["workbook.learnings"], columns, tuple(rows), lead=lead)


def cerqual_sheet(learnings: Sequence[Learning], words: Words) -> Sheet:
    """Return the evidence profile of each learning, with empty cells for a person's judgment.

    `evalmine.exchange.judgment_file` reads the sheet back; the level is never set by the machine.
    """
    choices = tuple(words[f"workbook.level_{level}"] for level in LEVELS)
    columns = (
        *_columns(words, ("learning_key", 26, "text"), ("headline", 44, "text")),
        Column(words["workbook.cerqual_level"], 14, "choice", choices),
        Column(words["workbook.rationale"], 44, "choice"),
        Column(words["workbook.judged_by"], 16, "choice"),
        *_columns(
            words,
            ("n_projects", 10, "number"),
            ("n_documents", 11, "number"),
            ("n_words", 10, "number"),
            ("kinds", 30, "text"),
            ("pools", 34, "text"),
            ("sectors", 34, "text"),
            ("regions", 30, "text"),
            ("n_counter", 10, "number"),
            ("n_qualifying", 11, "number"),
            ("top_project_share", 14, "share"),
            ("coherence", 12, "share"),
        ),
    )
    rows = tuple(_cerqual_row(x, words) for x in learnings if x.cerqual)
    lead = words["workbook.cerqual_lead"]
    return Sheet("cerqual", words["workbook.cerqual"], columns, rows, lead=lead, fixed=2)


def _cerqual_row(learning: Learning, words: Words) -> tuple[Cell, ...]:
    facts = learning.cerqual
    assert facts is not None
    kinds = tuple((words.plural_label("kind", kind, n), n) for kind, n in facts.kinds)
    return (
        learning.key,
        learning.headline,
        words[f"workbook.level_{facts.level}"] if facts.level else None,
        facts.rationale or None,
        facts.judged_by or None,
        facts.n_projects,
        facts.n_documents,
        facts.n_words,
        *(_listed(found) for found in (kinds, facts.pools, facts.sectors, facts.regions)),
        facts.n_counter,
        facts.n_qualifying,
        facts.top_project_share,
        facts.coherence,
    )


def themes_sheet(outline: Outline, evidence: Evidence, words: Words) -> Sheet:
    """Return the themes of the codebook and those found, with their keywords and counts."""
    rows: list[tuple[Cell, ...]] = [
        (row.theme_id, row.name, words[f"workbook.origin_{row.origin}"], "", "", row.n_projects,
         row.n_asked, None)
        for row in outline.prevalence
    ]  # fmt: skip
    known = {row[0] for row in rows}
    rows += [
        (t.theme_id, t.name, words[f"workbook.origin_{t.origin}"], ", ".join(t.keywords),
         t.parent_id or "", t.n_projects, len(evidence.pool_of), t.stability)
        for t in outline.themes
        if t.theme_id not in known
    ]  # fmt: skip
    columns = _columns(
        words,
        ("theme_id", 22, "text"),
        ("theme", 36, "text"),
        ("origin", 20, "text"),
        ("keywords", 50, "text"),
        ("parent", 10, "text"),
        ("n_projects", 10, "number"),
        ("n_asked", 10, "number"),
        ("stability", 10, "share"),
    )
    return Sheet("themes", words["workbook.themes"], columns, tuple(rows))


def codebook_sheet(method: Method, words: Words) -> Sheet:
    """Return the codes with definitions, counts, and how far they agree with people."""
    columns = _columns(
        words,
        ("code_id", 22, "text"),
        ("code", 34, "text"),
        ("definition", 80, "text"),
        ("n_segments", 11, "number"),
        ("n_projects", 10, "number"),
        ("verdict", 20, "text"),
        ("kappa", 9, "text"),
    )
    rows = tuple(
        (
            code.code_id,
            code.name,
            code.definition,
            code.n_segments,
            code.n_projects,
            words.label("verdict", code.verdict),
            "" if code.kappa is None else f"{code.kappa:.2f}",
        )
        for code in method.codes
    )
    return Sheet("codebook", words["workbook.codebook"], columns, rows)


def documents_sheet(evidence: Evidence, words: Words) -> Sheet:
    """Return every document that was read, with its length and what was found in it."""
    used = Counter(s.document_id for s in evidence.segments)
    columns = _columns(
        words,
        ("document_id", 34, "text"),
        ("project_id", 14, "text"),
        ("project", 30, "text"),
        ("kind", 20, "text"),
        ("source", 34, "text"),
        ("language", 10, "text"),
        ("n_words", 10, "number"),
        ("n_segments", 11, "number"),
        ("may_quote", 12, "text"),
        ("sha256", 20, "text"),
    )
    yes_no = {True: words["workbook.yes"], False: words["workbook.no"]}
    rows = tuple(
        (
            d.document_id,
            d.project_id,
            evidence.corpus.project_by_id[d.project_id].label,
            words.plural_label("kind", d.kind, 1),
            d.source,
            words.label("language_name", d.language) if d.language else "",
            len(d.text.split()),
            used[d.document_id],
            yes_no[evidence.may_quote(d.project_id)],
            d.sha256,
        )
        for d in evidence.corpus.documents
    )
    return Sheet("documents", words["workbook.documents"], columns, rows)


def excluded_sheet(method: Method, words: Words) -> Sheet:
    """Return what was left out, and why."""
    from evalmine.report.reasons import told_place, told_reason

    columns = _columns(
        words, ("source", 40, "text"), ("location", 30, "text"), ("reason", 70, "text")
    )
    rows = tuple(
        (source, told_place(location, words), told_reason(reason, words))
        for source, location, reason in method.excluded
    )
    return Sheet("excluded", words["workbook.excluded"], columns, rows)


def method_sheet(outline: Outline, words: Words) -> Sheet:
    """Return what the workbook rests on: counts, coder, versions, and the reporting standards."""
    method = outline.method
    facts: list[tuple[Cell, ...]] = [
        (words["workbook.projects"], outline.n_projects, ""),
        *((words.plural_label("kind", k, 2), n, "") for k, n in method.n_documents.items()),
        *((words.label("status", status), n, "") for status, n in method.n_segments.items()),
        *((f"{words['workbook.masked']} {m}", n, "") for m, n in method.masked.items()),
        (words["workbook.codebook"], method.codebook, method.codebook_sha256),
        (words["method.coder"], method.coder, ""),
        (words["method.encoder"], method.encoder, ""),
        *((name, version, "") for name, version in method.versions.items()),
    ]
    rows = tuple((str(a), str(b) if isinstance(b, str) else b, c) for a, b, c in facts)
    columns = _columns(words, ("name", 50, "text"), ("value", 40, "text"), ("remark", 40, "text"))
    return Sheet("method", words["workbook.method"], columns, rows)


def _columns(words: Words, *named: tuple[str, int, Kind]) -> tuple[Column, ...]:
    return tuple(Column(words[f"workbook.{name}"], width, kind) for name, width, kind in named)


def _listed(found: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({n})" for name, n in found)
