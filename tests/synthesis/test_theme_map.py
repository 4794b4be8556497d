from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.synthesis.theme_map import HEIGHT, moved_apart, radius, scaled, theme_map


def mapped(evidence):
    return {p.theme_id: p for p in theme_map(evidence)}


def far(a, b):
    return np.hypot(a.x - b.x, (a.y - b.y) * HEIGHT)


@pytest.fixture
def four(say, evidence_of, sentences):
    """Four themes: two alike, one unlike them, one unlike all; of 3, 2, 1 and 1 projects."""
    vectors = {"C-a": (1, 0.0, 0), "C-b": (0.97, 0.2, 0), "T1": (0, 1, 0.2), "T2": (0, 0.1, 1)}
    speakers = {"C-a": "ABC", "C-b": "AB", "T1": "A", "T2": "B"}
    said = [
        say(project, sentences[i], vectors[theme], themes=(theme,))
        for i, (theme, projects) in enumerate(speakers.items())
        for project in projects
    ]
    return evidence_of(said)


def test_themes_that_speak_of_like_things_lie_near_each_other(four):
    spots = mapped(four)
    near = far(spots["C-a"], spots["C-b"])
    assert all(
        near < far(spots[a], spots[b])
        for a, b in combinations(spots, 2)
        if {a, b} != {"C-a", "C-b"}
    )


def test_every_spot_lies_in_the_frame_and_touches_no_other(four):
    spots = theme_map(four)
    for spot in spots:
        r = radius(spot.n_projects, 3)
        assert r <= spot.x <= 1 - r
        assert r <= spot.y * HEIGHT <= HEIGHT - r
    for a, b in combinations(spots, 2):
        assert far(a, b) > radius(a.n_projects, 3) + radius(b.n_projects, 3)


def test_themes_of_most_projects_come_first_and_are_counted_by_project(four):
    assert [(p.theme_id, p.n_projects, p.n_segments) for p in theme_map(four)] == [
        ("C-a", 3, 3),
        ("C-b", 2, 2),
        ("T1", 1, 1),
        ("T2", 1, 1),
    ]
    assert [p.origin for p in theme_map(four)] == ["codebook"] * 2 + ["inductive"] * 2


def test_a_project_weighs_the_same_however_much_it_writes(say, evidence_of, sentences):
    others = [
        say("A", sentences[0], (0, 0, 1), themes=("T1",)),
        say("A", sentences[1], (0, 1, 0.1), themes=("T2",)),
    ]
    short = [say("A", sentences[2], (1, 0, 0)), say("B", sentences[3], (0.6, 0.8, 0))]
    long = [*short, *(say("B", s, (0.6, 0.8, 0)) for s in sentences[4:9])]
    assert [(p.x, p.y) for p in theme_map(evidence_of([*short, *others]))] == [
        (p.x, p.y) for p in theme_map(evidence_of([*long, *others]))
    ]


def test_keywords_come_with_the_theme_or_are_given(four):
    themes = [replace(t, keywords=("ord",)) if t.theme_id == "T1" else t for t in four.themes]
    spots = theme_map(replace(four, themes=themes), keywords={"C-a": ["sprog"], "T1": ["andet"]})
    assert {p.theme_id: p.keywords for p in spots} == {
        "C-a": ("sprog",),
        "C-b": (),
        "T1": ("ord",),
        "T2": (),
    }


def test_without_themes_there_is_no_map(four):
    assert theme_map(replace(four, themes=[])) == ()
    assert theme_map(replace(four, themes=[replace(four.themes[0], rows=())])) == ()


def test_one_theme_lies_in_the_middle(four):
    (spot,) = theme_map(replace(four, themes=four.themes[:1]))
    assert (spot.x, spot.y) == (0.5, 0.5)


def test_scaling_gives_back_the_distances_of_a_plane():
    """On a small cap of the sphere the two axes hold all of the distance."""
    plane = np.array([[0.0, 0.0], [0.1, 0.0], [0.0, 0.05], [0.08, 0.09]])
    lifted = np.column_stack([plane, np.sqrt(1 - (plane**2).sum(axis=1))])
    found = scaled(lifted)
    for i, j in combinations(range(4), 2):
        assert np.hypot(*(found[i] - found[j])) == pytest.approx(
            np.linalg.norm(lifted[i] - lifted[j]), abs=2e-3
        )
    assert all(column[np.argmax(np.abs(column))] > 0 for column in found.T)


def test_like_centroids_need_no_axis():
    assert not scaled(np.tile([1.0, 0.0], (3, 1))).any()


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, HEIGHT)), min_size=1, max_size=25))
def test_circles_are_moved_apart_wherever_they_begin(places):
    radii = np.full(len(places), 0.03)
    moved = moved_apart(np.array(places), radii)
    assert ((moved[:, 0] >= 0.03) & (moved[:, 0] <= 0.97)).all()
    assert ((moved[:, 1] >= 0.03) & (moved[:, 1] <= HEIGHT - 0.03)).all()
    for i, j in combinations(range(len(moved)), 2):
        assert np.hypot(*(moved[i] - moved[j])) > 0.059
