import numpy as np

from evalmine.coding.similarity import mean_of_nearest, on_grid


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
