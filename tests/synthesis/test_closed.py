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
        ("I mindre grad", 0),
        ("Slet ikke", 1),
        ("Ved ikke", 1),
    )
    assert summary.scale == tuple(answer for answer, _ in summary.counts[:5])
    assert summary.high_answers == ("I meget høj grad", "I høj grad")
    assert summary.n_off_scale == 1
    assert (summary.previous, summary.change) == (None, None)


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
        assert [c for c in summary.counts if c[1]] == [("I høj grad", 1), ("I nogen grad", 1)]
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


def test_the_change_since_last_year_has_newcombes_interval():
    now = answers(TRIVSEL, *[5] * 56, *[3] * 14)
    then = answers(TRIVSEL, *[4] * 48, *[1] * 32, None, prefix="Q")
    (summary,) = summarize_closed(now, previous=then)
    assert [round(x, 4) for x in summary.change] == [0.2, 0.0524, 0.3339]
    assert summary.previous == (48, 80)


def test_organizations_in_both_years_make_pairs():
    now = answers(TRIVSEL, *[5] * 28, *[1] * 12)
    then = answers(TRIVSEL, *[5] * 20, *[1] * 20, prefix="Q")
    same = {f"{year}{i}": f"O{i}" for year in "PQ" for i in range(1, 41)}
    (alone,) = summarize_closed(now, previous=then)
    (paired,) = summarize_closed(now, previous=then, organizations=same)
    assert alone.change[1] < 0 < paired.change[1]


def test_another_scale_than_last_years_gives_no_change():
    def numbers(*given, prefix):
        return [
            ClosedAnswer(f"{prefix}{i}", TRIVSEL, str(n), float(n)) for i, n in enumerate(given)
        ]

    now = numbers(5, 4, 3, prefix="P")
    (other,) = summarize_closed(now, previous=numbers(9, 4, 3, prefix="Q"))
    assert (other.previous, other.change) == (None, None)
    (same,) = summarize_closed(now, previous=numbers(2, 4, 3, prefix="Q"))
    assert same.previous == (1, 3)
    (words,) = summarize_closed(now, previous=answers(TRIVSEL, 5, 4, prefix="Q"))
    assert words.previous is None


def test_an_answer_only_last_year_gave_is_on_the_scale_of_both():
    now, then = answers(TRIVSEL, 4, 3), answers(TRIVSEL, 5, 4, 1, prefix="Q")
    (summary,) = summarize_closed(now, previous=then)
    assert summary.counts[0] == ("I meget høj grad", 0)
    assert summary.previous == (2, 3)


def test_answers_on_no_scale_are_counted_and_in_no_share():
    given = [ClosedAnswer(f"P{i}", "Farve?", a, None) for i, a in enumerate(("Rød", "Blå", "Rød"))]
    (summary,) = summarize_closed(given)
    assert summary.counts == (("Blå", 1), ("Rød", 2))
    assert (summary.n_high, summary.n_valid, summary.n_off_scale, summary.scale) == (0, 0, 3, ())
    (told,) = summarize_closed(given, scales={"farve?": ["Rød", "Gul", "Blå"]})
    assert told.counts == (("Rød", 2), ("Gul", 0), ("Blå", 1))
    assert (told.n_high, told.n_valid, told.high_answers) == (2, 3, ("Rød",))


def test_yes_and_no_are_a_scale_with_one_high_answer():
    given = [
        ClosedAnswer(f"P{i}", "Holder det?", a, None) for i, a in enumerate(("Ja", "Nej", "Ja"))
    ]
    (summary,) = summarize_closed(given)
    assert (summary.n_high, summary.n_valid, summary.high_answers) == (2, 3, ("Ja",))


def test_the_scale_is_that_of_all_projects_not_only_those_of_the_pool():
    given = answers(TRIVSEL, 5, 3, 1)
    (summary,) = summarize_closed(given, projects=["P2"])
    assert summary.scale[0] == "I meget høj grad"
    assert (summary.n_high, summary.n_valid) == (0, 1)
