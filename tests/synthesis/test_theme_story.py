from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from evalmine.synthesis.front import enough_in_common
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import check_quote
from evalmine.synthesis.support import Support
from evalmine.synthesis.theme_story import front_themes, pool_themes, theme_stories


@dataclass(frozen=True)
class Found:
    theme_id: str
    stability: float = 0.8


@pytest.fixture
def material(say, evidence_of, sentences):
    """Six projects write of A, four of B; pools are by parity."""
    said = [say(f"P{i}", sentences[i], (1.0, 0.1 * i), themes=("T1",)) for i in range(6)]
    said += [say(f"P{i}", sentences[i + 4], (0.0, 1.0), themes=("T2",)) for i in range(2, 6)]
    pools = {f"P{i}": {"pool": "Lige" if i % 2 == 0 else "Ulige"} for i in range(8)}
    return evidence_of(said, attributes=pools, silent=["P6"])


def told(evidence, *stabilities, **options):
    found = [Found(f"T{i}", s) for i, s in enumerate(stabilities or (0.8, 0.8), start=1)]
    return theme_stories(evidence, found, **options)


def test_a_theme_is_told_by_projects_pools_and_quotes_of_different_projects(material):
    first, second = told(material)
    assert (first.theme_id, first.n_projects, first.n_asked) == ("T1", 6, 6)
    assert first.pools == (("Lige", 3, 3), ("Ulige", 3, 3))
    assert second.pools == (("Lige", 2, 3), ("Ulige", 2, 3))
    for story in (first, second):
        assert len({q.project_id for q in story.quotes}) == len(story.quotes) == 3
        assert {q.segment_id for q in story.quotes} <= set(story.segment_ids)
        for quote in (*story.quotes, *story.evidence):
            check_quote(quote, material.corpus.document_by_id[quote.document_id].text)


def test_its_segments_stand_in_the_order_of_how_central_they_are(material):
    first = told(material)[0]
    assert first.segment_ids[0].startswith(("P2", "P3"))
    assert first.segment_ids[-1].startswith(("P0", "P5"))


@pytest.mark.parametrize(("stability", "n"), [(0.33, 1), (0.34, 2), (float("nan"), 2)])
def test_what_falls_apart_in_resamples_is_not_told(material, stability, n):
    assert len(told(material, 0.8, stability)) == n


def test_a_theme_named_by_a_person_is_told_however_loose(material):
    named = [replace(t, named_by="KH") for t in material.themes]
    assert len(told(replace(material, themes=named), 0.1, 0.1)) == 2


def test_weight_counts_projects_stability_and_how_well_it_holds_together(material):
    assert [s.theme_id for s in told(material, 0.9, 0.8)] == ["T1", "T2"]
    assert [s.theme_id for s in told(material, 0.35, 0.9)] == ["T2", "T1"]


def test_too_few_projects_are_no_theme_to_tell(material):
    assert [s.theme_id for s in told(material, min_projects=5)] == ["T1"]


def test_one_loud_project_comes_last_and_never_on_the_front_page(say, evidence_of, sentences):
    said = [say("P0", s, themes=("T1",)) for s in sentences[:7]]
    said += [say(f"P{i}", sentences[i], themes=("T1",)) for i in range(1, 5)]
    said += [say(f"P{i}", sentences[i + 4], (0.0, 1.0), themes=("T2",)) for i in range(3)]
    stories = told(evidence_of(said), 0.99, 0.4)
    assert [s.theme_id for s in stories] == ["T2", "T1"]
    assert [s.theme_id for s in front_themes(stories)] == ["T2"]


def test_who_may_not_be_quoted_is_counted_and_not_shown(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i], themes=("T1",)) for i in range(5)]
    (story,) = told(evidence_of(said, attributes={"P0": {"may_quote": False}}))
    assert (story.n_projects, len(story.evidence), story.n_hidden) == (5, 4, 1)
    assert "P0" not in {q.project_id for q in (*story.quotes, *story.evidence)}


def test_learnings_found_in_a_theme_are_told_under_it(material):
    claim = learning("L001", "T2", 4)
    assert [s.learnings for s in told(material, learnings=[claim])] == [(), ("L001",)]


def test_codes_are_no_themes_found_in_the_texts(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i]) for i in range(5)]
    assert told(evidence_of(said)) == ()


def test_loose_themes_only_fill_up_the_front_page(material):
    story = told(material)[0]
    firm = [replace(story, theme_id=f"F{i}") for i in range(3)]
    loose = [replace(story, theme_id=f"L{i}", stability=0.4) for i in range(3)]
    assert [s.theme_id for s in front_themes([*loose, *firm])] == ["F0", "F1", "F2", "L0", "L1"]
    many = [replace(story, theme_id=f"F{i}") for i in range(9)]
    assert len(front_themes([*loose, *many])) == 7


def learning(learning_id, theme_id, n, total=40):
    return Learning(
        *(learning_id, "H", "", "", "", "other", theme_id, ""),
        Support(n, total, n, n, 0.0, 1.0),
        (f"{learning_id}#1", f"{learning_id}#2"),
        key=learning_id,
        headline_by="in_vivo",
    )


@pytest.mark.parametrize(
    ("n_learnings", "n", "is_enough"), [(5, 2, True), (5, 1, False), (4, 9, False)]
)
def test_a_front_page_takes_five_claims_of_one_in_twenty_projects(n_learnings, n, is_enough):
    claims = [learning(f"L{i}", f"T{i}", n) for i in range(n_learnings)]
    assert enough_in_common(claims) is is_enough


def test_a_pool_tells_what_most_of_its_projects_write_of_in_its_own_words(material):
    stories = told(material, n_quotes=1)
    (first,) = pool_themes(material, stories, "Lige")
    assert (first.theme_id, first.n_projects, first.n_asked) == ("T1", 3, 3)
    own = pool_themes(material, stories, "Lige", min_projects=2)
    assert [t.theme_id for t in own] == ["T1", "T2"]
    printed = {q.segment_id for s in stories for q in s.quotes}
    for theme in own:
        (quote,) = theme.quotes
        assert material.pool_of[quote.project_id] == "Lige"
        assert quote.segment_id not in printed
        check_quote(quote, material.corpus.document_by_id[quote.document_id].text)
