from __future__ import annotations

import random
from dataclasses import replace

from evalmine.synthesis.quoting.choosing import (
    centrality,
    choose_quotes,
    picked_rows,
    stands_alone,
)
from evalmine.synthesis.quoting.features import bank_of, picks_of, with_picks
from evalmine.synthesis.quoting.picks import QuotePick, QuotePicks


def test_at_most_one_quote_per_project(say, evidence_of, sentences):
    evidence = evidence_of(
        [say("P1", text) for text in sentences[:6]] + [say("P2", sentences[6], (0.5, 1))]
    )
    rows = choose_quotes(evidence, range(7), n_quotes=5)
    assert [evidence.segments[r].project_id for r in rows] == ["P1", "P2"]


def test_who_said_no_is_never_quoted(say, evidence_of, sentences):
    evidence = evidence_of(
        [say(f"P{i}", sentences[i]) for i in range(4)],
        attributes={"P0": {"may_quote": False}, "P2": {"may_quote": False}},
    )
    rows = choose_quotes(evidence, range(4), n_quotes=9)
    assert {evidence.segments[r].project_id for r in rows} == {"P1", "P3"}
    assert choose_quotes(evidence, [0, 2], at_least_one=True) == []


def test_quotes_are_spread_over_pools_and_kinds_of_source(say, evidence_of, sentences):
    said = [say(f"A{i}", sentences[i], (1, 0.01 * i)) for i in range(6)]
    said += [say("B1", sentences[6], (1, 0.2)), say("B2", sentences[7], (1, 0.2))]
    said += [say("B3", sentences[8], (1, 0.2), kind="external_evaluation")]
    attributes = {s.project: {"pool": s.project[0]} for s in said}
    evidence = evidence_of(said, attributes=attributes)
    rows = choose_quotes(evidence, range(len(said)), n_quotes=4)
    projects = [evidence.segments[r].project_id for r in rows]
    assert [sum(p.startswith(pool) for p in projects) for pool in "AB"] == [2, 2]
    assert "B3" in projects


def test_only_what_stands_alone_is_quoted(say, evidence_of, sentences):
    dangling = "Det gav bare en helt anden ro på stuen om aftenen."
    evidence = evidence_of(
        [say("P1", dangling, (1, 0)), say("P2", sentences[0], (1, 0.1)), say("P3", "Mere ro.")]
    )
    assert choose_quotes(evidence, [0, 1, 2]) == [1]
    assert [stands_alone(evidence, r) for r in range(3)] == [False, True, False]
    assert choose_quotes(evidence, [0, 2]) == []
    assert choose_quotes(evidence, [0, 2], at_least_one=True) == [0]


def test_a_sentence_about_a_person_is_not_quoted_while_others_are_left(say, evidence_of, sentences):
    evidence = evidence_of(
        [
            say("P1", "Vi ringede til [TELEFON], når makkeren var væk om aftenen.", (1, 0)),
            say("P2", "I marts tog vores leder Ellen Alslev selv en runde i huset.", (1, 0)),
            say("P3", sentences[0], (1, 0.5)),
        ]
    )
    assert choose_quotes(evidence, [0, 1, 2]) == [2]
    assert choose_quotes(evidence, [0, 1], at_least_one=True) == [1]
    assert choose_quotes(evidence, [0], at_least_one=True) == []


def test_a_plan_is_not_quoted_while_findings_are_left(say, evidence_of, sentences):
    plan = "Hensigten var, at alle skulle mødes kort hver eneste mandag morgen."
    evidence = evidence_of([say("P1", plan, (1, 0)), say("P2", sentences[0], (1, 0.1))])
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [1]


def test_the_language_of_the_report_goes_first_and_others_where_nothing_else_is(
    say, evidence_of, sentences
):
    danish = evidence_of([say("P1", sentences[0], (1, 0)), say("P2", sentences[1], (1, 0.4))])
    assert choose_quotes(danish, [0, 1], n_quotes=1) == [0]
    first, second = danish.segments
    evidence = replace(danish, segments=[replace(first, language="nb"), second])
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [1]
    assert choose_quotes(evidence, [0], n_quotes=1) == [0]


def test_of_two_alike_the_surer_one_is_quoted(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0]), say("P2", sentences[1])])
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [0]
    assert choose_quotes(evidence, [0, 1], n_quotes=1, scores={0: 0.2, 1: 0.6}) == [1]


def test_rather_fewer_quotes_than_doubtful_ones(say, evidence_of, sentences):
    evidence = evidence_of([say(f"P{i}", sentences[i]) for i in range(3)])
    assert choose_quotes(evidence, [0, 1, 2], scores={0: 0.9, 1: 0.8, 2: 0.4}) == [0, 1]
    assert len(choose_quotes(evidence, [0, 1, 2])) == 3


def test_a_quote_used_elsewhere_is_not_used_again_while_others_are_left(
    say, evidence_of, sentences
):
    evidence = evidence_of([say(f"P{i}", sentences[i], (1, 0.1 * i)) for i in range(3)])
    first = choose_quotes(evidence, [0, 1, 2], n_quotes=1)[0]
    taken = frozenset([evidence.segments[first].segment_id])
    assert choose_quotes(evidence, [0, 1, 2], n_quotes=1, taken=taken) != [first]
    assert choose_quotes(evidence, [first], n_quotes=1, taken=taken) == [first]


def test_a_quote_that_repeats_another_gives_way_to_a_different_one(say, evidence_of, sentences):
    near, twin, apart = (1.0, 0.0), (1.0, 0.05), (1.0, 0.6)
    vectors = [near, twin, apart]
    evidence = evidence_of([say(f"P{i}", sentences[i], v) for i, v in enumerate(vectors)])
    assert set(choose_quotes(evidence, [0, 1, 2], n_quotes=2)) == {1, 2}


def test_a_wordy_project_does_not_pull_the_center(say, evidence_of, sentences):
    said = [say("P1", text, (0, 1)) for text in sentences[:8]]
    said += [say(f"P{i}", sentences[8], (1, 0.1)) for i in (2, 3, 4)]
    evidence = evidence_of(said)
    scores = centrality(evidence, range(len(said)))
    assert scores[-1] > scores[0]
    assert choose_quotes(evidence, range(len(said)), n_quotes=1) == [8]


def test_vectors_that_cancel_out_do_not_break_it(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0], (1, 0)), say("P2", sentences[1], (-1, 0))])
    assert centrality(evidence, [0, 1]).tolist() == [0, 0]
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [0]


def test_the_order_of_rows_does_not_change_the_choice(say, evidence_of, sentences):
    evidence = evidence_of([say(f"P{i}", sentences[i], (1, 0.1 * (i % 3))) for i in range(9)])
    rows = list(range(9))
    expected = choose_quotes(evidence, rows, n_quotes=4)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert choose_quotes(evidence, rows, n_quotes=4) == expected


def decided(evidence, *decisions):
    made = []
    for row, decision, *key in decisions:
        s = evidence.segments[row]
        made.append(QuotePick(s.document_id, decision, s.start, s.end, "", *key))
    return with_picks(evidence, QuotePicks(tuple(made)))


def test_a_pick_goes_first_and_a_veto_is_obeyed(say, evidence_of, sentences):
    evidence = evidence_of([say(f"P{i}", sentences[i], (1, 0.1 * i)) for i in range(4)])
    told = decided(evidence, (3, "pick"), (1, "veto"))
    assert choose_quotes(told, range(4), n_quotes=9)[0] == 3
    assert 1 not in choose_quotes(told, range(4), n_quotes=9, at_least_one=True)
    assert picked_rows(told, range(4)) == [3]
    assert picks_of(evidence) == QuotePicks()


def test_a_pick_is_printed_even_if_it_would_never_be_chosen(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", "Det gav ro på stuen."), say("P2", sentences[0])])
    assert choose_quotes(decided(evidence, (0, "pick")), [0, 1]) == [0, 1]
    scores = {0: 0.01, 1: 0.9}
    assert choose_quotes(decided(evidence, (0, "pick")), [0, 1], scores=scores) == [0, 1]


def test_a_pick_for_another_learning_counts_as_any_other_row(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", "Det gav ro på stuen."), say("P2", sentences[0])])
    told = decided(evidence, (0, "pick", "C-a"))
    assert choose_quotes(told, [0, 1], learning_key="C-b") == [1]
    assert choose_quotes(told, [0, 1], learning_key="C-a") == [0, 1]
    assert picked_rows(told, [0, 1], "C-b") == []


def test_a_pick_for_this_learning_is_printed_though_another_quoted_it_first(
    say, evidence_of, sentences
):
    evidence = evidence_of([say("P1", sentences[1]), say("P2", sentences[0])])
    taken = frozenset([evidence.segments[0].segment_id])
    told = decided(evidence, (0, "pick", "C-a"))
    assert choose_quotes(told, [0, 1], n_quotes=1, taken=taken, learning_key="C-a") == [0]
    anywhere = decided(evidence, (0, "pick"))
    assert choose_quotes(anywhere, [0, 1], n_quotes=1, taken=taken, learning_key="C-a") == [1]


def test_features_are_found_once_for_an_evidence(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0])])
    assert bank_of(evidence) is bank_of(evidence)
    assert bank_of(evidence)[0] is bank_of(evidence)[0]


SURE = {0: 1.0, 1: 0.98, 2: 0.95}


def test_another_kind_of_source_goes_before_a_slightly_surer_sentence(say, evidence_of, sentences):
    report, note = "external_evaluation", "learning_note"  # the evaluator speaks in both
    vectors = [(1, 0), (1, 0.8), (1, -0.8)]
    for kinds, expected in (((report,) * 3, [0, 1]), ((report, report, note), [0, 2])):
        told = zip(range(3), vectors, kinds, strict=True)
        evidence = evidence_of([say(f"P{i}", sentences[i], v, kind=kind) for i, v, kind in told])
        assert choose_quotes(evidence, range(3), n_quotes=2, scores=SURE) == expected


def test_another_voice_goes_before_a_slightly_surer_sentence(say, evidence_of, sentences):
    kind = "external_evaluation"
    vectors = [(1, 0), (1, 0.8), (1, -0.8)]
    said = [say(f"P{i}", sentences[i], v, kind=kind) for i, v in enumerate(vectors)]
    evidence = evidence_of(said)
    assert choose_quotes(evidence, range(3), n_quotes=2, scores=SURE) == [0, 1]
    heard = [*evidence.segments[:2], replace(evidence.segments[2], role="quote")]
    assert choose_quotes(replace(evidence, segments=heard), range(3), n_quotes=2, scores=SURE) == [
        0,
        2,
    ]


def test_an_answer_takes_nothing_from_the_answer_before_it(say, evidence_of, sentences):
    dangling = "Det gav bare en helt anden ro på stuen om aftenen."
    apart = evidence_of([say("P1", sentences[0], aspect="a"), say("P1", dangling, aspect="b")])
    together = evidence_of([say("P1", sentences[0]), say("P1", dangling)])
    assert stands_alone(together, 1)
    assert not stands_alone(apart, 1)
