from __future__ import annotations

import math
import random

from evalmine.corpus.model import ClosedAnswer
from evalmine.synthesis.closed import summarize_closed

TRIVSEL = "I hvilken grad har projektet styrket trivslen?"
SPROG = "I hvilken grad har I fået et fælles sprog?"
WORDS = {
    5: "I meget høj grad",
    4: "I høj grad",
    3: "I nogen grad",
    1: "Slet ikke",
    None: "Ved ikke",
}


def answers(question, *steps, prefix="P"):
    return [
        ClosedAnswer(f"{prefix}{i}", question, WORDS[step], step if step is None else float(step))
        for i, step in enumerate(steps, start=1)
    ]


def test_the_share_counts_the_two_best_and_leaves_out_dont_know():
    (summary,) = summarize_closed(answers(TRIVSEL, 5, 4, 4, 3, 1, None))
    assert (summary.n_high, summary.n_valid, summary.share_high) == (3, 5, 0.6)
    assert summary.counts == (
        ("I meget høj grad", 1),
        ("I høj grad", 2),
        ("I nogen grad", 1),
        ("Slet ikke", 1),
        ("Ved ikke", 1),
    )
    assert summary.previous is None


def test_last_year_is_matched_by_wording_not_by_layout():
    before = answers("i hvilken grad har  projektet styrket TRIVSLEN?", 4, 3, 3, None, prefix="Q")
    (summary,) = summarize_closed(answers(TRIVSEL, 5, 4), previous=before)
    assert summary.previous == (1, 3)


def test_a_question_that_is_new_this_year_has_no_last_year():
    summaries = summarize_closed(
        answers(TRIVSEL, 5) + answers(SPROG, 3), previous=answers(TRIVSEL, 4, prefix="Q")
    )
    assert [s.previous for s in summaries] == [(1, 1), None]


def test_questions_keep_the_order_of_the_answers():
    summaries = summarize_closed(answers(TRIVSEL, 5) + answers(SPROG, 3))
    assert [s.question for s in summaries] == [TRIVSEL, SPROG]


def test_only_the_projects_of_the_pool_count_in_both_years():
    (summary,) = summarize_closed(
        answers(TRIVSEL, 5, 1, 1),
        projects=["P1", "P2"],
        previous=answers(TRIVSEL, 5, 5, 5, prefix="Q"),
        previous_projects=iter(["Q3"]),
    )
    assert (summary.n_high, summary.n_valid, summary.previous) == (1, 2, (1, 1))
    assert summarize_closed(answers(TRIVSEL, 5), projects=[]) == ()


def test_only_dont_know_gives_a_share_that_is_not_a_number():
    (summary,) = summarize_closed(answers(TRIVSEL, None, None))
    assert (summary.n_high, summary.n_valid) == (0, 0)
    assert math.isnan(summary.share_high)


def test_a_project_that_answered_twice_counts_once_with_its_less_favorable_answer():
    twice = [*answers(TRIVSEL, 5, 4), *answers(TRIVSEL, 3, None)]
    for order in (twice, twice[::-1]):
        (summary,) = summarize_closed(order)
        assert summary.counts == (("I høj grad", 1), ("I nogen grad", 1))
        assert (summary.n_high, summary.n_valid) == (1, 2)


def test_the_order_of_answers_does_not_change_the_counts():
    given = answers(TRIVSEL, 5, 4, 4, 3, 1, None, 5)
    shuffled = given[:]
    random.Random(4).shuffle(shuffled)
    assert summarize_closed(shuffled) == summarize_closed(given)


def test_questions_keep_their_place_in_the_survey_whatever_the_order_of_the_answers():
    first = ClosedAnswer("P1", TRIVSEL, "I høj grad", 4.0, position=7)
    second = ClosedAnswer("P1", SPROG, "I høj grad", 4.0, position=9)
    for given in ([first, second], [second, first]):
        assert [s.question for s in summarize_closed(given)] == [TRIVSEL, SPROG]
