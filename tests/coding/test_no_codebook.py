from __future__ import annotations

import pytest

import evalmine as em
from evalmine.coding.choose import choose_coder
from evalmine.coding.codebook import load_codebook
from evalmine.coding.no_codebook import NoCoder
from evalmine.corpus.model import Block, Corpus, Document, Project
from evalmine.errors import CodebookError

SAID = (
    "Samtalekortene ligger fast på bordet ved hvert personalemøde.",
    "Ved hvert personalemøde ligger samtalekortene fast på vores bord.",
    "Samtalekortene ligger nu på bordet ved hvert eneste personalemøde.",
    "På bordet ligger samtalekortene fast ved hvert eneste personalemøde.",
    "Samtalekortene ligger stadig fast på bordet ved hvert personalemøde.",
    "Ved hvert eneste personalemøde ligger samtalekortene fast på bordet.",
)
OTHERS = (
    "Nattevagterne fik en lampe på gangen i november.",
    "Konsulenten rejste til Jylland efter sommerferien.",
    "Haven blev gravet om af de frivillige i foråret.",
)


@pytest.fixture(scope="module")
def analysis():
    documents = tuple(
        Document(f"P{i}/x", f"P{i}", "self_evaluation", "x.csv", text,
                 (Block(0, len(text), "answer", "Hvad vil I sige?"),), "da")
        for i, text in enumerate((*SAID, *OTHERS))
    )  # fmt: skip
    corpus = Corpus(tuple(Project(d.project_id) for d in documents), documents)
    return em.analyze(corpus, codebook="none", encoder="lexical")


def test_none_is_the_codebook_without_codes():
    book = load_codebook("none")
    assert (book.name, book.codes, book.code_ids) == ("none", (), ())
    assert isinstance(choose_coder(codebook="none", encoder="lexical"), NoCoder)
    assert len(book.sha256) == 64


def test_a_file_without_codes_is_still_a_mistake(tmp_path):
    path = tmp_path / "tom.yaml"
    path.write_text("name: tom\ncodes: []\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="there are no codes"):
        load_codebook(path)


def test_learnings_come_from_the_texts_alone(analysis):
    (learning,) = analysis.learnings
    assert learning.headline_by == "in_vivo"
    assert f"{learning.headline}." in SAID
    assert learning.statement in SAID
    assert (learning.n_projects, learning.n_asked) == (6, 9)
    assert learning.theme_id in {theme.theme_id for theme in analysis.themes}


def test_nothing_is_told_of_codes(analysis):
    outline = analysis.outline
    assert (outline.method.codes, outline.method.codebook) == ((), "")
    assert "low_coverage" not in outline.notes
    assert {s.status for s in analysis.segments} == {"uncoded"}
    assert len(analysis.tables["codings"]) == len(analysis.tables["codes"]) == 0
    assert analysis.tables["learnings"].key[0] == analysis.learnings[0].key


def test_the_report_and_tables_are_written(analysis, tmp_path):
    written = {path.name for path in analysis.save(tmp_path)}
    assert {"report.html", "learnings.parquet"} <= written
