"""New, part of a code, or the same as one: judged against what chance would give."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.relations import relate_to_codes

N = 200


def relation(theme, *codes, **options):
    """Return the overlap of a theme and codes, each given by the rows that are in it."""
    codings = np.zeros((N, len(codes)), dtype=bool)
    for column, rows in enumerate(codes):
        codings[list(rows), column] = True
    ids = [f"c{i}" for i in range(len(codes))]
    return relate_to_codes(np.array(list(theme)), codings, ids, **options)


def test_without_a_codebook_there_is_no_relation():
    found = relate_to_codes(np.arange(5), None, [])

    assert (found.code, found.relation, found.sentence) == ("", "", "")


def test_the_same_as_a_code():
    found = relation(range(30), range(100, 140), range(2, 33))

    assert (found.code, found.relation) == ("c1", "same as")
    assert (found.share, round(found.back, 2)) == (28 / 30, 0.9)
    assert found.sentence.startswith("Det samme som koden 'c1': 93 % af temaets")


def test_part_of_a_wider_code():
    found = relation(range(20), range(80), language="en", code_names={"c0": "Leadership"})

    assert found.relation == "part of"
    assert found.sentence == (
        "Part of the code 'Leadership': 100% of the theme's segments have it, "
        "but only 25% of the code's segments lie here."
    )


def test_a_theme_that_holds_a_code_and_much_besides_is_new():
    found = relation(range(80), range(15))

    assert (found.code, found.relation) == ("c0", "new")
    assert "Bredere end koden" in found.sentence


def test_a_code_that_half_of_all_have_is_not_near_every_theme():
    found = relation(range(20), range(9, 109))

    assert (found.code, found.relation) == ("", "new")
    assert found.sentence.startswith("Nyt: ingen kode")


def test_one_segment_in_a_small_theme_proves_nothing():
    assert relation([0, 1, 2], [0, 50, 60, 70, 80, 90, 100, 110, 120, 130] * 4).code == ""


@pytest.mark.parametrize("codes", [[range(N)], [[]]])
def test_codes_of_all_or_none_tell_nothing(codes):
    assert relation(range(20), *codes).relation == "new"


def test_a_single_theme_cannot_be_compared():
    assert relation(range(N), range(150)).code == ""
