import numpy as np

from evalmine.coding.similarity import cosines, displaced, mean_of_nearest, on_grid


def unit_rows(n, n_dims, seed):
    rows = np.random.default_rng(seed).normal(size=(n, n_dims))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_is_the_mean_cosine_to_the_nearest():
    vectors, anchors = unit_rows(40, 384, 0), unit_rows(9, 384, 1)
    expected = np.sort(vectors.astype(float) @ anchors.T.astype(float), axis=1)[:, -4:].mean(axis=1)
    found = mean_of_nearest(vectors, on_grid(anchors), 4)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    all_of_them = mean_of_nearest(vectors, on_grid(anchors[:2]), 4)
    np.testing.assert_allclose(all_of_them, (vectors @ anchors[:2].T).mean(axis=1), atol=1e-5)


def test_the_same_bits_in_any_batch_and_order_of_dimensions():
    vectors, anchors = unit_rows(1100, 384, 2), unit_rows(17, 384, 3)
    whole = mean_of_nearest(vectors, on_grid(anchors), 4)
    single = [mean_of_nearest(vectors[i : i + 1], on_grid(anchors), 4)[0] for i in (0, 511, 1099)]
    assert whole[[0, 511, 1099]].tolist() == single
    turned = mean_of_nearest(vectors[:, ::-1], on_grid(anchors[:, ::-1]), 4)
    assert turned.tobytes() == whole.tobytes()


def test_cosines_from_another_point_are_exact_in_any_batch():
    vectors, directions = unit_rows(700, 384, 4), unit_rows(5, 384, 5)
    center = vectors.mean(axis=0)
    found = cosines(displaced(vectors, on_grid(center)), on_grid(directions))
    moved = vectors.astype(float) - center
    expected = moved @ directions.T / np.linalg.norm(moved, axis=1, keepdims=True)
    np.testing.assert_allclose(found, expected, atol=1e-4)
    for i in (0, 350, 699):
        alone = cosines(displaced(vectors[i : i + 1], on_grid(center)), on_grid(directions))
        assert alone.tobytes() == found[i].tobytes()
    assert cosines(np.zeros((1, 384)), on_grid(directions)).tolist() == [[0.0] * 5]
