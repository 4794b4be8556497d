"""A segment leaves its theme only for a reason; while few texts are new, no theme falls apart."""

from __future__ import annotations

import numpy as np
import pytest

from evalmine.themes.identity import ThemeRegistry


def two_themes(n=40):
    """Vectors at angles 0 and 90 degrees, and their first run."""
    rng = np.random.default_rng(1)
    angle = np.concatenate([rng.normal(0, 4, n), rng.normal(90, 4, n)])
    ids = [f"s{i:02d}" for i in range(2 * n)]
    labels = np.repeat([0, 1], n)
    return ids, labels, angle


def at(angle):
    radians = np.deg2rad(angle)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1)


def theme_in_second_run(between, **options):
    """Where a segment of T01 at some angle lies after a run that puts it into T02's cluster."""
    ids, labels, angle = two_themes()
    angle = np.append(angle, between)
    ids, labels = [*ids, "x"], np.append(labels, 0)
    first = ThemeRegistry.empty().settle(labels, ids, at(angle), run="1")
    labels[-1] = 1
    result = first.registry.settle(labels, ids, at(angle), run="2", steady=False, **options)
    return result.theme_ids[result.labels[-1]], result


@pytest.mark.parametrize("between", [20, 44, 46, 60])
def test_a_segment_between_two_themes_stays_where_it_was(between):
    theme, result = theme_in_second_run(between)

    assert theme == "T01"
    assert (result.n_moved, result.n_kept) == (0, 1)


def test_a_segment_that_is_clearly_nearer_to_the_other_theme_goes():
    theme, result = theme_in_second_run(90)

    assert theme == "T02"
    assert (result.n_moved, result.n_kept) == (1, 0)
    assert result.share_moved == pytest.approx(1 / 81)


def split_in_two(world, share_new):
    given, registry = world.first()
    n = round(share_new * len(given.ids) / (1 - share_new) / 8)
    more = given + world.texts("b", world.everything(n))
    return registry, more


def test_with_few_new_texts_no_theme_splits_and_it_is_told(world):
    registry, more = split_in_two(world, 0.05)
    result = world.settled(registry, more, lambda p: p if p[0] == 1 else p[0], run="2025")

    assert result.theme_ids == ("T01", "T02", "T03", "T04")
    assert result.events == ()
    assert result.share_moved == 0
    assert [e.sentence("en") for e in result.held] == [
        "Half of T02 (2024; 21 of 42 segments, 1 of them new and nearest to T02) form a cluster "
        "of their own in 2025, but were not split off: too few of the texts are new."
    ]


def test_with_few_new_texts_no_theme_merges_and_it_is_told(world):
    registry, more = split_in_two(world, 0.05)
    result = world.settled(registry, more, lambda p: min(p[0], 2), run="2025")

    assert world.theme_of(result, more)[3, 0] == "T04"
    assert result.events == ()
    assert [e.sentence("da") for e in result.held] == [
        "T04 har ikke længere en klynge for sig i 2025, men er bevaret: for få af teksterne er nye."
    ]


@pytest.mark.parametrize("why", ["new texts", "settings", "asked for"])
def test_themes_split_for_a_reason(world, why):
    registry, more = split_in_two(world, 0.2 if why == "new texts" else 0.05)
    options = {"settings": {"settings": "detail=2"}, "asked for": {"steady": False}}.get(why, {})
    result = world.settled(registry, more, world.by_part, run="2025", **options)

    assert [e.kind for e in result.events] == ["split"] * 4
    assert result.held == ()


def test_few_new_texts_add_up(world):
    given, registry = world.first()
    for night in range(1, 12):
        given = given + world.texts(f"n{night}", {(0, 0): 1, (1, 0): 1})
        result = world.settled(registry, given, world.by_part, run=f"night {night}")
        registry = result.registry
        if result.events:
            break

    assert night == 9  # 18 of 178 is the first share of at least a tenth
    assert [e.kind for e in result.events] == ["split"] * 4
    assert registry.turnover == 0


def test_texts_that_come_back_count_as_those_that_come(world):
    given, registry = world.first()
    year = world.texts("b", world.everything())
    second = world.settled(registry, year, run="2025")
    both = world.settled(second.registry, given + year, world.by_part, run="2026")

    assert both.n_known == len(both.labels)
    assert [e.kind for e in both.events] == ["split"] * 4


def test_texts_that_go_count_as_those_that_come(world):
    given, registry = world.first()
    fewer = given.only(lambda part: part[0] != 3)
    result = world.settled(registry, fewer, world.by_part, run="2025")

    assert {e.kind for e in result.events} == {"split", "death"}
