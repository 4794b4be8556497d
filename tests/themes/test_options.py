"""A value that makes no sense is told in one line."""

from __future__ import annotations

import pytest

from evalmine.errors import ConfigError
from evalmine.themes.options import ThemeOptions


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"n_themes": 0}, "n_themes is 0: give a whole number of at least 1"),
        ({"max_themes": 2.5}, "max_themes is 2.5: give a whole number of at least 1"),
        ({"min_projects": True}, "min_projects is True: give a whole number of at least 1"),
        ({"seed": -1}, "seed is -1: give a whole number of at least 0"),
        ({"detail": 0}, "detail is 0: give a number above 0"),
        ({"detail": float("nan")}, "detail is nan: give a number above 0"),
        ({"max_similarity": 0}, "max_similarity is 0: give a cosine above 0 and up to 1"),
        ({"max_similarity": 1.2}, "max_similarity is 1.2: give a cosine above 0 and up to 1"),
        ({"n_themes": 5, "detail": 2}, "n_themes is 5 and detail 2: give one of the two"),
        (
            {"n_themes": 9, "max_themes": 5},
            "n_themes is 9 and max_themes 5: ask for no more themes than are allowed",
        ),
    ],
)
def test_what_makes_no_sense_is_told(asked, told):
    with pytest.raises(ConfigError) as error:
        ThemeOptions(**asked)
    assert str(error.value) == told


def test_usual_values_are_taken():
    assert ThemeOptions() == ThemeOptions(None, 1.0, None, 1, None, 0)
    assert ThemeOptions(max_similarity=1, detail=2).detail == 2
