"""The method appendix as tables and sentences; every number in it was counted by the analysis."""

from __future__ import annotations

from evalmine.report import appendix_material as material
from evalmine.report import appendix_method as about
from evalmine.report.chapter import Chapter, Table
from evalmine.report.formats import FEW, QUANTITY_WORDS, number, percent
from evalmine.report.words import Words
from evalmine.synthesis.outline import Method, Outline

__all__ = ["Chapter", "Table", "caveats", "chapters"]

_CAVEATS = ("quotes", "masking", "silence", "cause")


def caveats(words: Words, method: Method) -> list[str]:
    """Return what the report cannot say: who coded the texts, and what holds of every report."""
    if not method.codes:
        first = words["appendix.caveat_codeless"]
    elif method.is_measured:
        first = words["method.caveat_trained"]
    elif method.n_corrected_by:
        n = number(method.n_corrected_by, words.language)
        first = words.text("method.caveat_corrected", n=n)
    else:
        first = words["method.caveat_machine"]
    return [first, *(words[f"method.caveat_{key}"] for key in _CAVEATS)]


def chapters(outline: Outline, words: Words, *, min_cell: int) -> list[Chapter]:
    """Return the chapters of the appendix that have anything to say, in order."""
    method = outline.method
    told = [
        about.limits(outline, words),
        material.documents(outline, words),
        material.languages(method, words),
        material.questions(method, words),
        material.answers(method, words),
        material.segments(method, words),
        material.masking(method, words),
        *material.excluded(outline, words),
        about.coding(outline, words),
        about.codebook(outline, words),
        about.found(outline, words),
        _counting(words, min_cell, is_corrected=bool(method.n_corrected_by)),
        about.cases(outline, words),
        about.saturation(method, words),
        about.guest(outline, words),
        *about.checklists(method, words),
        _versions(method, words),
        Chapter(
            words["method.notes"], remarks=tuple(words.label("note", n) for n in outline.notes)
        ),
    ]
    return [chapter for chapter in told if chapter.has_content]


def _counting(words: Words, min_cell: int, *, is_corrected: bool) -> Chapter:
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
    told = ("lead", "assumptions", "population") if is_corrected else ()
    corrected = tuple(words[f"estimate.{key}"] for key in told)
    return Chapter(
        words["method.counting"],
        lead=(words["method.counting_lead"], *corrected, words["method.quantity_lead"]),
        table=Table(head, tuple(rows), n_text=2),
        remarks=(cells,),
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
