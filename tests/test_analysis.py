"""The promises of design section 5, on the whole pipeline over the sample corpus."""

from __future__ import annotations

import dataclasses
import random
import re
from collections import Counter

import pandas as pd
import pytest

import evalmine as em
from evalmine.errors import InputError, QuoteError
from evalmine.exchange.tables import COLUMNS
from evalmine.report import render_html

pytestmark = pytest.mark.slow


def test_every_quote_is_the_exact_cut_of_its_document(sample_analysis):
    texts = sample_analysis.tables["documents"].set_index("document_id")
    quotes = sample_analysis.tables["quotes"]
    assert len(quotes) > 50
    for q in quotes.itertuples():
        document = texts.loc[q.document_id]
        assert document.text[q.start : q.end] == q.text
        assert document.sha256 == q.sha256


def test_statements_are_quotes_too(sample_analysis):
    for learning in sample_analysis.learnings:
        assert learning.statement == " ".join(q.printed for q in learning.statement_quotes)


def test_a_tampered_quote_never_reaches_the_report(sample_analysis):
    learning = sample_analysis.outline.front[0]
    false = dataclasses.replace(learning.statement_quotes[0], text="Det har ingen sagt.")
    front = (dataclasses.replace(learning, statement_quotes=(false,), statement=false.text),)
    outline = dataclasses.replace(sample_analysis.outline, front=front)
    texts = {d.document_id: d.text for d in sample_analysis.corpus.documents}
    with pytest.raises(QuoteError):
        render_html(outline, documents=texts)


def test_counts_are_by_project_and_never_above_those_asked(sample_analysis):
    tables = sample_analysis.tables
    project_of = tables["segments"].set_index("segment_id").project_id
    support = tables["learning_segments"].query("role == 'support'")
    for row in tables["learnings"].itertuples():
        ids = support.segment_id[support.learning_id == row.learning_id]
        assert row.n_projects == project_of.loc[ids].nunique()
        assert 3 <= row.n_projects <= row.n_asked
        assert 0 <= row.ci_low <= row.n_projects / row.n_asked <= row.ci_high <= 1


def test_every_count_can_be_recounted_from_the_tables(sample_analysis):
    """As a researcher would, with nothing but the tables at hand."""
    tables = sample_analysis.tables
    segments = tables["segments"].set_index("segment_id")
    members = tables["learning_segments"].merge(
        segments[["document_id", "project_id"]], left_on="segment_id", right_index=True
    )
    asked = set(tables["projects"].project_id)
    pool_of = tables["projects"].set_index("project_id").pool
    for row in tables["learnings"].itertuples():
        mine = members[members.learning_id == row.learning_id]
        support, counter = (mine[mine.role == role] for role in ("support", "counter"))
        assert row.n_segments == support.segment_id.nunique() == len(support)
        assert row.n_documents == support.document_id.nunique()
        assert row.n_counter == counter.project_id.nunique()
        assert not set(support.segment_id) & set(counter.segment_id)
        assert row.n_asked == (sum(pool_of == row.scope) if row.scope else len(asked))
    coded = tables["codings"][tables["codings"].assigned]
    coded = coded.join(segments.project_id, on="segment_id")
    for theme in tables["themes"].query("origin == 'codebook'").itertuples():
        mine = coded[coded.code_id == theme.theme_id.removeprefix("C-")]
        counts = (theme.n_segments, theme.n_projects)
        assert counts == (len(mine), mine.project_id.nunique())


def test_nothing_is_dropped_in_silence(sample_analysis):
    """Every segment is in a theme found in the texts, or in a named pile."""
    tables = sample_analysis.tables
    found = tables["themes"].theme_id[tables["themes"].origin == "inductive"]
    members = tables["theme_segments"]
    in_theme = set(members.segment_id[members.theme_id.isin(found)])
    status = tables["segments"].set_index("segment_id").status
    content = {s for s in status.index if status[s] in ("coded", "uncoded")}
    assert in_theme == content
    assert set(status.unique()) <= {"coded", "uncoded", "non_answer", "too_short", "boilerplate"}


def test_every_answered_cell_of_the_survey_is_in_a_document(sample_corpus, sample_analysis):
    asked = Counter(s.question for s in sample_analysis.segments if s.question)
    assert len(asked) == 5
    for row in sample_corpus.summary().itertuples():
        assert row.n_asked == 97
        assert row.n_answered + row.n_empty == row.n_asked


def test_nobody_who_declined_is_quoted(sample_analysis):
    declined = {
        p.project_id
        for p in sample_analysis.corpus.projects
        if p.attributes.get("may_quote") is False
    }
    assert declined
    assert not declined & set(sample_analysis.tables["quotes"].project_id)


def test_no_identifier_is_left_in_any_text(sample_analysis):
    for text in sample_analysis.tables["documents"].text:
        assert not re.search(r"\d{6}-\d{4}|[\w.]+@[\w.]+\.\w+", text)
    assert any("[CPR]" in text for text in sample_analysis.tables["documents"].text)


def test_tables_hold_the_columns_of_the_contract(sample_analysis, tmp_path):
    sample_analysis.save(tmp_path)
    for name, columns in COLUMNS.items():
        frame = pd.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        assert set(columns) <= set(frame.columns), name


def test_the_order_of_reading_changes_nothing(sample_corpus, sample_analysis):
    shuffled = dataclasses.replace(
        sample_corpus,
        projects=_shuffled(sample_corpus.projects),
        documents=_shuffled(sample_corpus.documents),
        closed_answers=_shuffled(sample_corpus.closed_answers),
    )
    again = em.analyze(shuffled, encoder="lexical", title="Aftryk 2025")
    for name, frame in sample_analysis.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name], obj=name)


def _shuffled(records):
    records = list(records)
    random.Random(7).shuffle(records)
    return tuple(records)


def test_a_corpus_that_says_nothing_is_refused_in_one_line():
    frame = pd.DataFrame({"Projekt-id": ["A", "B"], "Hvad har I lært af projektet?": ["-", "Nej"]})
    corpus = em.read(frame, roles={"Hvad har I lært af projektet?": "open"})
    with pytest.raises(InputError, match="no answer or paragraph says anything"):
        em.analyze(corpus, encoder="lexical")
