"""The numpy engine: whichever tiles hold on a machine, a text's vector is the same to the bit."""

import numpy as np
import pytest

from evalmine.embeddings import Encoder, load_encoder, numpy_engine
from evalmine.embeddings.threads import split_evenly

TEXTS = [
    *["Vi mødes hver uge.", "Det er for dyrt.", "We meet each week."] * 3,
    "Lederne deltog ikke, fordi de havde travlt, og derfor faldt mødestrukturen fra hinanden.",
    "Vi holdt møder om trivsel hver uge. " * 60,
]


@pytest.fixture(scope="module")
def vectors(default: Encoder) -> np.ndarray:
    """Vectors of TEXTS by the tiles that hold here."""
    return default.encode(TEXTS)


@pytest.mark.parametrize("tile_rows", [(96,), (24,), (384, 48)])
def test_bits_do_not_depend_on_tiles(
    tile_rows: tuple[int, ...], vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine on which only some tiles hold computes the same vectors with those."""
    held = numpy_engine._pick_tile_rows
    picked: list[tuple[int, ...]] = []

    def pick(layer: numpy_engine._Layer) -> tuple[int, ...]:
        picked.append(held(layer))
        return tile_rows

    monkeypatch.setattr(numpy_engine, "_pick_tile_rows", pick)
    found = load_encoder().encode(TEXTS)

    if not set(tile_rows) <= set(picked[0]):
        pytest.skip("these tiles do not hold on this machine")
    np.testing.assert_array_equal(found, vectors)


def test_long_texts_in_small_blocks(
    default: Encoder, vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many heads and texts attend in one call leaves no trace."""
    monkeypatch.setattr(numpy_engine, "_BLOCK_SCORES", 1)

    np.testing.assert_array_equal(default.encode(TEXTS), vectors)


@pytest.mark.parametrize("n_rows", [1, 23, 24, 25, 700])
def test_tiles_cover_all_rows(n_rows: int) -> None:
    """Tiles follow each other, have known sizes, and pad less than the smallest of them."""
    tiles = numpy_engine._cut_tiles(n_rows, numpy_engine.TILE_ROWS)

    assert [tile.start for tile in tiles] == [0, *(tile.stop for tile in tiles[:-1])]
    assert {tile.stop - tile.start for tile in tiles} <= set(numpy_engine.TILE_ROWS)
    assert 0 <= tiles[-1].stop - n_rows < min(numpy_engine.TILE_ROWS)


def test_runs_end_together() -> None:
    """Two threads get as many tokens each, not one full run and a rest."""
    sizes = [10] * 200

    runs = split_evenly(sizes, n_threads=2, most=1536)

    assert [sum(sizes[run]) for run in runs] == [1000, 1000]
