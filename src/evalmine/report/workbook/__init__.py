"""The quote bank as an Excel workbook: quotes, framework matrix, learnings, GRADE-CERQual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evalmine.report.words import load_words
from evalmine.report.workbook.bank import bank_entries, bank_sheet, n_withheld
from evalmine.report.workbook.matrix import matrix_sheet
from evalmine.report.workbook.overview import (
    cerqual_sheet,
    codebook_sheet,
    documents_sheet,
    excluded_sheet,
    learnings_sheet,
    method_sheet,
    themes_sheet,
)
from evalmine.report.workbook.sheet import Column, Sheet

if TYPE_CHECKING:
    from evalmine.synthesis.evidence import Evidence
    from evalmine.synthesis.outline import Outline


def workbook_sheets(outline: Outline, evidence: Evidence) -> tuple[Sheet, ...]:
    """Return every sheet of the quote bank, in the order of their tabs.

    Parameters
    ----------
    outline : Outline
        What the report tells; its counts are the workbook's.
    evidence : Evidence
        The segments behind it.
    """
    words, method = load_words(outline.language), outline.method
    entries = bank_entries(evidence, outline.learnings)
    sheets = [
        bank_sheet(entries, evidence, words),
        matrix_sheet(entries, evidence, words),
        learnings_sheet(outline, entries, words),
        cerqual_sheet(outline.learnings, words),
        themes_sheet(outline, evidence, words),
        codebook_sheet(method, words) if method.codes else None,
        documents_sheet(evidence, words),
        excluded_sheet(method, words),
        method_sheet(outline, words),
    ]
    shown = [sheet for sheet in sheets if sheet]
    withheld = words.text("workbook.withheld", n=n_withheld(evidence))
    guide = tuple(
        (sheet.name, words[f"workbook.about_{sheet.key}"], len(sheet.rows)) for sheet in shown
    )
    columns = (
        Column(words["workbook.sheet"], 20),
        Column(words["workbook.about"], 100),
        Column(words["workbook.n_rows"], 10, "number"),
    )
    lead = f"{outline.title or words['section.default_title']}. {withheld}"
    return (Sheet("guide", words["workbook.guide"], columns, guide, lead=lead), *shown)


def render_workbook(outline: Outline, evidence: Evidence) -> bytes:
    """Return the quote bank as the bytes of an ``.xlsx`` file; the same input, the same bytes."""
    from evalmine.report.workbook.xlsx import write_workbook

    title = outline.title or load_words(outline.language)["section.default_title"]
    return write_workbook(workbook_sheets(outline, evidence), title=title)
