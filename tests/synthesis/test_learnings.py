from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evalmine.synthesis.learnings import find_learnings
from evalmine.synthesis.quotes import check_quote

BAR = 0.9
# Claims outside the codebook are told only where projects share words.
CARDS = (
    "Samtalekortene ligger fast på bordet ved hvert eneste personalemøde.",
    "Vores samtalekort åbner altid mandagens personalemøde med et spørgsmål.",
    "Personalemødet blev roligere, da samtalekortene kom på bordet.",
    "På hvert personalemøde trækker en ny kollega et af samtalekortene.",
)
GREETINGS = (
    "Nattevagterne skriver en kort hilsen til dagholdet hver morgen.",
    "Hver morgen ligger der en hilsen fra nattevagterne på kontoret.",
    "Nattevagterne fik et hæfte, hvor dagholdet svarer på deres hilsen.",
    "Hilsenen fra nattevagterne læses højt for dagholdet klokken syv.",
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
    said += [say("P0", text, themes=(theme,)) for text in CARDS[1:]]
    assert find_learnings(evidence_of(said), threshold=BAR) == []
    said += [say(f"Q{i}", CARDS[3], themes=(theme,)) for i in range(n, 3)]
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
    assert {q.project_id for q in learning.counter_quotes} == {"P4", "P5"}
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
    assert "samtalekort" in cards.headline.casefold()
    assert "nattevagt" in greetings.headline.casefold()


def test_near_vectors_without_shared_words_are_no_claim(say, evidence_of, sentences):
    said = everyone(say, sentences, 5, themes=("T1",))
    assert find_learnings(evidence_of(said), threshold=BAR) == []


def test_fragments_outside_the_codebook_say_nothing(say, evidence_of):
    said = everyone(say, CARDS, 2, themes=("T1",))
    said += [say("P3", "samtalekort på hvert personalemøde", themes=("T1",))]
    assert find_learnings(evidence_of(said), threshold=BAR) == []


def test_a_code_gives_one_learning_per_aspect_with_its_own_headline(say, evidence_of, sentences):
    said = everyone(say, sentences, 3) + everyone(say, sentences[3:], 3, aspect="spread")
    headlines = {"C-sprog": {"change": "Der tales mere åbent om trivsel."}}
    learnings = find_learnings(evidence_of(said, headlines=headlines), threshold=BAR)
    assert {x.aspect: x.headline for x in learnings} == {
        "change": "Der tales mere åbent om trivsel.",
        "spread": "Sprog",
    }


def test_a_code_is_told_only_under_the_aspects_it_speaks_to(say, evidence_of, sentences):
    said = everyone(say, sentences, 3) + everyone(say, sentences[3:], 3, aspect="spread")
    evidence = evidence_of(said, aspects={"C-sprog": ("spread", "context")})
    assert [x.aspect for x in find_learnings(evidence, threshold=BAR)] == ["spread"]


def test_a_theme_that_repeats_a_code_is_told_once(say, evidence_of, sentences):
    said = everyone(say, sentences, 5, themes=("C-sprog", "T1"))
    assert [x.theme_id for x in find_learnings(evidence_of(said), threshold=BAR)] == ["C-sprog"]


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
    evidence = evidence_of(said)
    (learning,) = find_learnings(evidence, threshold=BAR, n_quotes=5)
    for quote in printed(learning):
        check_quote(quote, evidence.corpus.document_by_id[quote.document_id].text)
    projects = [q.project_id for q in (*learning.statement_quotes, *learning.quotes)]
    assert len(projects) == len(set(projects)) == 6
    ids = [q.quote_id for q in printed(learning)]
    assert ids == [f"L001-Q{i}" for i in range(6)]


def test_no_sentence_is_printed_under_two_learnings_while_others_are_left(
    say, evidence_of, sentences
):
    said = everyone(say, sentences, 10, themes=("C-sprog", "C-tid"))
    said += [say(f"P{i}", sentences[9 - i], aspect="learning") for i in range(10)]
    learnings = find_learnings(evidence_of(said), threshold=BAR, n_quotes=2)
    segments = [q.segment_id for x in learnings for q in printed(x)]
    assert len(learnings) == 2
    assert len(segments) == len(set(segments))


POOLS = {f"P{i}": {"pool": "Nærhed" if i < 6 else "Viden", "sector": "Skole"} for i in range(9)}


def test_a_pool_has_its_own_learnings_and_base(say, evidence_of, sentences):
    evidence = evidence_of(everyone(say, sentences, 9), attributes=POOLS)
    (inside,) = find_learnings(evidence, threshold=BAR, scope="Viden")
    assert (inside.learning_id, inside.scope) == ("P2-L001", "Viden")
    assert (inside.n_projects, inside.n_asked) == (3, 3)
    assert {q.project_id for q in printed(inside)} <= {"P6", "P7", "P8"}
    assert find_learnings(evidence, threshold=BAR, scope="Ukendt pulje") == []


def test_pools_and_sectors_are_counted_by_project(say, evidence_of, sentences):
    (learning,) = find_learnings(
        evidence_of(everyone(say, sentences, 9), attributes=POOLS), threshold=BAR
    )
    assert learning.pools == (("Nærhed", 6, 6), ("Viden", 3, 3))
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
    assert len(expected) == 3
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
