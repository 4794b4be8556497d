"""What became of a lost theme is told once, with the numbers of known and of new texts."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("n_again", [0, 6])
def test_where_the_texts_of_a_lost_theme_are_is_told_in_true_numbers(world, n_again):
    """Texts of topic 5 go to five themes, and no third of them to any."""
    given, registry = world.first(n=20, topics=6)
    year = world.texts("b", {p: 15 if p[0] < 5 else 6 for p in world.everything(topics=6)})
    known = [i for i, part in enumerate(given.part) if part[0] == 5][:n_again]
    parts = [*year.part, *(given.part[i] for i in known)]
    labels = [i % 5 if part[0] == 5 else part[0] for i, part in enumerate(parts)]
    result = registry.settle(
        labels,
        [*year.ids, *(given.ids[i] for i in known)],
        [*year.vectors, *given.vectors[known]],
        run="2025",
        steady=False,
    )
    (death,) = result.events
    n_told = sum(flow.n_shared for flow in death.flows)
    n_new = n_told - n_again
    da, en = death.sentence("da"), death.sentence("en")

    assert (death.kind, death.theme_id) == ("death", "T06")
    assert sum(flow.n_known for flow in death.flows) == n_again
    assert 5 < n_new <= 12
    if n_again:
        assert f" {n_again} segmenter, der hørte til det, og {n_new} nye segmenter, der" in da
        assert f" {n_again} segments that belonged to it and {n_new} new segments near" in en
    else:
        assert f" {n_new} nye segmenter, der ligger nærmest det, ligger i T0" in da
        assert f" {n_new} new segments nearest to it lie in T0" in en
        assert "hørte" not in da
        assert "belonged" not in en
    for flow in death.flows:
        assert f"{flow.theme_id} ({flow.n_shared})" in da
        assert f"{flow.theme_id} ({flow.n_shared})" in en


def test_the_end_of_a_theme_that_two_take_over_is_told_once_by_the_one_with_most(world):
    given, registry = world.first()
    vectors, labels = given.vectors.copy(), [part[0] for part in given.part]
    lost = [i for i, part in enumerate(given.part) if part[0] == 3]
    for place, i in enumerate(lost):
        labels[i] = 1 if place < 24 else 0
        vectors[i] = given.vectors[labels.index(labels[i])]
    result = registry.settle(labels, given.ids, vectors, run="2025", steady=False)

    assert [(e.kind, e.theme_id) for e in result.events] == [("takeover", "T01"), ("merge", "T02")]
    assert [(e.flows[-1].theme_id, e.flows[-1].n_shared) for e in result.events] == [
        ("T04", 16),
        ("T04", 24),
    ]
    told = " ".join(e.sentence("da") for e in result.events)
    assert told.count("T04 er ikke længere et tema for sig") == 1
