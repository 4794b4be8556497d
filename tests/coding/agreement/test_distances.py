from itertools import product

import numpy as np
import pytest

from evalmine.coding.agreement.distances import jaccard_distance, masi_distance, set_distances

SETS = [set(), {"a"}, {"b"}, {"a", "b"}, {"b", "c"}, {"a", "b", "c", "d"}]


@pytest.mark.parametrize(
    ("one", "other", "masi", "jaccard"),
    [  # Passonneau (2006): Jaccard times 1, 2/3 (one holds the other), 1/3 (overlap) or 0
        ({"a"}, {"a"}, 0, 0),
        ({"a", "b"}, {"a", "b", "c", "d"}, 1 - 2 / 3 * 2 / 4, 1 / 2),
        ({"a", "b"}, {"b", "c"}, 1 - 1 / 3 * 1 / 3, 2 / 3),
        ({"a"}, {"b", "c"}, 1, 1),
        (set(), {"a"}, 1, 1),
        (set(), set(), 0, 0),
    ],
)
def test_distances_of_sets(one, other, masi, jaccard):
    for first, second in ((one, other), (other, one)):
        assert masi_distance(first, second) == pytest.approx(masi)
        assert jaccard_distance(first, second) == pytest.approx(jaccard)


@pytest.mark.parametrize(
    ("name", "measure"), [("masi", masi_distance), ("jaccard", jaccard_distance)]
)
def test_the_table_of_distances_says_the_same(name, measure):
    pairs = [[measure(a, b) for b in SETS] for a in SETS]
    assert np.allclose(set_distances(SETS, name), pairs, atol=1e-15)


def test_masi_is_never_below_jaccard():
    assert all(masi_distance(a, b) >= jaccard_distance(a, b) for a, b in product(SETS, SETS))
