import itertools

import pytest

from evalmine.synthesis.comparing.rarefying import (
    chance_of_mention,
    equal_length,
    rarefied_share,
)


def test_the_chance_is_that_of_all_ways_to_draw():
    segments = [True, True, False, False, False, False]
    ways = list(itertools.combinations(segments, 3))
    assert chance_of_mention(2, 6, 3) == pytest.approx(sum(map(any, ways)) / len(ways))


def test_a_project_with_fewer_segments_is_read_whole():
    assert chance_of_mention(1, 2, 10) == 1.0
    assert chance_of_mention(0, 2, 10) == 0.0


def test_nine_of_ten_have_as_many_segments():
    assert equal_length([1, *range(11, 20)]) == 11
    assert equal_length([5]) == 5
    assert equal_length([]) == 0


def test_a_long_text_that_mentions_it_once_counts_less():
    share = rarefied_share(["A", "B"], {"A": 1}, {"A": 20, "B": 5}, {"A": 5, "B": 5})
    assert share == pytest.approx(0.25 / 2)
