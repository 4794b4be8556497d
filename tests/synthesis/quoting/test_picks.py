from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from evalmine.errors import InputError
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.synthesis.quoting.picks import (
    QuotePick,
    QuotePicks,
    locate_picks,
    read_picks,
    unused_picks,
)

TEXT = "Tavlen hænger i gangen. Lederne spiser frokost med holdet hver torsdag."


@pytest.fixture
def evidence(evidence_of_document):
    return evidence_of_document(("answer", TEXT))


def test_a_csv_is_read_and_rows_without_a_decision_are_none(tmp_path):
    path = tmp_path / "valg.csv"
    path.write_text(
        "dokument-id;start;slut;tekst;valg;læringsnøgle;af;bemærkning\n"
        "P1/note;0;23;Tavlen hænger i gangen.;vælg;C-a/1;Ane;god\n"
        "P1/note;24;71;;fravælg;;;\n"
        "P1/note;0;5;Tavle;;;;\n",
        encoding="utf-8",
    )
    first, second = read_picks(path).picks
    assert (first.decision, first.start, first.end, first.learning_key) == ("pick", 0, 23, "C-a/1")
    assert (first.by, first.note, first.where) == ("Ane", "god", "valg.csv, row 2")
    assert (second.decision, second.start, second.end) == ("veto", 24, 71)


@pytest.mark.parametrize(
    ("sheet", "header", "yes"),
    [
        ("Citater", ["citat-id", "tekst", "valg", "Læring", "dokument-id", "start", "slut",
                     "læringsnøgle", "af", "bemærkning"], "vælg"),
        ("Quotes", ["quote_id", "text", "decision", "learning", "document_id", "start", "end",
                    "learning_key", "by", "note"], "pick"),
    ],
)  # fmt: skip
def test_the_quote_bank_of_a_workbook_is_read_back(tmp_path, evidence, sheet, header, yes):
    book = openpyxl.Workbook()
    book.active.title = "Om"
    book.active.append(["Læs mig", "dette er ingen tabel over citater"])
    book.active.append(["a", "b"])
    page = book.create_sheet(sheet)
    page.append(["Citater er klippet ordret ud af kilden."])
    page.append([])
    page.append(header)
    page.append(["L1-Q0", TEXT[24:], yes, "Overskrift", "P1/note", 24, 71, "C-a/1", "Ane", None])
    page.append(["L1-Q1", TEXT[:23], None, "Overskrift", "P1/note", 0, 23, "C-a/1", None, None])
    path = tmp_path / "quotes.xlsx"
    book.save(path)
    picks = locate_picks(read_picks(path), evidence)
    assert picks.messages == ()
    (pick,) = picks.picks
    assert (pick.start, pick.end, pick.text, pick.learning_key) == (24, 71, TEXT[24:], "C-a/1")


def test_yaml_is_a_list_of_decisions(tmp_path):
    path = tmp_path / "picks.yaml"
    path.write_text(
        "- document_id: P1/note\n  text: '[…] hænger i gangen. […]'\n  decision: veto\n", "utf-8"
    )
    (pick,) = read_picks(path).picks
    assert (pick.decision, pick.text, pick.where) == (
        "veto",
        "hænger i gangen.",
        "picks.yaml, entry 1",
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "id;valg\n1;vælg\n", "a.csv: has no columns document_id and decision: add them"),
        (
            "b.csv",
            "document_id;text;decision\nP1/note;Tavlen;måske\n",
            "b.csv, row 2: decision 'måske' is neither pick nor veto: write one",
        ),
        (
            "c.csv",
            "document_id;text;decision\nP1/note;;pick\n",
            "c.csv, row 2: tells no place: give document_id and start and end, or the quote's text",
        ),
        (
            "d.yaml",
            "document_id: P1\n",
            "d.yaml: is not a list of decisions: begin each with '- document_id:'",
        ),
        ("e.yaml", "- [", "e.yaml: is not readable YAML: check its indents and quotes"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_picks(path)
    assert str(error.value) == message


@pytest.mark.parametrize("name", ["no.yaml", "no.xlsx", "no.csv"])
def test_a_missing_file_is_told_in_one_line(tmp_path, name):
    with pytest.raises(InputError) as error:
        read_picks(tmp_path / name)
    assert str(error.value) == f"{name}: cannot be read: check the path"


def pick(**fields):
    fields = {"decision": "pick", "start": 24, "end": 71, "text": TEXT[24:], **fields}
    return QuotePick("P1/note", where="valg.csv, row 2", **fields)


def test_words_that_have_moved_are_found_again(evidence_of_document):
    moved = evidence_of_document(("answer", "Ny indledning her. " + TEXT))
    (found,) = locate_picks(QuotePicks((pick(),)), moved).picks
    assert moved.corpus.documents[0].text[found.start : found.end] == TEXT[24:]
    assert found.start == 24 + 19


def test_of_several_places_the_nearest_is_taken(evidence_of_document):
    twice = evidence_of_document(("answer", f"{TEXT} {TEXT}"))
    (found,) = locate_picks(QuotePicks((pick(start=90, end=92),)), twice).picks
    assert found.start == 24 + len(TEXT) + 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"text": "Noget helt andet."},
            "valg.csv, row 2: pick is lost, its text is not in P1/note any more: choose it again",
        ),
        (
            {"text": "", "start": 60, "end": 999, "decision": "veto"},
            "valg.csv, row 2: veto is lost, its text is not in P1/note any more: choose it again",
        ),
    ],
)
def test_a_decision_that_is_lost_is_told(evidence, changed, message):
    picks = locate_picks(QuotePicks((pick(**changed),)), evidence)
    assert picks == QuotePicks((), (message,))


def test_an_unknown_document_is_told(evidence):
    other = replace(pick(), document_id="P9/note")
    assert locate_picks(QuotePicks((other,)), evidence).messages == (
        "valg.csv, row 2: pick is lost, there is no document 'P9/note': check its id",
    )


def test_a_pick_of_a_project_that_said_no_is_told_and_not_printed(evidence_of_document):
    silent = evidence_of_document(("answer", TEXT), attributes={"may_quote": False})
    assert locate_picks(QuotePicks((pick(),)), silent) == QuotePicks(
        (), ("valg.csv, row 2: pick is not printed, project P1 may not be quoted",)
    )
    assert locate_picks(QuotePicks((pick(decision="veto"),)), silent).messages == ()


def test_a_pick_with_a_masked_identifier_is_told_and_not_printed(evidence_of_document):
    masked = evidence_of_document(("answer", "Ring til [TELEFON] i morgen."))
    told = pick(text="Ring til [TELEFON] i morgen.", start=0, end=28)
    assert locate_picks(QuotePicks((told,)), masked).messages == (
        "valg.csv, row 2: pick is not printed, it holds a masked identifier: "
        "choose a span without it",
    )


def test_a_veto_wins_over_a_pick_on_the_same_words(evidence):
    both = QuotePicks((pick(), pick(decision="veto", start=60, end=71, text=TEXT[60:])))
    located = locate_picks(both, evidence)
    assert [p.decision for p in located.picks] == ["veto"]
    assert located.messages == (
        "valg.csv, row 2: pick is not printed, a veto lies on the same words: "
        "remove one of the two",
    )


def test_a_pick_that_no_quote_shows_is_told(evidence):
    picks = locate_picks(QuotePicks((pick(learning_key="C-a/1"),)), evidence)
    assert unused_picks(picks, []) == (
        "valg.csv, row 2: pick is not printed, its words support no learning 'C-a/1'",
    )
    quote = cut_quote(evidence, 1, learning_id="L1", number=0)
    assert unused_picks(picks, [quote]) == ()
