"""What every encoder does with its model's vectors."""

from __future__ import annotations

import numpy as np

from evalmine.embeddings.vectors import Shared, joined, unit


def test_rows_get_length_one_and_zeros_stay():
    rows = np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)
    assert unit(rows).tolist() == [[np.float32(0.6), np.float32(0.8)], [0.0, 0.0]]
    assert unit(rows).dtype == np.float32


def test_parts_count_by_their_tokens():
    parts = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], dtype=np.float32)
    assert joined(parts, [[3, 1], [2]]).tolist() == [[3.0, 1.0], [2.0, 2.0]]


def test_what_is_removed_is_gone_and_a_row_hangs_on_itself():
    generator = np.random.default_rng(0)
    vectors = generator.standard_normal((7, 5)).astype(np.float32)
    shared = Shared(np.full(5, 0.1, np.float32), np.eye(5, dtype=np.float32)[:2])
    rest = shared.removed_from(vectors)
    assert np.abs(rest[:, :2]).max() == 0
    assert np.array_equal(shared.removed_from(vectors[3:4])[0], rest[3])
