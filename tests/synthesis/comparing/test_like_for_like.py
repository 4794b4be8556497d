from dataclasses import replace

import pytest

from evalmine.corpus.model import ClosedAnswer
from evalmine.synthesis.comparing.compare import compare
from evalmine.synthesis.comparing.like_for_like import (
    comparable,
    previous_counts,
)


@pytest.fixture
def years(evidence_of, say, sentences):
    """This year has reports and longer answers; last year a question worded otherwise."""
    now, then = [], []
    for i in range(12):
        p = f"N{i:02}"
        now.append(say(p, sentences[0], themes=("C-sprog",) if i < 6 else ("C-andet",)))
        now.append(say(p, sentences[1], aspect="barrier", themes=("C-tid",)))
        now.append(say(p, sentences[2], kind="external_evaluation", themes=("C-sprog",)))
    for i in range(8):
        p = f"T{i:02}"
        then.append(say(p, sentences[0], themes=("C-sprog",) if i < 4 else ("C-andet",)))
        then.append(say(p, sentences[1], aspect="barrier", themes=("C-andet",)))
    organizations = {f"N{i:02}": f"O{i}" for i in range(12)} | {
        f"T{i:02}": f"O{i}" for i in range(8)
    }
    ended = {"N": "2025-06-30", "T": "2024-06-30"}
    attributes = {p: {"organization": o, "end": ended[p[0]]} for p, o in organizations.items()}
    this, last = evidence_of(now, attributes=attributes), evidence_of(then, attributes=attributes)
    return this, reworded(last, "Hvad vil I sige om barrier?", "Hvilke udfordringer mødte I?")


def reworded(evidence, question, other):
    documents = tuple(
        replace(
            d,
            blocks=tuple(
                replace(b, question=other) if b.question == question else b for b in d.blocks
            ),
        )
        for d in evidence.corpus.documents
    )
    segments = [
        replace(s, question=other) if s.question == question else s for s in evidence.segments
    ]
    return replace(
        evidence, corpus=replace(evidence.corpus, documents=documents), segments=segments
    )


def test_only_what_both_years_have_is_kept(years):
    both = comparable(*years)
    kinds = {d.document_id: d.kind for d in both.now.corpus.documents}
    assert {kinds[s.document_id] for s in both.now.segments} == {"self_evaluation"}
    assert len(both.now.segments) == 24
    assert len(both.then.segments) == 16
    assert both.dropped == ("external_evaluation",)
    for evidence in (both.now, both.then):
        for theme in evidence.themes:
            assert all(0 <= r < len(evidence.segments) for r in theme.rows)
    language = next(t for t in both.now.themes if t.theme_id == "C-sprog")
    assert {both.now.segments[r].project_id for r in language.rows} == {
        f"N{i:02}" for i in range(6)
    }


def test_a_reworded_question_is_matched_by_its_place_and_aspect(years):
    now, then = years
    both = comparable(now, then)
    assert both.reworded == (("Hvad vil I sige om barrier?", "Hvilke udfordringer mødte I?"),)


def test_a_question_on_something_else_is_dropped(years):
    now, then = years
    other = [replace(s, aspect="spread") if s.aspect == "barrier" else s for s in then.segments]
    both = comparable(now, replace(then, segments=other))
    assert both.reworded == ()
    assert both.dropped == (
        "external_evaluation",
        "Hvad vil I sige om barrier?",
        "Hvilke udfordringer mødte I?",
    )
    told = comparable(
        now,
        replace(then, segments=other),
        questions={"hvad vil i sige om barrier?": "Hvilke udfordringer mødte I?"},
    )
    assert len(told.questions) == 2


def test_the_years_are_compared_like_for_like(years):
    now, then = years
    family = compare(now, "year", previous=then)
    language = next(c for c in family.comparisons if c.theme_id == "C-sprog")
    assert (language.group_a, language.group_b) == ("2025", "2024")
    assert (language.n_a, language.total_a, language.n_b, language.total_b) == (6, 12, 4, 8)
    assert language.difference == 0
    assert language.all_texts == 0.5  # with the reports: 12 of 12 against 4 of 8
    assert language.test == "permutation"  # eight organizations are in both years
    assert family.reworded
    assert family.dropped == ("external_evaluation",)


def test_a_theme_of_one_year_is_none_in_the_other(years):
    family = compare(years[0], "year", previous=years[1])
    time = next(c for c in family.comparisons if c.theme_id == "C-tid")
    assert (time.n_a, time.n_b, time.total_b) == (12, 0, 8)


def test_years_too_small_are_left_out(years):
    family = compare(years[0], "year", previous=years[1], min_group=10)
    assert (family.comparisons, family.left_out) == ((), (("2024", 8),))


def test_years_nobody_knows_are_this_and_the_last(years):
    bare = [
        replace(
            e,
            corpus=replace(
                e.corpus, projects=tuple(replace(p, attributes={}) for p in e.corpus.projects)
            ),
        )
        for e in years
    ]
    family = compare(bare[0], "year", previous=bare[1])
    assert {(c.group_a, c.group_b, c.test) for c in family.comparisons} == {
        ("now", "then", "fisher")
    }


def test_last_years_prevalence_is_like_for_like(years):
    assert previous_counts(*years)["C-sprog"] == ((6, 12), (4, 8))
    assert previous_counts(*years)["C-sprog"][1] == (4, 8)


def test_closed_questions_of_two_years(years):
    asked = "Holder det?"
    evidence = [
        replace(
            e,
            corpus=replace(
                e.corpus,
                closed_answers=tuple(
                    ClosedAnswer(p.project_id, asked, "Ja" if i < n else "Nej", None)
                    for i, p in enumerate(e.corpus.projects)
                ),
            ),
        )
        for e, n in zip(years, (9, 2), strict=True)
    ]
    (found,) = compare(evidence[0], "year", what="closed", previous=evidence[1]).comparisons
    assert (found.n_a, found.total_a, found.n_b, found.total_b) == (9, 12, 2, 8)
