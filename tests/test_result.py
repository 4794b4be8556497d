"""What an evaluator works with in a notebook, on the sample corpus."""

from __future__ import annotations

import pytest

import evalmine as em
from evalmine.errors import ConfigError
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quoting.picks import QuotePick, QuotePicks

pytestmark = pytest.mark.slow


def test_a_learning_is_a_learning_and_shows_itself(sample_analysis):
    learning = sample_analysis.learnings[0]
    assert type(learning) is Learning
    assert learning == sample_analysis.outline.learnings[0]
    assert learning.headline in learning._repr_html_()
    assert learning.quotes[0].text in str(learning.quotes[0]).replace("\n  ", " ")
    assert len(repr(learning)) < 200


def test_every_record_of_every_table_can_be_shown(sample_analysis):
    tables = (
        sample_analysis.themes,
        sample_analysis.learnings,
        sample_analysis.pool_learnings,
        sample_analysis.quotes,
        sample_analysis.cases,
        sample_analysis.compare("pool"),
    )
    for table in tables:
        assert len(table) == len(table.to_df()) > 0
        for record in table:
            assert "<script" not in record._repr_html_()
            assert str(record) != repr(record)


def test_the_frame_of_learnings_says_the_same_as_the_open_table(sample_analysis):
    table = sample_analysis.tables["learnings"].set_index("learning_id")
    frame = sample_analysis.learnings.to_df().set_index("learning_id")
    shared = [c for c in frame.columns if c in table.columns]
    assert {"n_projects", "ci_low", "corrected_share", "stability", "holds_in", "notes"} <= {
        *shared
    }
    for name in shared:
        if frame[name].notna().any():
            assert frame[name].tolist() == table.loc[frame.index, name].tolist(), name
    assert (frame.share.between(frame.ci_low, frame.ci_high)).all()


def test_the_learnings_of_a_pool_can_be_picked_out(sample_analysis):
    frame = sample_analysis.pool_learnings.to_df()
    assert set(frame.scope) == {s.pool for s in sample_analysis.outline.pools}


def test_quotes_say_what_they_are_there_for(sample_analysis):
    frame = sample_analysis.quotes.to_df()
    table = sample_analysis.tables["quotes"].set_index("quote_id")
    assert {"statement", "support"} <= set(frame.role)
    for row in frame.itertuples():
        printed = table.loc[row.quote_id]
        assert (row.role, row.text, row.start) == (printed.role, printed.text, printed.start)
        assert row.pool
        assert row.kind in ("self_evaluation", "external_evaluation", "learning_note")
    assert frame.quote_id.is_unique


def test_all_quotable_evidence_of_a_learning(sample_analysis):
    learning = sample_analysis.learnings[0]
    frame = sample_analysis.quotes_for(learning).to_df()
    documents = sample_analysis.corpus.document_by_id
    for row in frame.itertuples():
        assert documents[row.document_id].text[row.start : row.end] == row.text
    declined = {
        p.project_id
        for p in sample_analysis.corpus.projects
        if p.attributes.get("may_quote") is False
    }
    segments = {s.segment_id: s for s in sample_analysis.segments}
    ids = {*learning.segment_ids, *learning.counter_ids}
    expected = {s for s in ids if segments[s].project_id not in declined}
    found = set(frame.segment_id[frame.role != "facet"])
    assert found <= expected
    assert len(expected - found) < 0.1 * len(expected)  # masked, or not fit to be cut
    assert not declined & set(frame.project_id)
    support = frame[frame.role == "support"]
    assert support.score.is_monotonic_decreasing
    assert {q.segment_id for q in learning.quotes} <= set(frame.segment_id[frame.is_printed])
    again = sample_analysis.quotes_for(learning.learning_id)
    assert again == sample_analysis.quotes_for(learning)


def test_all_quotable_evidence_of_a_theme_and_of_a_group(sample_analysis):
    theme = sample_analysis.code_themes[0]
    assert len(sample_analysis.quotes_for(theme)) > 10
    assert sample_analysis.quotes_for(theme.theme_id) == sample_analysis.quotes_for(theme)
    found = sample_analysis.theme_result.themes
    group = next((t for t in found if t.theme_id.startswith("G")), None)
    if group:
        own = {q.segment_id for q in sample_analysis.quotes_for(group)}
        inside = [t for t in found if t.parent_id == group.theme_id]
        assert own == {q.segment_id for t in inside for q in sample_analysis.quotes_for(t)}


def test_what_a_person_vetoed_is_not_offered_again(sample_corpus, sample_analysis):
    quote = sample_analysis.learnings[0].quotes[0]
    veto = QuotePick(quote.document_id, "veto", quote.start, quote.end, quote.text)
    picks = QuotePicks((veto,))
    again = em.analyze(sample_corpus, encoder="lexical", quote_picks=picks)
    theme_id = sample_analysis.learnings[0].theme_id
    assert quote.segment_id in {q.segment_id for q in sample_analysis.quotes_for(theme_id)}
    assert quote.segment_id not in {q.segment_id for q in again.quotes_for(theme_id)}


def test_an_unknown_name_is_refused_with_known_ones(sample_analysis):
    with pytest.raises(ConfigError, match="no learning or theme 'L999': known are L001, C-"):
        sample_analysis.quotes_for("L999")


def test_cases_and_material(sample_analysis):
    cases = sample_analysis.cases.to_df()
    assert set(cases.pool) == {s.pool for s in sample_analysis.outline.pools}
    material = sample_analysis.material.to_df()
    told = material[["n_answered", "n_non_answer", "n_empty"]].sum(axis=1)
    assert (told == material.n_asked).all()
    assert material.groupby("question").n_asked.sum().eq(97).all()


def test_every_printed_quote_is_in_the_table_of_quotes(sample_analysis):
    table = sample_analysis.tables["quotes"]
    printed = {q.quote_id for q in sample_analysis.outline.every_quote}
    assert printed <= set(table["quote_id"])
    assert "theme" in set(table["role"])
    assert "theme" in set(sample_analysis.quotes.to_df()["role"])
