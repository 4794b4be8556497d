"""Centering: cosines of different encoders become comparable, and nothing gets worse."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import EmbeddingCache, Encoder, embed
from evalmine.embeddings.centering import CenteredEncoder, find_shared
from evalmine.embeddings.neutral import neutral_sentences, parallel_sentences

N_DIMS = 128
LANGUAGE_OF = {
    sentence: i
    for file in parallel_sentences()
    for i, language in enumerate(file)
    for sentence in language
}
MEANING_OF = {
    sentence: f"{n}-{i}"
    for n, file in enumerate(parallel_sentences())
    for language in file
    for i, sentence in enumerate(language)
}


def _direction(seed: str) -> np.ndarray:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big")
    vector = np.random.default_rng(number).normal(size=N_DIMS)
    return vector / np.linalg.norm(vector)


class Compressed:
    """An encoder whose vectors share a direction, and a second one within a language."""

    name, revision = "compressed", "1"

    def __init__(self, common: float, language: float = 0.0) -> None:
        self.common, self.language = common, language
        self.n_texts = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Meaning, plus what all texts share, plus what those of a language share."""
        self.n_texts += len(texts)
        rows = [
            _direction(MEANING_OF.get(text, text))
            + self.common * _direction("common")
            + self.language * _direction(f"language {LANGUAGE_OF.get(text, 0)}")
            for text in texts
        ]
        vectors = np.array(rows, dtype=np.float32).reshape(len(texts), N_DIMS)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / lengths).astype(np.float32)


TEXTS = [f"tekst {i}" for i in range(80)]


def _pairs(vectors: np.ndarray) -> np.ndarray:
    cosines: np.ndarray = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    return cosines


@pytest.mark.parametrize("common", [0.0, 1.0, 3.0])
def test_cosines_of_encoders_become_comparable(common: float) -> None:
    """Random pairs lie around 0 with the same spread, however compressed they were."""
    raw = _pairs(Compressed(common).encode(TEXTS))
    rest = _pairs(CenteredEncoder(Compressed(common)).encode(TEXTS))

    assert np.median(raw) == pytest.approx(common**2 / (1 + common**2), abs=0.06)
    assert np.median(rest) == pytest.approx(0, abs=0.03)
    assert np.quantile(rest, 0.99) == pytest.approx(2.33 / N_DIMS**0.5, abs=0.05)


def test_language_does_not_keep_meanings_apart() -> None:
    """With two languages, the nearest text is the translation, not a neighbor of the language."""
    danish, _, _, english = parallel_sentences()[0]

    def share_met(encoder: Encoder) -> float:
        vectors = encoder.encode([*danish, *english])
        cosines = vectors @ vectors.T - 2 * np.eye(len(vectors))
        return float((cosines.argmax(axis=1)[: len(danish)] - len(danish) == range(75)).mean())

    assert share_met(Compressed(0.5, 3.0)) < 0.5
    assert share_met(CenteredEncoder(Compressed(0.5, 3.0))) == 1


def test_vectors_are_of_unit_length_and_independent() -> None:
    """Float32; alone and in company the same bits; no texts give no rows."""
    encoder = CenteredEncoder(Compressed(2.0))
    vectors = encoder.encode(TEXTS)

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors[3:4], encoder.encode(TEXTS[3:4]))
    assert vectors.dtype == np.float32
    assert encoder.encode([]).shape == (0, N_DIMS)


def test_sentences_are_computed_once_per_cache(tmp_path: Path) -> None:
    """A second process reads their vectors; with all texts known they are not needed at all."""
    cache = EmbeddingCache(tmp_path / "embeddings.sqlite")
    first = embed(TEXTS[:3], CenteredEncoder(Compressed(1.0)), cache=cache)

    inner = Compressed(1.0)
    again = embed(TEXTS[:3], CenteredEncoder(inner), cache=cache)
    assert inner.n_texts == 0
    more = embed(TEXTS[:4], CenteredEncoder(inner), cache=cache)

    assert inner.n_texts == 1
    np.testing.assert_array_equal(again, first)
    np.testing.assert_array_equal(more[:3], first)
    np.testing.assert_array_equal(more, embed(TEXTS[:4], CenteredEncoder(Compressed(1.0))))


def test_few_dimensions_are_not_used_up() -> None:
    """A vector of a few numbers loses its mean, and no directions."""

    class Tiny(Compressed):
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            """Return the first eight numbers."""
            return super().encode(texts)[:, :8]

    assert find_shared(Tiny(1.0, 1.0)).directions.shape == (0, 8)
    assert len(find_shared(Compressed(1.0, 1.0)).directions) == 4


def test_centering_is_part_of_the_revision() -> None:
    """Centered and raw vectors are never mixed up in a cache."""
    assert CenteredEncoder(Compressed(1.0)).revision.startswith("1-c")
    assert CenteredEncoder(Compressed(1.0)).name == "compressed"


def test_neutral_sentences() -> None:
    """300 of them, every meaning in four languages side by side."""
    sentences = neutral_sentences()

    assert len(sentences) == 300
    assert sentences[0].startswith("Mødet")
    assert sentences[3].startswith("The meeting")
