from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evalmine.synthesis.cerqual import Judgment
from evalmine.synthesis.learnings import find_all, find_learnings, in_pool
from evalmine.synthesis.quote import check_quote

BAR = 0.9
# Claims outside the codebook are told only where projects say the same in much the same words.
CARDS = (
    "Samtalekortene ligger fast på bordet ved hvert personalemøde.",
    "Ved hvert personalemøde ligger samtalekortene fast på vores bord.",
    "Samtalekortene ligger nu på bordet ved hvert eneste personalemøde.",
    "På bordet ligger samtalekortene fast ved vores personalemøder.",
)
GREETINGS = (
    "Nattevagterne skriver en kort hilsen til dagholdet hver morgen.",
    "Hver morgen skriver nattevagterne en hilsen til dagholdet på tavlen.",
    "Nattevagterne skriver nu en lille hilsen til dagholdet hver eneste morgen.",
    "Dagholdet får hver morgen en kort hilsen, som nattevagterne skriver.",
)


def everyone(say, sentences, n=5, **options):
    return [say(f"P{i}", sentences[i], (1, 0.01 * i), **options) for i in range(n)]


def printed(learning):
    return list(learning.every_quote)


def test_what_several_projects_say_is_a_learning(say, evidence_of, sentences):
    evidence = evidence_of(everyone(say, sentences), silent=["P7", "P8"])
    (learning,) = find_learnings(evidence, threshold=BAR)
    assert (learning.learning_id, learning.headline) == ("L001", "Sprog")
    assert (learning.n_projects, learning.n_asked, learning.n_counter) == (5, 7, 0)
    assert learning.statement in sentences
    assert learning.statement == learning.statement_quotes[0].text
    assert len(learning.quotes) == 3


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("theme", ["C-sprog", "T1"])
def test_fewer_than_three_projects_are_no_learning(say, evidence_of, sentences, n, theme):
    said = everyone(say, CARDS, n, themes=(theme,))
    said += [say("P0", text, themes=(theme,)) for text in CARDS[n:]]
    assert find_learnings(evidence_of(said), threshold=BAR) == []
    said += [say(f"Q{i}", CARDS[i], themes=(theme,)) for i in range(n, 3)]
    assert [x.n_projects for x in find_learnings(evidence_of(said), threshold=BAR)] == [3]


def test_the_bar_of_projects_can_be_set(say, evidence_of, sentences):
    said = everyone(say, sentences, 4)
    assert find_learnings(evidence_of(said), threshold=BAR, min_projects=5) == []
    assert len(find_learnings(evidence_of(said[:1]), threshold=BAR, min_projects=1)) == 1


def test_a_wordy_project_counts_once_and_is_noted(say, evidence_of, sentences):
    said = [*everyone(say, sentences, 3), *(say("P0", text) for text in sentences[3:9])]
    (learning,) = find_learnings(evidence_of(said), threshold=BAR)
    assert (learning.n_projects, learning.support.n_segments) == (3, 9)
    assert learning.notes == ("one_voice",)


def test_n_of_n_is_never_above_n(say, evidence_of, sentences):
    said = everyone(say, sentences, 6, kind="external_evaluation")
    said += everyone(say, sentences, 3, aspect="barrier", polarity=-1)
    for learning in find_learnings(evidence_of(said, silent=["P9"]), threshold=BAR):
        assert learning.n_projects <= learning.n_asked
        assert 0 <= learning.support.ci_low <= learning.support.share <= learning.support.ci_high
        assert all(n <= asked for _, n, asked in learning.pools)


def test_counter_evidence_is_found_and_not_counted_as_support(say, evidence_of, sentences):
    said = everyone(say, sentences, 4, aspect="mechanism", polarity=1)
    said += [
        say(
            "P4", "Samtalekortene endte i en skuffe efter kun to møder.", (1, 0.02), "mechanism", -1
        ),
        say("P5", "Kortene gled ud, fordi ingen havde ansvaret for dem.", (1, 0.03), "barrier", -1),
        say("P6", "Kaffemaskinen var i stykker det meste af foråret i år.", (0, 1), "barrier", -1),
    ]
    said[-1] = replace(said[-1], themes=("C-andet",))
    (learning,) = find_learnings(evidence_of(said), threshold=BAR)
    assert (learning.n_projects, learning.n_counter) == (4, 2)
    assert {s.split("/")[0] for s in learning.counter_ids} == {"P4", "P5"}
    assert not set(learning.counter_ids) & set(learning.segment_ids)
    # Of the two only the first says in its words that it failed.
    assert {q.project_id for q in learning.counter_quotes} == {"P4"}
    assert all(q.project_id not in {"P4", "P5"} for q in learning.quotes)


def test_good_news_among_barriers_is_counter_evidence(say, evidence_of, sentences):
    said = everyone(say, sentences, 3, aspect="barrier", polarity=-1)
    said += [say("P7", sentences[7], aspect="barrier", polarity=1)]
    (learning,) = find_learnings(evidence_of(said), threshold=BAR)
    assert (learning.aspect, learning.n_projects, learning.n_counter) == ("barrier", 3, 1)


def test_a_lesson_from_a_barrier_is_supported_by_harm_and_by_getting_round_it(
    say, evidence_of, sentences
):
    said = [say(f"P{i}", sentences[i], aspect="learning", polarity=i - 1) for i in range(3)]
    evidence = evidence_of(said, aspects={"C-sprog": ("barrier", "learning")})
    (learning,) = find_learnings(evidence, threshold=BAR)
    assert (learning.aspect, learning.n_projects, learning.n_counter) == ("learning", 3, 0)


def test_a_lesson_is_supported_by_failure_too(say, evidence_of, sentences):
    """ "We bought the solution before we asked" is no counter-evidence to asking first."""
    said = everyone(say, sentences, 3, aspect="learning", polarity=1)
    said += [say("P7", sentences[7], aspect="learning", polarity=-1)]
    (learning,) = find_learnings(evidence_of(said), threshold=BAR)
    assert (learning.n_projects, learning.n_counter) == (4, 0)


def test_counter_evidence_alone_is_no_learning(say, evidence_of, sentences):
    said = everyone(say, sentences, 5, aspect="mechanism", polarity=-1)
    assert find_learnings(evidence_of(said), threshold=BAR) == []


def test_a_found_theme_gives_a_learning_for_each_group_that_says_the_same(
    say, evidence_of, sentences
):
    said = everyone(say, CARDS, 4, themes=("T1",))
    said += [say(f"Q{i}", GREETINGS[i], (0.01 * i, 1), themes=("T1",)) for i in range(4)]
    said += [say("R1", sentences[9], (0.015, 1), themes=("T1",), polarity=-1)]
    learnings = find_learnings(evidence_of(said), threshold=BAR)
    cards, greetings = sorted(learnings, key=lambda x: x.segment_ids)
    assert [(x.n_projects, x.n_counter) for x in (cards, greetings)] == [(4, 0), (4, 1)]
    assert not set(cards.segment_ids) & set(greetings.segment_ids)
    assert f"{cards.headline}." in CARDS
    assert f"{greetings.headline}." in GREETINGS


def test_near_vectors_without_shared_words_are_no_claim(say, evidence_of, sentences):
    said = everyone(say, sentences, 5, themes=("T1",))
    assert find_learnings(evidence_of(said), threshold=BAR) == []


def test_a_claim_stands_on_a_whole_sentence(say, evidence_of):
    """Fragments in the same words may join a claim; alone they say nothing."""
    fragments = (
        "samtalekort på hvert bord",
        "på hvert bord samtalekort",
        "bord med samtalekort og",
    )
    said = [say(f"P{i}", text, themes=("T1",)) for i, text in enumerate(fragments)]
    assert find_learnings(evidence_of(said), threshold=BAR) == []


def test_a_text_copied_from_form_to_form_is_said_once(say, evidence_of):
    said = [say(f"P{i}", CARDS[0], themes=("T1",)) for i in range(5)]
    assert find_learnings(evidence_of(said), threshold=BAR) == []


def test_the_headline_of_a_found_claim_is_its_own_words(say, evidence_of):
    said = everyone(say, CARDS, 4, themes=("T1",))
    (learning,) = find_learnings(evidence_of(said), threshold=BAR)
    assert learning.headline_by == "in_vivo"
    assert f"{learning.headline}." in CARDS
    assert (learning.n_asked, learning.confidence is None) == (4, False)


def test_a_persons_name_for_a_theme_goes_to_its_largest_claim(say, evidence_of):
    said = everyone(say, CARDS, 4, themes=("T1",))
    said += [say(f"Q{i}", GREETINGS[i], (0.01 * i, 1), themes=("T1",)) for i in range(3)]
    evidence = evidence_of(said)
    named = [replace(t, name="Kort på bordet", named_by="Mette") for t in evidence.themes]
    first, second = find_learnings(replace(evidence, themes=named), threshold=BAR)
    assert (first.headline, first.headline_by) == ("Kort på bordet", "person")
    assert second.headline_by == "in_vivo"


def test_aspects_of_a_code_that_make_the_same_claim_are_told_together(say, evidence_of, sentences):
    said = everyone(say, sentences, 3) + everyone(say, sentences[3:], 5, aspect="spread")
    headlines = {"C-sprog": {"change": "Der tales mere åbent om trivsel."}}
    (learning,) = find_learnings(evidence_of(said, headlines=headlines), threshold=BAR)
    assert (learning.aspects, learning.headline) == (("spread", "change"), "Sprog")
    assert (learning.n_projects, learning.support.n_segments, learning.facets) == (5, 8, ())


def test_another_claim_of_the_same_code_is_a_facet_with_its_own_count(say, evidence_of, sentences):
    said = everyone(say, sentences, 4, aspect="mechanism")
    said += [say(f"Q{i}", sentences[6 + i], aspect="change") for i in range(3)]
    headlines = {"C-sprog": {"mechanism": "Ord hjælper", "change": "Der er kommet ord"}}
    evidence = evidence_of(said, headlines=headlines, silent=["R1"])
    (learning,) = find_learnings(evidence, threshold=BAR)
    assert (learning.headline, learning.n_projects, learning.n_asked) == ("Ord hjælper", 4, 8)
    (facet,) = learning.facets
    assert (facet.headline, facet.support.n_projects, facet.reason) == ("Der er kommet ord", 3, "")
    assert [q.project_id[0] for q in facet.quotes] == ["Q"]
    assert not set(facet.segment_ids) & set(learning.segment_ids)


def test_what_stood_in_the_way_and_the_lesson_from_it_are_one_learning(say, evidence_of, sentences):
    said = everyone(say, sentences, 3, aspect="barrier", polarity=-1, themes=("C-tid",))
    said += [say(f"Q{i}", sentences[5 + i], aspect="learning", themes=("C-tid",)) for i in range(3)]
    aspects = {"C-tid": ("barrier", "learning")}
    (learning,) = find_learnings(evidence_of(said, aspects=aspects), threshold=BAR)
    assert (set(learning.aspects), learning.n_projects) == ({"barrier", "learning"}, 6)
    assert learning.key == "C-tid/hindered"


def test_doubtful_codings_are_not_told_but_listed_with_the_reason(say, evidence_of, sentences):
    said = everyone(say, sentences, 6, score=0.3)
    found = find_all(evidence_of(said, bar=0.2), threshold=BAR, n_resamples=0)
    assert found.told == ()
    (weak,) = found.weak
    assert (weak.learning_id, weak.reason, weak.notes) == ("W001", "few_sure", ("not_carried",))
    assert (weak.n_projects, weak.expected, weak.statement) == (6, 1.8, "")


def test_twenty_doubtful_projects_weigh_no_more_than_a_few_sure_ones(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i % 10], score=0.35) for i in range(20)]
    said += [say(f"Q{i}", sentences[i], (0, 1), score=0.98, themes=("C-tid",)) for i in range(8)]
    first, second = find_learnings(evidence_of(said, bar=0.1), threshold=BAR)
    assert [(x.theme_id, x.n_projects) for x in (first, second)] == [("C-tid", 8), ("C-sprog", 20)]
    assert first.n_sure > second.n_sure >= 3


def test_without_clear_sentences_nobody_could_see_the_learning(say, evidence_of, sentences):
    said = everyone(say, sentences, 2, score=0.9)
    said += [say(f"Q{i}", "Det havde vi ikke ord for.", score=0.9) for i in range(6)]
    (weak,) = find_all(evidence_of(said, bar=0.2), threshold=BAR, n_resamples=0).weak
    assert (weak.reason, weak.n_quotable) == ("few_clear", 2)


def test_what_a_person_judged_is_kept_under_the_key(say, evidence_of, sentences):
    said = everyone(say, sentences, 4)
    judgment = Judgment("C-sprog/came_about", "moderate", "Ens vidnesbyrd", "Mette")
    evidence = evidence_of(said)
    (learning,) = find_all(evidence, threshold=BAR, n_resamples=0, judgments=[judgment]).told
    assert learning.cerqual.level == "moderate"
    assert (learning.cerqual.rationale, learning.cerqual.judged_by) == ("Ens vidnesbyrd", "Mette")
    (other,) = find_learnings(evidence, threshold=BAR)
    assert (other.key, other.cerqual.level) == (learning.key, "")


def test_a_learning_holds_its_claims_with_the_words_they_stand_on(say, evidence_of, sentences):
    said = everyone(say, CARDS, 4) + [say(f"Q{i}", sentences[i], (0, 1)) for i in range(3)]
    (learning,) = find_learnings(evidence_of(said), threshold=BAR)
    (claim,) = learning.claims
    assert (claim.n_projects, claim.text in CARDS, claim.quote.text) == (4, True, claim.text)
    assert set(claim.segment_ids) <= set(learning.segment_ids)


def test_a_code_is_told_only_under_the_aspects_it_speaks_to(say, evidence_of, sentences):
    said = everyone(say, sentences, 3) + everyone(say, sentences[3:], 3, aspect="spread")
    evidence = evidence_of(said, aspects={"C-sprog": ("spread", "context")})
    assert [x.aspect for x in find_learnings(evidence, threshold=BAR)] == ["spread"]


def test_a_theme_that_repeats_a_code_is_told_once(say, evidence_of, sentences):
    said = everyone(say, sentences, 5, themes=("C-sprog", "T1"))
    assert [x.theme_id for x in find_learnings(evidence_of(said), threshold=BAR)] == ["C-sprog"]


def test_where_one_side_of_a_code_is_told_elsewhere_the_other_is_told(say, evidence_of, sentences):
    said = everyone(say, sentences, 6, themes=("C-sprog", "C-tid"))
    said += [say(f"Q{i}", sentences[4 + i], aspect="learning", themes=("C-tid",)) for i in range(4)]
    found = find_all(evidence_of(said), threshold=BAR, n_resamples=0)
    assert [(x.theme_id, x.aspects) for x in found.told] == [
        ("C-sprog", ("change",)),
        ("C-tid", ("learning",)),
    ]
    assert found.told[1].facets == ()  # it is told under the other code
    alone = find_all(evidence_of(said[:6]), threshold=BAR, n_resamples=0)
    assert [(x.theme_id, x.reason) for x in alone.weak] == [("C-tid", "repeats")]


def test_who_said_no_is_counted_but_neither_quoted_nor_used_as_statement(
    say, evidence_of, sentences
):
    said = everyone(say, sentences, 6)
    no = {"P0", "P2", "P3"}
    evidence = evidence_of(said, attributes={p: {"may_quote": False} for p in no})
    (learning,) = find_learnings(evidence, threshold=BAR)
    assert learning.n_projects == 6
    assert not no & {q.project_id for q in printed(learning)}
    assert learning.statement not in {sentences[0], sentences[2], sentences[3]}


def test_a_learning_nobody_may_be_quoted_for_is_counted_and_told_without_words(
    say, evidence_of, sentences
):
    said = everyone(say, sentences, 5)
    said += [say(f"Q{i}", sentences[5 + i], (0, 1), themes=("C-tid",)) for i in range(3)]
    attributes = {f"P{i}": {"may_quote": False} for i in range(5)}
    learnings = find_learnings(evidence_of(said, attributes=attributes), threshold=BAR)
    assert [(x.learning_id, x.n_projects) for x in learnings] == [("L001", 5), ("L002", 3)]
    assert (learnings[0].statement, learnings[0].statement_quotes) == ("", ())
    assert learnings[0].quotes == ()
    assert "not_quotable" in learnings[0].notes
    assert learnings[1].statement


def test_every_printed_quote_is_a_cut_from_a_project_of_its_own(say, evidence_of, sentences):
    said = everyone(say, sentences, 8, aspect="learning")
    said += [
        say("P0", sentences[8], (1, 0.05), "learning"),
        say("P1", sentences[9], aspect="learning"),
    ]
    evidence = evidence_of(said, headlines={"C-sprog": {"learning": "Ord hjælper"}})
    (learning,) = find_learnings(evidence, threshold=BAR, n_quotes=5)
    for quote in printed(learning):
        check_quote(quote, evidence.corpus.document_by_id[quote.document_id].text)
    projects = [q.project_id for q in (*learning.statement_quotes, *learning.quotes)]
    assert len(projects) == len(set(projects)) == 7
    ids = [q.quote_id for q in printed(learning)]
    assert ids == [f"L001-Q{i}" for i in range(7)]


def test_no_sentence_is_printed_under_two_learnings_while_others_are_left(
    say, evidence_of, sentences
):
    said = everyone(say, sentences, 10, themes=("C-sprog", "C-tid"))
    said += [
        say(f"P{i}", sentences[9 - i], aspect="learning", themes=("C-tid",)) for i in range(10)
    ]
    learnings = find_learnings(evidence_of(said), threshold=BAR, n_quotes=2)
    segments = [q.segment_id for x in learnings for q in printed(x)]
    assert len(learnings) == 2
    assert len(segments) == len(set(segments))


POOLS = {f"P{i}": {"pool": "Nærhed" if i < 6 else "Viden", "sector": "Skole"} for i in range(9)}


def test_a_pool_has_its_own_learnings_and_base(say, evidence_of, sentences):
    evidence = evidence_of(everyone(say, sentences, 9), attributes=POOLS)
    overall = find_learnings(evidence, threshold=BAR)
    (inside,) = in_pool(evidence, "Viden", overall, threshold=BAR)
    assert (inside.learning_id, inside.scope) == ("P2-L001", "Viden")
    assert (inside.n_projects, inside.n_asked) == (3, 3)
    assert inside.key == "C-sprog/change@Viden"
    assert {q.project_id for q in printed(inside)} <= {"P6", "P7", "P8"}


def test_a_pool_tells_only_what_the_whole_material_carries(say, evidence_of, sentences):
    evidence = evidence_of(everyone(say, sentences, 9), attributes=POOLS)
    assert in_pool(evidence, "Viden", [], threshold=BAR) == ()


def test_a_pool_keeps_the_aspects_apart(say, evidence_of, sentences):
    said = everyone(say, sentences, 9) + [
        say(f"P{i}", sentences[9 - i], aspect="spread") for i in range(9)
    ]
    evidence = evidence_of(said, attributes=POOLS)
    overall = find_learnings(evidence, threshold=BAR)
    assert [x.aspects for x in overall] == [("change", "spread")]
    inside = in_pool(evidence, "Nærhed", overall, threshold=BAR)
    assert sorted(x.aspect for x in inside) == ["change", "spread"]


def test_pools_and_sectors_are_counted_by_project(say, evidence_of, sentences):
    attributes = {**POOLS, "R1": {"pool": "Viden", "sector": "Industri"}}
    evidence = evidence_of(everyone(say, sentences, 9), attributes=attributes, silent=["R1"])
    (learning,) = find_learnings(evidence, threshold=BAR)
    assert learning.pools == (("Nærhed", 6, 6), ("Viden", 3, 4))
    assert learning.sectors == (("Skole", 9),)
    assert learning.notes == ("one_sector",)


def test_a_learning_of_one_pool_is_noted(say, evidence_of, sentences):
    evidence = evidence_of(everyone(say, sentences, 4), attributes=POOLS, silent=["P6", "P7", "P8"])
    (learning,) = find_learnings(evidence, threshold=BAR)
    assert "one_pool" in learning.notes
    assert learning.pools == (("Nærhed", 4, 4), ("Viden", 0, 3))


@pytest.mark.parametrize(("n_workplaces", "level"), [(4, "arbejdsplads"), (3, "")])
def test_a_level_is_told_where_four_of_five_share_it(
    say, evidence_of, sentences, n_workplaces, level
):
    attributes = {
        f"P{i}": {"level": "arbejdsplads" if i < n_workplaces else "netværk"} for i in range(5)
    }
    evidence = evidence_of(everyone(say, sentences, 5), attributes=attributes)
    assert find_learnings(evidence, threshold=BAR)[0].level == level


def test_most_projects_come_first(say, evidence_of, sentences):
    said = everyone(say, sentences, 3)
    said += [say(f"P{i}", sentences[i], (0, 1), "learning", themes=("C-tid",)) for i in range(5)]
    learnings = find_learnings(evidence_of(said), threshold=BAR)
    assert [(x.learning_id, x.n_projects) for x in learnings] == [("L001", 5), ("L002", 3)]


def test_the_order_of_input_does_not_change_the_learnings(say, evidence_of, sentences):
    rng = random.Random(11)
    said = [
        say(
            f"P{i}",
            sentences[(i + j) % 10],
            (1, rng.uniform(-1, 1), rng.uniform(-1, 1)),
            aspect,
            rng.choice([-1, 0, 1]),
            themes=tuple(rng.sample(["C-sprog", "C-tid", "T1"], 2)),
        )
        for i in range(12)
        for j, aspect in enumerate(("change", "mechanism", "barrier"))
    ]
    expected = find_learnings(evidence_of(said), threshold=0.6)
    assert expected
    assert any(x.n_counter for x in expected)
    for _ in range(3):
        evidence = evidence_of(said)
        corpus = evidence.corpus
        projects, documents = list(corpus.projects), list(corpus.documents)
        themes = [replace(t, rows=tuple(rng.sample(t.rows, len(t.rows)))) for t in evidence.themes]
        for listed in (projects, documents, themes):
            rng.shuffle(listed)
        corpus = replace(corpus, projects=tuple(projects), documents=tuple(documents))
        shuffled = replace(evidence, corpus=corpus, themes=themes)
        assert find_learnings(shuffled, threshold=0.6) == expected


def test_the_project_that_gave_the_statement_is_not_quoted_again(say, evidence_of, sentences):
    said = [*everyone(say, sentences, 3), *(say(f"P{i}", sentences[5 + i]) for i in range(3))]
    (learning,) = find_learnings(evidence_of(said), threshold=BAR, n_quotes=9)
    projects = [q.project_id for q in (*learning.statement_quotes, *learning.quotes)]
    assert sorted(projects) == ["P0", "P1", "P2"]


def test_a_code_without_a_headline_is_a_subject_told_by_one_sentence_at_a_time(
    say, evidence_of, sentences
):
    said = everyone(say, sentences, 10, aspect="learning")
    (named,) = find_learnings(evidence_of(said), threshold=BAR)
    assert (named.headline_by, len(named.statement_quotes)) == ("name", 1)
    worded = evidence_of(said, headlines={"C-sprog": {"learning": "Ord hjælper"}})
    (claim,) = find_learnings(worded, threshold=BAR)
    assert (claim.headline_by, len(claim.statement_quotes)) == ("codebook", 2)


def test_what_a_codebook_calls_other_is_counted_and_not_told(say, evidence_of, sentences):
    evidence = evidence_of(everyone(say, sentences, themes=("C-other",)))
    rest = [replace(theme, name="Andet") for theme in evidence.themes]
    found = find_all(replace(evidence, themes=rest), threshold=BAR, n_resamples=0)
    assert (found.told, [x.reason for x in found.weak]) == ((), ["residual"])
