"""What became of a lost theme is told once, with the numbers of known and of new texts."""

from __future__ import annotations

import numpy as np
import pytest


@pytest.mark.parametrize("n_again", [0, 6])
def test_where_the_texts_of_a_lost_theme_are_is_told_in_true_numbers(world, n_again):
    """Texts of topic 3 go to three themes, none of which gets a third of another's size."""
    given, registry = world.first(n=20)
    year = world.texts("b", {p: 15 if p[0] < 3 else 6 for p in world.everything()})
    ids_again = given.only(lambda p: p[0] == 3).ids[:n_again]
    again = [given.ids.index(x) for x in ids_again]
    ids = [*year.ids, *ids_again]
    vectors = [*year.vectors, *given.vectors[again]]
    parts = [*year.part, *(given.part[i] for i in again)]
    # Four to eight texts to each theme: fewer than a third of topic 3 for most of them.
    labels = [i % 3 if part[0] == 3 else part[0] for i, part in enumerate(parts)]
    result = registry.settle(labels, ids, vectors, run="2025", steady=False)
    deaths = [e for e in result.events if e.kind == "death"]
    assert [e.theme_id for e in deaths] == ["T04"]
