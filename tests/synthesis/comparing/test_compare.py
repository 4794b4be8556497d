from dataclasses import replace
from types import SimpleNamespace

import pytest

from evalmine.corpus.model import ClosedAnswer
from evalmine.errors import ConfigError
from evalmine.synthesis.comparing.compare import compare, reported_comparisons
from evalmine.synthesis.comparing.families import in_order
from evalmine.synthesis.comparing.like_for_like import restricted


@pytest.fixture
def pools(evidence_of, say, sentences):
    """Thirty projects in three pools; all of Nær speak of leadership, few of the others."""
    attributes = {
        f"P{i:02}": {
            "pool": ("Nær", "Fjern", "Lille")[0 if i < 12 else 1 if i < 26 else 2],
            "organization": f"O{i:02}",
        }
        for i in range(30)
    }
    said = [
        say(p, sentences[0], themes=("C-ledelse", "C-sprog") if i < 13 else ("C-sprog",))
        for i, p in enumerate(attributes)
    ]
    return evidence_of(said, attributes=attributes)


def with_answers(evidence, answers):
    closed = tuple(
        ClosedAnswer(p, "I hvilken grad holder det?", a, None) for p, a in answers.items()
    )
    return replace(evidence, corpus=replace(evidence.corpus, closed_answers=closed))


def test_each_group_stands_against_all_others_counted_by_project(pools):
    family = compare(pools, "pool")
    assert [(c.theme_id, c.group_a, c.group_b) for c in family.comparisons] == [
        ("C-ledelse", "Fjern", ""),
        ("C-ledelse", "Nær", ""),
        ("C-sprog", "Fjern", ""),
        ("C-sprog", "Nær", ""),
    ]
    near = family.comparisons[1]
    assert (near.n_a, near.total_a, near.n_b, near.total_b) == (12, 12, 1, 18)
    assert near.difference == pytest.approx(1 - 1 / 18)
    assert near.is_clear
    assert near.test == "fisher"
    assert family.groups == (("Fjern", 14), ("Nær", 12))


def test_small_groups_are_named_and_not_compared(pools):
    assert compare(pools, "pool").left_out == (("Lille", 4),)
    assert compare(pools, "pool", min_group=4).left_out == ()
    nobody = compare(pools, "pool", min_group=20)
    assert (nobody.comparisons, len(nobody.left_out)) == ((), 3)


def test_two_groups_stand_against_each_other(pools):
    attributes = {
        p.project_id: {"level": "A" if p.project_id < "P10" else "B"} for p in pools.corpus.projects
    }
    projects = tuple(replace(p, attributes=attributes[p.project_id]) for p in pools.corpus.projects)
    family = compare(replace(pools, corpus=replace(pools.corpus, projects=projects)), "level")
    assert {(c.group_a, c.group_b) for c in family.comparisons} == {("B", "A")}


def test_projects_of_unknown_group_are_counted_and_left_out(pools):
    projects = tuple(
        replace(p, attributes={} if p.project_id == "P00" else p.attributes)
        for p in pools.corpus.projects
    )
    family = compare(replace(pools, corpus=replace(pools.corpus, projects=projects)), "pool")
    assert family.n_unknown == 1
    assert family.comparisons[1].total_a == 11
    assert family.comparisons[1].total_b == 18


def test_the_correction_is_over_every_comparison_of_the_call(pools):
    family = compare(pools, "pool", correction="holm")
    p = sorted(c.p_value for c in family.comparisons)
    assert {c.n_tests for c in family.comparisons} == {4}
    assert min(c.p_adjusted for c in family.comparisons) == pytest.approx(4 * p[0])
    assert {c.correction for c in family.comparisons} == {family.correction} == {"holm"}


def test_projects_of_one_organization_are_kept_together(pools):
    """The same counts, but pool Nær is two organizations: nothing is sure any more."""
    projects = tuple(
        replace(p, attributes={**p.attributes, "organization": f"O{int(p.project_id[1:]) // 6}"})
        for p in pools.corpus.projects
    )
    clustered = compare(replace(pools, corpus=replace(pools.corpus, projects=projects)), "pool")
    near, alone = clustered.comparisons[1], compare(pools, "pool").comparisons[1]
    assert near.test == "permutation"
    assert near.difference == alone.difference
    assert near.ci_low < alone.ci_low
    assert not near.is_clear


def test_a_theme_stands_against_the_closed_answers(pools):
    best, worst = "I meget høj grad", "I nogen grad"
    evidence = with_answers(
        pools,
        {
            p.project_id: "Ved ikke" if i == 29 else best if i < 14 else worst
            for i, p in enumerate(pools.corpus.projects)
        },
    )
    family = compare(evidence, "closed")
    (found,) = family.comparisons  # everybody speaks of C-sprog: nobody to compare with
    assert (found.theme_id, found.question) == ("C-ledelse", "I hvilken grad holder det?")
    assert (found.n_a, found.total_a, found.n_b, found.total_b) == (13, 13, 1, 16)
    assert found.high_answers == ("I meget høj grad", "I høj grad")
    assert found.effect_name == "cliffs_delta"
    assert found.effect == pytest.approx(1 - 1 / 16)
    assert found.effect_low < found.effect < found.effect_high
    assert found.is_clear


def test_closed_questions_are_compared_by_group(pools):
    evidence = with_answers(
        pools,
        {p.project_id: "Ja" if i < 12 else "Nej" for i, p in enumerate(pools.corpus.projects)},
    )
    family = compare(evidence, "pool", what="closed")
    near = next(c for c in family.comparisons if c.group_a == "Nær")
    assert (near.n_a, near.total_a, near.n_b, near.total_b) == (12, 12, 0, 18)
    assert (near.what, near.question, near.theme_id) == ("closed", near.name, "")


def test_longer_texts_are_allowed_for(evidence_of, say, sentences):
    """Group A writes ten sentences, one on the theme; B one sentence, half of them on it."""
    attributes = {f"P{i:02}": {"pool": "A" if i < 10 else "B"} for i in range(20)}
    said = [
        say(f"P{i:02}", text, themes=("C-sprog",) if j == 0 else ("C-andet",))
        for i in range(10)
        for j, text in enumerate(sentences)
    ]
    said += [
        say(f"P{i:02}", sentences[0], themes=("C-sprog",) if i < 15 else ("C-andet",))
        for i in range(10, 20)
    ]
    family = compare(evidence_of(said, attributes=attributes), "pool")
    language = next(c for c in family.comparisons if c.theme_id == "C-sprog")
    assert language.difference == 0.5
    assert language.rarefied == pytest.approx(0.1 - 0.5)


def test_what_cannot_be_compared_is_said(pools):
    with pytest.raises(ConfigError, match="what='farver' is not known: choose one of themes"):
        compare(pools, "pool", what="farver")
    with pytest.raises(ConfigError, match="no project has 'region' to compare by"):
        compare(pools, "region")
    with pytest.raises(ConfigError, match="there are no learnings to compare"):
        compare(pools, "pool", what="learnings")
    with pytest.raises(ConfigError, match="by='source' cannot compare what='closed'"):
        compare(pools, "source", what="closed")
    with pytest.raises(ConfigError, match="min_group must be at least 1, got 0"):
        compare(pools, "pool", min_group=0)


def test_the_report_corrects_over_all_and_tells_the_clear_ones(pools):
    evidence = with_answers(
        pools,
        {p.project_id: "Ja" if p.project_id < "P15" else "Nej" for p in pools.corpus.projects},
    )
    families, told = reported_comparisons(evidence)
    assert [f.by for f in families] == ["pool", "closed"]
    every = [c for f in families for c in f.comparisons]
    assert {c.n_tests for c in every} == {len(every)} == {5}
    assert [c.by for c in told] == ["pool", "pool", "closed"]
    assert all(c.is_clear for c in told)


def test_where_nothing_is_clear_the_report_tells_one(pools):
    same = replace(pools, themes=[t for t in pools.themes if t.theme_id == "C-sprog"])
    families, told = reported_comparisons(same)
    assert [(f.by, f.n_clear) for f in families] == [("pool", 0)]
    assert len(told) == 1


def test_the_order_puts_clear_ones_first(pools):
    found = in_order(compare(pools, "pool").comparisons)
    assert [c.is_clear for c in found] == [True, True, False, False]
    assert found[0].group_a == "Nær"


def test_who_wrote_nothing_is_in_no_base(pools):
    """P27 answered the closed question and wrote nothing that says anything."""
    rows = [i for i, s in enumerate(pools.segments) if s.project_id != "P27"]
    evidence = restricted(
        with_answers(pools, {p.project_id: "Ja" for p in pools.corpus.projects}), rows
    )
    (found,) = compare(evidence, "closed").comparisons
    assert found.total_a + found.total_b == 29


def test_a_question_few_of_a_group_answered_is_not_compared(pools):
    answered = [p.project_id for p in pools.corpus.projects if p.attributes["pool"] != "Nær"]
    evidence = with_answers(pools, dict.fromkeys([*answered, "P00", "P01"], "Ja"))
    family = compare(evidence, "pool", what="closed")
    assert [c.group_a for c in family.comparisons] == ["Fjern"]
    assert ("Nær", 12) in family.groups


def test_a_learning_is_counted_of_those_who_were_asked(evidence_of, say, sentences):
    attributes = {f"P{i:02}": {"pool": "A" if i < 10 else "B"} for i in range(20)}
    said = [say(f"P{i:02}", sentences[0], aspect="barrier") for i in range(7)]
    said += [say(f"P{i:02}", sentences[1], aspect="change") for i in range(20)]
    evidence = evidence_of(said, attributes=attributes)
    told = [s.segment_id for s in evidence.segments if s.aspect == "barrier"]
    learning = SimpleNamespace(
        learning_id="L001", headline="Tiden", aspect="barrier", aspects=(), segment_ids=tuple(told)
    )
    (found,) = compare(evidence, "pool", what="learnings", learnings=[learning]).comparisons
    assert (found.n_a, found.total_a, found.n_b, found.total_b) == (7, 10, 0, 10)
    assert (found.what, found.theme_id, found.name) == ("learnings", "L001", "Tiden")
