"""embed: each distinct text once, fresh and cached the same to the bit."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import EmbeddingCache, Encoder, embed
from evalmine.embeddings.embed import CHUNK

TEXTS = ["Lederne gik foran.", "Der manglede tid.", "Lederne gik foran.", ""]


class Counting:
    """An encoder that notes what it was asked, and may be killed."""

    name, revision = "counting", "1"

    def __init__(self, dies_after: int = 10**9) -> None:
        self.seen: list[str] = []
        self.dies_after = dies_after

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a vector that depends on the text's letters."""
        if texts and len(self.seen) + len(texts) > self.dies_after:
            raise KeyboardInterrupt
        self.seen += texts
        rows = [np.cos(np.arange(3) + sum(map(ord, text))) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 3)


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    """An empty cache."""
    return EmbeddingCache(tmp_path / "embeddings.sqlite")


def test_cached_equals_fresh(default: Encoder, cache: EmbeddingCache) -> None:
    """No cache, first run and second run: the same bits, on the float16 grid."""
    fresh = embed(TEXTS, default)
    first = embed(TEXTS, default, cache=cache)
    second = embed(TEXTS, default, cache=cache)

    np.testing.assert_array_equal(first, fresh)
    np.testing.assert_array_equal(second, fresh)
    np.testing.assert_array_equal(fresh, fresh.astype(np.float16).astype(np.float32))
    np.testing.assert_allclose(np.linalg.norm(fresh, axis=1), 1, atol=1e-3)
    assert fresh.dtype == np.float32


def test_each_distinct_text_once(cache: EmbeddingCache) -> None:
    """Repeats, other normal forms and known texts cost nothing."""
    encoder = Counting()
    vectors = embed([*TEXTS, "på", unicodedata.normalize("NFD", "på")], encoder, cache=cache)
    embed([*TEXTS, "ny"], encoder, cache=cache)

    assert encoder.seen == ["Lederne gik foran.", "Der manglede tid.", "", "på", "ny"]
    np.testing.assert_array_equal(vectors[0], vectors[2])
    np.testing.assert_array_equal(vectors[4], vectors[5])


def test_a_kill_loses_one_chunk_at_most(cache: EmbeddingCache) -> None:
    """What was computed before a kill is in the cache."""
    texts = [f"tekst {i}" for i in range(3 * CHUNK)]
    with pytest.raises(KeyboardInterrupt):
        embed(texts, Counting(dies_after=2 * CHUNK), cache=cache)

    again = Counting()
    embed(texts, again, cache=cache)

    assert again.seen == texts[2 * CHUNK :]


def test_progress(cache: EmbeddingCache) -> None:
    """Progress counts distinct texts, known ones as done."""
    texts = [f"tekst {i}" for i in range(CHUNK + 10)]
    embed(texts[:5], Counting(), cache=cache)
    calls: list[tuple[int, int]] = []

    embed(texts, Counting(), cache=cache, progress=lambda done, total: calls.append((done, total)))

    assert calls == [(5, CHUNK + 10), (CHUNK + 5, CHUNK + 10), (CHUNK + 10, CHUNK + 10)]


def test_known_texts_ask_nothing(cache: EmbeddingCache) -> None:
    """With every text in the cache an encoder behind a server is not even asked for its size."""

    class Silent(Counting):
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            """Nobody may ask."""
            raise AssertionError

    first = embed(TEXTS, Counting(), cache=cache)

    np.testing.assert_array_equal(embed(TEXTS, Silent(), cache=cache), first)


def test_vectors_of_another_length_are_computed_again(cache: EmbeddingCache) -> None:
    """A cache that holds something odd under the same name is not believed."""
    cache.put({TEXTS[0]: np.ones(2, dtype=np.float16)}, "counting", "1")

    vectors = embed(TEXTS, Counting(), cache=cache)

    np.testing.assert_array_equal(vectors, embed(TEXTS, Counting()))


def test_encoder_decides_how_much_at_once() -> None:
    """An encoder that wants more texts in one call gets them."""

    class Greedy(Counting):
        n_texts_at_once = 300

    calls: list[int] = []
    texts = [f"tekst {i}" for i in range(400)]
    embed(texts, Greedy(), progress=lambda done, _: calls.append(done))

    assert calls == [0, 300, 400]


def test_no_texts(default: Encoder, cache: EmbeddingCache) -> None:
    """No texts give no rows, with the encoder's number of columns."""
    assert embed([], default, cache=cache).shape == (0, 384)
