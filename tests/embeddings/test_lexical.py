"""The lexical encoder: shared letters, no model, no state."""

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from evalmine.embeddings import Encoder
from evalmine.embeddings.lexical import ngram_chunks, ngram_counts


def test_shared_words_are_near(lexical: Encoder) -> None:
    """Inflected forms are near; other words are near zero."""
    base, inflected, other = lexical.encode(
        ["Fælles sprog på arbejdspladsen", "et fælles sprog på arbejdspladser", "Regnen øde høst"]
    )

    assert base @ inflected > 0.6
    assert abs(base @ other) < 0.15


def test_case_and_marks_do_not_count(lexical: Encoder) -> None:
    """Upper case and punctuation leave the vector as it is."""
    one, two = lexical.encode(["Fælles sprog!", "»FÆLLES«, sprog"])

    np.testing.assert_array_equal(one, two)


def test_every_vector_has_unit_length(lexical: Encoder) -> None:
    """The empty text and pure punctuation too; no texts give no rows."""
    vectors = lexical.encode(["", "...", "a", "Et helt almindeligt svar"])

    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert vectors.dtype == np.float32
    assert lexical.encode([]).shape == (0, vectors.shape[1])


def test_a_text_does_not_depend_on_its_neighbors(lexical: Encoder) -> None:
    """Alone and in company: the same bits."""
    texts = ["Lederne gik foran", "Der manglede tid", "Kort"]

    alone = np.concatenate([lexical.encode([text]) for text in texts])

    np.testing.assert_array_equal(lexical.encode(texts), alone)


def test_counts_are_those_of_hashed_character_ngrams(lexical: Encoder) -> None:
    """The reference is scikit-learn's vectorizer; chunks change nothing."""
    hashing = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=4096, norm=None, dtype=np.float32
    )
    texts = ["Et fælles sprog, et fælles mål!", "å", "i a ab abc abcd", "", "A_b x_y 1½", "..."]
    plain = ["".join(c if c.isalnum() else " " for c in text.lower()) for text in texts]
    expected = hashing.transform(plain).toarray()
    damped = np.sign(expected) * np.log1p(np.abs(expected))

    np.testing.assert_array_equal(ngram_counts(texts).toarray(), damped)
    chunks = [chunk.toarray() for chunk in ngram_chunks(texts, 4)]
    np.testing.assert_array_equal(np.vstack(chunks), damped)
    assert [len(chunk) for chunk in chunks] == [4, 2]
    assert ngram_counts([]).shape == (0, 4096)
    assert ngram_counts(["", "!"]).nnz == 0
