"""Themes keep the guards, and what was joined for it is told."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.graph import to_grid
from evalmine.themes.guards import MergedTheme, apply_guards
from evalmine.themes.options import ThemeOptions


@pytest.fixture
def clusters():
    """Four clusters: 0 and 1 near each other, 2 apart, 3 small, of one project, next to 2."""
    centers = np.array([[1, 0, 0, 0], [0.96, 0.28, 0, 0], [0, 0, 1, 0], [0, 0, 0.8, 0.6]])
    sizes = [8, 6, 6, 3]
    labels = np.repeat(np.arange(4), sizes)
    projects = [f"p{i % 4}" for i in range(20)] + ["p0"] * 3
    return labels, to_grid(centers[labels].astype(np.float32)), projects


def kept(clusters, **asked):
    labels, merges = apply_guards(*clusters, ThemeOptions(**asked))
    return labels, merges


def test_without_guards_nothing_changes(clusters):
    labels, merges = kept(clusters)

    assert labels is clusters[0]
    assert merges == ()


def test_a_theme_of_too_few_projects_goes_to_the_nearest(clusters):
    labels, merges = kept(clusters, min_projects=2)

    assert set(labels[20:]) == set(labels[14:20]) == {2}
    assert [(m.reason, m.measured, m.limit) for m in merges] == [("few projects", 1, 2)]
    assert merges[0].gone.tolist() == [20, 21, 22]


def test_more_projects_than_there_are_cannot_be_asked_for(clusters):
    labels, _ = kept(clusters, min_projects=50)

    assert labels.max() + 1 == 3


def test_themes_too_much_alike_are_joined_the_smaller_into_the_larger(clusters):
    labels, merges = kept(clusters, max_similarity=0.9)

    assert np.bincount(labels).tolist() == [14, 6, 3]
    assert (merges[0].reason, round(merges[0].measured, 2)) == ("too similar", 0.96)


def test_at_most_so_many_themes(clusters):
    labels, merges = kept(clusters, max_themes=2)

    assert np.bincount(labels).tolist() == [14, 9]
    assert [m.reason for m in merges] == ["too many", "too many"]


def test_one_theme_is_left_whatever_is_asked(clusters):
    labels, _ = kept(clusters, max_themes=1, max_similarity=0.01, min_projects=4)

    assert not labels.any()


def test_sentences_say_what_and_why():
    merged = MergedTheme(("bus", "kort"), 7, "T02", "Møder", "few projects", 1.0, 3.0)
    alike = MergedTheme((), 1, "T01", "Ro", "too similar", 0.914, 0.9)
    many = MergedTheme(("bus",), 4, "T01", "Ro", "too many", 12.0, 8.0)

    assert merged.sentence("da") == (
        "Et tema (bus, kort; 7 segmenter) er lagt sammen med T02 'Møder': "
        "det har 1 projekt, og der kræves mindst 3."
    )
    assert alike.sentence("da") == (
        "Et tema (-; 1 segment) er lagt sammen med T01 'Ro': "
        "cosinus mellem de to er 0,91, og højst 0,90 er tilladt."
    )
    assert many.sentence("en") == (
        "A theme (bus; 4 segments) was joined with T01 'Ro': "
        "there were 12 themes and at most 8 are allowed."
    )
