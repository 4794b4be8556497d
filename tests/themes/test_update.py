"""New segments join themes that stand; only counts change."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from evalmine.errors import ConfigError
from evalmine.themes.model import theme_model
from evalmine.themes.update import update_themes

from .test_model import ENCODER, N_DIMS, make_result, make_segments, make_vectors


@pytest.fixture(scope="module")
def fitted():
    segments = make_segments(60)
    vectors, labels = make_vectors(60)
    result = make_result(segments, vectors, labels)
    group = dataclasses.replace(
        result.themes[0], theme_id="G1", name="samlet", n_segments=40, parent_id=None
    )
    inside = [dataclasses.replace(t, parent_id="G1") for t in result.themes[:2]]
    result = dataclasses.replace(result, themes=(*inside, result.themes[2], group))
    return theme_model(result, segments, vectors, encoder=ENCODER), result


def test_new_segments_get_records_like_the_others(fitted):
    vectors, labels = make_vectors(9, seed=1)
    segments = make_segments(9, prefix="ny")
    found = update_themes(*fitted, segments, vectors, encoder=ENCODER)

    expected = sorted((f"T0{t + 1}", s.segment_id) for s, t in zip(segments, labels, strict=True))
    assert [(m.theme_id, m.segment_id) for m in found.members] == expected
    assert all(type(m.score) is float and type(m.peripheral) is bool for m in found.members)
    assert found.drift.n_texts == 9


def test_counts_grow_and_words_stay(fitted):
    vectors, _ = make_vectors(9, seed=1)
    segments = make_segments(9, prefix="ny", n_projects=9)
    found = update_themes(*fitted, segments, vectors)
    by_id = {t.theme_id: t for t in found.themes}

    assert [by_id[i].n_segments for i in ("T01", "T02", "T03", "G1")] == [23, 23, 23, 46]
    # Projects p0 to p4 were there; p5 to p8 are new, and T01 has rows 0, 3 and 6.
    assert [by_id[i].n_projects for i in ("T01", "T02", "T03", "G1")] == [6, 6, 7, 7]
    for before, after in zip(fitted[1].themes, found.themes, strict=True):
        for name in ("theme_id", "name", "keywords", "warnings", "representative", "stability"):
            assert getattr(before, name) == getattr(after, name)


def test_a_segment_far_from_everything_is_counted_as_peripheral(fitted):
    found = update_themes(*fitted, make_segments(1, prefix="ny"), np.eye(N_DIMS)[12:13])

    assert found.members[0].peripheral
    assert sum(t.n_peripheral for t in found.themes if t.theme_id != "G1") == 1


def test_segments_that_have_a_theme_keep_it_and_count_once(fitted):
    vectors, _ = make_vectors(60, seed=9)
    found = update_themes(*fitted, make_segments(60), vectors)

    assert found.members == ()
    assert found.n_known == 60
    assert [t.n_segments for t in found.themes[:3]] == [20, 20, 20]


def test_order_and_company_do_not_matter(fitted):
    vectors, _ = make_vectors(40, seed=3, spread=0.6)
    segments = make_segments(40, prefix="ny")
    order = np.random.default_rng(0).permutation(40)
    together = update_themes(*fitted, segments, vectors)
    shuffled = update_themes(*fitted, [segments[i] for i in order], vectors[order])
    alone = [update_themes(*fitted, segments[i : i + 1], vectors[i : i + 1]) for i in range(40)]

    assert shuffled == together
    assert {m for one in alone for m in one.members} == set(together.members)


def test_nothing_new(fitted):
    for empty in ([], np.zeros((0, N_DIMS))):
        found = update_themes(*fitted, [], empty)
        assert found.members == ()
        assert not found.drift.refit_due
        assert [t.n_segments for t in found.themes] == [20, 20, 20, 40]


@pytest.mark.parametrize(
    ("vectors", "encoder", "message"),
    [
        (np.ones((2, 8)), None, "vectors have 8 dims, the themes 24"),
        (np.ones((3, N_DIMS)), None, "2 segments and 3 vectors"),
        (np.full((2, N_DIMS), np.inf), None, "not numbers"),
        (np.ones((2, N_DIMS)), SimpleNamespace(name="andet", revision="1"), "nordlys-lille"),
    ],
)
def test_bad_vectors(fitted, vectors, encoder, message):
    with pytest.raises(ConfigError, match=message):
        update_themes(*fitted, make_segments(2, prefix="ny"), vectors, encoder=encoder)


def test_ids_given_twice(fitted):
    with pytest.raises(ConfigError, match="make the ids unique"):
        update_themes(*fitted, make_segments(1) * 2, np.ones((2, N_DIMS)))
