"""Ids survive reruns, new texts and years; what is planted is told, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.errors import ConfigError
from evalmine.themes.identity import ThemeRegistry


def kinds(result):
    return [(event.kind, event.theme_id) for event in result.events]


def test_first_run_numbers_themes_by_size_and_tells_their_births(world):
    given = world.texts("a", {(0, 0): 10, (1, 0): 30, (2, 0): 20})
    result = world.settled(ThemeRegistry.empty(), given, run="2024")

    assert world.theme_of(result, given) == {(1, 0): "T01", (2, 0): "T02", (0, 0): "T03"}
    assert kinds(result) == [("birth", "T01"), ("birth", "T02"), ("birth", "T03")]
    assert result.n_known == 0
    assert result.share_moved == 0


def test_projects_come_before_size_in_the_numbering(world):
    given = world.texts("a", {(0, 0): 10, (1, 0): 30})
    projects = [
        x if part == (0, 0) else "one" for x, part in zip(given.ids, given.part, strict=True)
    ]
    result = world.settled(ThemeRegistry.empty(), given, projects=projects)

    assert world.theme_of(result, given)[0, 0] == "T01"


def test_the_same_call_twice_gives_the_same_registry(world):
    given, registry = world.first()
    again = world.settled(registry, given, run="2024")

    assert again.registry == registry
    assert again.registry.to_json() == registry.to_json()
    assert again.events == ()


def test_a_rerun_under_another_label_changes_no_theme(world):
    given, registry = world.first()
    again = world.settled(registry, given, run="2025")

    assert again.events == ()
    assert again.share_moved == 0
    assert again.n_known == len(given.ids)
    assert again.registry["T01"].segments_by_run == {"2024": 40, "2025": 40}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_order_of_rows_and_numbers_of_clusters_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    n = 60
    vectors = rng.normal(size=(n, 6))
    ids = [f"s{i:03d}" for i in range(n)]
    old, new = rng.integers(0, 5, 40), rng.integers(0, 6, n)
    registry = ThemeRegistry.empty().settle(old, ids[:40], vectors[:40], run="1").registry
    plain = registry.settle(new, ids, vectors, run="2", steady=False)

    rows, names = rng.permutation(n), rng.permutation(6)
    shuffled = registry.settle(
        names[new][rows], [ids[i] for i in rows], vectors[rows], run="2", steady=False
    )

    assert shuffled.registry == plain.registry
    assert np.array_equal(shuffled.labels, plain.labels[rows])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), steady=st.booleans())
def test_settling_the_same_again_changes_nothing_whatever_the_clusters(seed, steady):
    rng = np.random.default_rng(seed)
    n = 80
    vectors = rng.normal(size=(n, 6))
    ids = [f"s{i:03d}" for i in range(n)]
    known = n - int(rng.integers(0, 12))
    old, new = rng.integers(0, 5, known), rng.integers(0, 6, n)
    first = ThemeRegistry.empty().settle(old, ids[:known], vectors[:known], run="1")
    second = first.registry.settle(new, ids, vectors, run="2", steady=steady)
    third = second.registry.settle(new, ids, vectors, run="2", steady=steady)
    renamed = second.registry.rename("T01", "Møder", by="Lone")
    fourth = renamed.settle(new, ids, vectors, run="3")

    assert third.registry == second.registry
    assert fourth.registry.members == second.registry.members
    assert third.events == fourth.events == ()
    assert third.share_moved == fourth.share_moved == 0


def test_every_segment_has_one_theme_and_counts_add_up(world):
    given, registry = world.first()
    more = given + world.texts("b", world.everything(3))
    result = world.settled(registry, more, run="2025")

    assert len(result.labels) == len(more.ids)
    assert sum(len(ids) for ids in result.registry.members.values()) == len(more.ids)
    assert sum(t.segments_by_run["2025"] for t in result.registry.themes) == len(more.ids)


def test_a_year_of_new_texts_keeps_ids_by_vectors(world):
    given, registry = world.first()
    year = world.texts("b", world.everything(15))
    result = world.settled(registry, year, run="2025")

    assert world.theme_of(result, year) == world.theme_of(
        world.settled(registry, given, run="2024"), given
    )
    assert result.events == ()
    assert result.n_known == 0
    assert {e.flows[0].carried_by for e in result.continued} == {"vectors"}


def test_a_planted_split_is_told_with_its_numbers(world):
    given, registry = world.first()
    result = world.settled(
        registry, given, lambda p: p if p[0] == 1 else p[0], run="2025", steady=False
    )
    (event,) = result.events
    (flow,) = event.flows

    assert (event.kind, event.theme_id, flow.theme_id) == ("split", "T05", "T02")
    assert (flow.n_shared, flow.n_old, flow.n_new) == (20, 40, 20)
    assert (flow.share_of_old, flow.share_of_new) == (0.5, 1.0)
    assert flow.carried_by == "segments"
    assert 0.9 < flow.cosine < 1
    assert set(world.theme_of(result, given).values()) == {"T01", "T02", "T03", "T04", "T05"}


def test_a_planted_merge_is_told_and_the_lost_theme_rests(world):
    given, registry = world.first()
    result = world.settled(registry, given, lambda p: min(p[0], 2), run="2025", steady=False)
    (event,) = result.events

    assert event.kind == "merge"
    assert [flow.theme_id for flow in event.flows] == [event.theme_id, "T04"]
    assert event.flows[1].share_of_old == 1
    lost = result.registry["T04"]
    assert (lost.status, lost.last_run, lost.successors) == ("dormant", "2024", ("T03",))


def test_a_planted_birth_is_told(world):
    _, registry = world.first(topics=3)
    year = world.texts("b", world.everything(15))
    result = world.settled(registry, year, run="2025")

    assert kinds(result) == [("birth", "T04")]
    assert result.events[0].flows == ()


def test_a_new_theme_may_come_of_few_new_texts(world):
    given, registry = world.first(n=60, topics=3)
    more = given + world.texts("b", {(3, 0): 12})
    result = world.settled(registry, more, run="2025")

    assert kinds(result) == [("birth", "T04")]
    assert result.share_moved == 0


def test_a_planted_takeover_is_told(world):
    given, registry = world.first()
    moved = {x for x, part in zip(given.ids, given.part, strict=True) if part == (1, 1)}
    vectors = given.vectors.copy()
    for i, x in enumerate(given.ids):
        if x in moved:
            vectors[i] = np.roll(vectors[i], -2)  # from topic 1 to topic 0
    labels = [0 if x in moved else part[0] for x, part in zip(given.ids, given.part, strict=True)]
    result = registry.settle(labels, given.ids, vectors, run="2025", steady=False)
    (event,) = result.events

    assert (event.kind, event.theme_id) == ("takeover", "T01")
    assert [(f.theme_id, f.n_shared, f.n_old) for f in event.flows] == [
        ("T01", 40, 40),
        ("T02", 20, 40),
    ]
    assert result.n_moved == 20


def test_a_theme_dies_and_comes_back_under_its_id_after_a_year_in_between(world):
    _, registry = world.first()
    without = world.texts("b", {p: 15 for p in world.everything() if p[0] != 2})
    second = world.settled(registry, without, run="2025")
    third = world.settled(second.registry, world.texts("c", world.everything(15)), run="2026")

    assert kinds(second) == [("death", "T03")]
    assert second.registry["T03"].status == "dormant"
    assert kinds(third) == [("return", "T03")]
    assert third.events[0].last_run == "2024"
    assert third.registry["T03"].segments_by_run == {"2024": 40, "2026": 30}


def test_a_theme_that_another_swallowed_comes_back_under_its_id(world):
    given, registry = world.first()
    united = world.settled(registry, given, lambda p: min(p[0], 2), run="2025", steady=False)
    apart = world.settled(united.registry, given, run="2026", steady=False)

    assert kinds(apart) == [("return", "T04")]
    assert world.theme_of(apart, given)[3, 0] == "T04"


def test_ids_are_never_used_again(world):
    _, registry = world.first()
    for run, topics in (("2025", (4, 5)), ("2026", (6, 7)), ("2027", (8, 9))):
        year = world.texts(run, {(topic, 0): 20 for topic in topics})
        registry = world.settled(registry, year, run=run).registry

    assert [t.theme_id for t in registry.themes] == [f"T{i:02d}" for i in range(1, 11)]
    assert [t.status for t in registry.themes].count("dormant") == 8


def test_segments_of_earlier_years_are_remembered(world):
    given, registry = world.first()
    second = world.settled(registry, world.texts("b", world.everything(15)), run="2025")
    both = given + world.texts("b", world.everything(15))
    third = world.settled(second.registry, both, run="2026")

    assert third.n_known == len(both.ids)
    assert third.share_moved == 0
    assert third.events == ()


def test_labels_follow_the_order_of_the_rows_given(world):
    given, registry = world.first()
    order = np.random.default_rng(3).permutation(len(given.ids))
    plain = world.settled(registry, given)
    shuffled = registry.settle(
        given.labels(world.by_topic)[order], [given.ids[i] for i in order], given.vectors[order]
    )

    assert np.array_equal(shuffled.labels, plain.labels[order])


def test_peripheral_segments_do_not_say_which_theme_goes_on(world):
    _, registry = world.first()
    year = world.texts("b", world.everything(15))
    far = [part[0] == 0 for part in year.part]
    result = world.settled(registry, year, run="2025", peripheral=far)

    assert world.theme_of(result, year)[0, 0] == "T05"
    assert kinds(result) == [("death", "T01"), ("birth", "T05")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"labels": [0, 0, 1]}, "2 segments and 3 labels: give one for each"),
        ({"labels": [0, -1]}, "labels hold -1: every segment needs a cluster from 0 up"),
        (
            {"segment_ids": ["a", "a"]},
            "two segments have the same segment_id: make the ids unique",
        ),
        ({"projects": ["p"]}, "2 segments and 1 projects: give one for each"),
        (
            {"labels": [], "segment_ids": [], "vectors": np.zeros((0, 2))},
            "there are no segments to settle",
        ),
    ],
)
def test_rows_that_do_not_fit_are_refused(change, message):
    fine = {"labels": [0, 1], "segment_ids": ["a", "b"], "vectors": np.eye(2)}
    with pytest.raises(ValueError) as error:
        ThemeRegistry.empty().settle(**{**fine, **change})

    assert str(error.value) == message


def test_vectors_of_another_encoder_are_refused(world):
    given, registry = world.first()
    with pytest.raises(ConfigError) as error:
        registry.settle([0], ["x"], np.ones((1, 7)))
    assert str(error.value) == (
        "the theme registry holds vectors of 24 dimensions, these have 7: "
        "use the encoder it was made with, or start a new registry"
    )

    named = replace(registry, encoder="e5 rev 1")
    with pytest.raises(ConfigError) as error:
        world.settled(named, given, encoder="e5 rev 2")
    assert str(error.value) == (
        "the theme registry was made with encoder 'e5 rev 1', not 'e5 rev 2': "
        "use that encoder, or start a new registry"
    )


def test_names_are_told_in_events_and_kept_by_the_registry(world):
    given, registry = world.first()
    named = registry.with_names({"T02": ("møder", ["møde", "dagsorden"])})
    result = world.settled(
        named, given, lambda p: p if p[0] == 1 else p[0], run="2025", steady=False
    ).with_names({"T02": ("mødestruktur", ["møde"]), "T05": ("mødeledelse", ["ordstyrer"])})
    (event,) = result.events

    assert (event.name, event.flows[0].name) == ("mødeledelse", "møder")
    assert result.registry.events[-1] == event
    assert result.registry["T02"].name == "mødestruktur"
    assert result.registry["T05"].keywords == ("ordstyrer",)
