from __future__ import annotations

from evalmine.report.pool_counts import pool_counts
from evalmine.report.words import load_words

EN = load_words("en")


def test_pools_that_were_asked_stand_in_their_order():
    rows = pool_counts([("A", 1, 10), ("B", 0, 0), ("C", 4, 9)], EN)
    assert rows == (("A", "1 of 10"), ("C", "4 of 9"))


def test_one_pool_says_nothing():
    assert pool_counts([("A", 1, 10), ("B", 0, 0)], EN) == ()


def test_of_many_pools_those_that_say_it_most_are_named_and_all_projects_are_counted():
    pools = [(f"Y{i}", i % 12, 20) for i in range(24)]
    rows = pool_counts(pools, EN)
    assert [name for name, _ in rows] == [
        "Y11",
        "Y23",
        "Y10",
        "Y22",
        "Y9",
        "Y21",
        "Y8",
        "17 others",
    ]
    assert rows[-1][1] == f"{2 * sum(range(12)) - 68} of {17 * 20}"


def test_a_pool_that_never_says_it_is_not_named_among_many():
    rows = pool_counts([("A", 3, 10), *((f"Z{i}", 0, 10) for i in range(9))], EN)
    assert rows == (("A", "3 of 10"), ("9 others", "0 of 90"))
