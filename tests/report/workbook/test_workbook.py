from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from evalmine.corpus.mask import MASK_TAG
from evalmine.exchange.judgment_file import read_judgments
from evalmine.report.workbook import render_workbook, workbook_sheets
from evalmine.report.workbook.bank import bank_entries, n_withheld
from evalmine.report.workbook.sheet import LONGEST_CELL, Column, Link, Sheet
from evalmine.report.workbook.xlsx import write_workbook
from evalmine.synthesis.quoting.features import with_picks
from evalmine.synthesis.quoting.picks import read_picks


@pytest.fixture(scope="module")
def sheets(sample_analysis):
    return {s.key: s for s in workbook_sheets(sample_analysis.outline, sample_analysis.evidence)}


@pytest.fixture(scope="module")
def book(sample_analysis):
    content = render_workbook(sample_analysis.outline, sample_analysis.evidence)
    return openpyxl.load_workbook(io.BytesIO(content))


def written(*sheets):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, title="Prøve")))


def cells(sheet, name):
    place = [c.name for c in sheet.columns].index(name)
    return [row[place] for row in sheet.rows]


def test_every_quote_of_the_bank_is_the_cut_it_says(sample_analysis, sheets):
    bank = sheets["quotes"]
    texts = {d.document_id: d.text for d in sample_analysis.corpus.documents}
    places = zip(
        cells(bank, "dokument-id"),
        cells(bank, "start"),
        cells(bank, "slut"),
        cells(bank, "tekst"),
        strict=True,
    )
    assert bank.rows
    assert [p for p in places if texts[p[0]][p[1] : p[2]] != p[3]] == []


def test_nobody_who_said_no_and_nothing_masked_is_in_the_bank(sample_analysis, sheets):
    evidence = sample_analysis.evidence
    silent = {p for p in evidence.pool_of if not evidence.may_quote(p)}
    assert silent, "the sample has projects that may not be quoted"
    assert silent.isdisjoint(cells(sheets["quotes"], "Projekt-id"))
    assert not any(MASK_TAG.search(text) for text in cells(sheets["quotes"], "tekst"))


def test_bank_and_withheld_are_together_every_segment_of_every_theme(sample_analysis):
    evidence = sample_analysis.evidence
    entries = bank_entries(evidence, sample_analysis.outline.learnings)
    kept = {e.segment_id for e in entries}
    rows = {row for theme in evidence.themes for row in theme.rows}
    assert len(kept) + n_withheld(evidence) == len(rows)
    assert len(entries) == sum(
        evidence.segments[row].segment_id in kept for t in evidence.themes for row in t.rows
    )


def test_every_printed_quote_is_in_the_bank_under_its_own_id(sample_analysis, sheets):
    coded = [x for x in sample_analysis.outline.learnings if x.theme_id.startswith("C-")]
    printed = {q.quote_id for x in coded for q in (*x.statement_quotes, *x.quotes)}
    assert printed <= set(cells(sheets["quotes"], "citat-id"))


def test_the_matrix_counts_every_project_once_and_every_coded_segment(sample_analysis, sheets):
    matrix, evidence = sheets["matrix"], sample_analysis.evidence
    ids = cells(matrix, "Projekt-id")
    assert sorted(ids) == sorted(evidence.pool_of)
    theme = next(t for t in evidence.themes if t.origin == "codebook")
    named = cells(matrix, theme.name)
    counted = [int((c.text if isinstance(c, Link) else c).split(" ·")[0]) for c in named if c]
    assert sum(counted) == len(theme.rows)


def test_a_link_of_the_matrix_leads_to_a_quote_of_the_same_project_and_theme(book):
    matrix, bank = book["Rammematrix"], book["Citater"]
    heads = {c.value: c.column for c in bank[2]}
    linked = [c for row in matrix.iter_rows(min_row=3) for c in row if c.hyperlink]
    assert len(linked) > 100
    for cell in linked[::37]:
        row = int(cell.hyperlink.location.split("!A")[1])
        project = matrix.cell(cell.row, 1).value
        theme = matrix.cell(2, cell.column).value
        assert bank.cell(row, heads["Projekt-id"]).value == project
        assert bank.cell(row, heads["Tema"]).value == theme
        quote = cell.value.split("»", 1)[1].rstrip("«").removesuffix(" …")
        assert bank.cell(row, heads["tekst"]).value.startswith(quote)


def test_a_project_that_may_not_be_quoted_is_counted_without_words(sample_analysis, sheets):
    evidence = sample_analysis.evidence
    silent = next(p for p in sorted(evidence.pool_of) if not evidence.may_quote(p))
    row = next(r for r in sheets["matrix"].rows if r[0] == silent)
    shown = [c for c in row[3:] if c]
    assert any(str(c).endswith("må ikke citeres") for c in shown)
    assert not any(isinstance(c, Link) for c in shown)


def test_the_same_analysis_gives_the_same_bytes(sample_analysis):
    outline, evidence = sample_analysis.outline, sample_analysis.evidence
    first = render_workbook(outline, evidence)
    assert first == render_workbook(outline, evidence)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_person_can_choose_from_a_list_and_filter(book):
    bank = book["Citater"]
    rules = bank.data_validations.dataValidation
    assert [r.formula1 for r in rules] == ['"vælg,fravælg"']
    assert bank.auto_filter.ref
    assert bank.freeze_panes == "C3"


def test_what_a_survey_wrote_is_never_a_formula():
    texts = ("=HYPERLINK(0)", "+1", "-2", "@SUM(A1)", "https://x.example", "007")
    sheet = Sheet("s", "S", (Column("a"),), tuple((t,) for t in texts))
    page = written(sheet)["S"]
    assert [(c.value, c.data_type) for c in page["A"][1:]] == [(t, "s") for t in texts]


def test_a_cell_holds_no_character_that_breaks_the_file_and_no_more_than_excel_takes():
    sheet = Sheet("s", "S", (Column("a"),), (("ned\x0bad\x00\n🙂",), ("x" * 40_000,)))
    values = [c.value for c in written(sheet)["S"]["A"][1:]]
    assert values[0] == "nedad\n🙂"
    assert len(values[1]) == LONGEST_CELL
    assert values[1].endswith("x …")


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="sheet s: a row has 2 cells, not 1"):
        Sheet("s", "S", (Column("a"),), (("x", "y"),))


def test_the_guide_names_every_other_sheet_with_its_rows(sheets, book):
    guide = sheets["guide"]
    others = [s for key, s in sheets.items() if key != "guide"]
    assert [(r[0], r[2]) for r in guide.rows] == [(s.name, len(s.rows)) for s in others]
    assert book.sheetnames == [guide.name, *(s.name for s in others)]


def test_the_level_of_cerqual_is_left_to_a_person(sheets):
    levels = cells(sheets["cerqual"], "niveau")
    assert set(levels) <= {None}


def test_what_a_person_chose_is_read_back_and_stands_in_the_next_bank(sample_analysis, tmp_path):
    evidence, outline = sample_analysis.evidence, sample_analysis.outline
    path = tmp_path / "quotes.xlsx"
    path.write_bytes(render_workbook(outline, evidence))
    book = openpyxl.load_workbook(path)
    page = book["Citater"]
    heads = {c.value: c.column for c in page[2]}
    page.cell(3, heads["valg"]).value = "fravælg"
    page.cell(4, heads["valg"]).value = "vælg"
    page.cell(4, heads["af"]).value = "Grethe"
    texts = [page.cell(row, heads["tekst"]).value for row in (3, 4)]
    book.save(path)
    picks = read_picks(path)
    assert [(p.decision, p.text, p.by) for p in picks.picks] == [
        ("veto", texts[0], ""),
        ("pick", texts[1], "Grethe"),
    ]
    again = {s.key: s for s in workbook_sheets(outline, with_picks(evidence, picks))}["quotes"]
    chosen = dict(zip(cells(again, "tekst"), cells(again, "valg"), strict=True))
    assert [chosen[text] for text in texts] == ["fravælg", "vælg"]


def test_a_level_that_a_person_set_is_read_back(sample_analysis, tmp_path):
    path = tmp_path / "quotes.xlsx"
    path.write_bytes(render_workbook(sample_analysis.outline, sample_analysis.evidence))
    book = openpyxl.load_workbook(path)
    page = book["CERQual"]
    heads = {c.value: c.column for c in page[2]}
    page.cell(3, heads["niveau"]).value = "moderat"
    page.cell(3, heads["vurderet af"]).value = "Grethe"
    key = page.cell(3, heads["læringsnøgle"]).value
    book.save(path)
    (judgment,) = read_judgments(path)
    assert (judgment.learning_key, judgment.level) == (key, "moderate")
    assert judgment.judged_by == "Grethe"
