"""The `fast` encoder: same bits in any company, meaning across languages, exact sums."""

import json
import pickle
import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import load_encoder
from evalmine.embeddings.static_encoder import StaticEncoder
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

FOLDER = resource_path("models", "e5-static-nordic")
TEXTS = [
    "Vi fik et fælles sprog for trivsel på arbejdspladsen.",
    "",
    "Ja",
    "The managers did not take part because they were busy.",
    "🙂",
    "Prosjektet ga oss nye verktøy, som vi bruker hver uke.",
    "Det var svært at finde tid. " * 200,
]
TRANSLATIONS = [
    ("Lederne havde ikke tid til at deltage.", "The managers had no time to take part."),
    ("Møderne blev kortere og bedre.", "The meetings became shorter and better."),
    ("Der var for få penge til projektet.", "There was too little money for the project."),
    ("Kollegerne hjælper hinanden mere.", "Colleagues help each other more."),
    ("Regnen ødelagde høsten.", "The rain ruined the harvest."),
]


@pytest.fixture(scope="module")
def fast() -> StaticEncoder:
    """The preset."""
    encoder = load_encoder("fast")
    assert isinstance(encoder, StaticEncoder)
    return encoder


@pytest.fixture(scope="module")
def vectors(fast: StaticEncoder) -> np.ndarray:
    """Vectors of TEXTS, computed together."""
    return fast.encode(TEXTS)


def test_vectors_have_unit_length(fast: StaticEncoder, vectors: np.ndarray) -> None:
    """One float32 row of length one per text, the empty text included; no row for none."""
    assert vectors.shape == (len(TEXTS), 256)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert fast.encode([]).shape == (0, 256)


def test_bits_do_not_depend_on_neighbors(fast: StaticEncoder, vectors: np.ndarray) -> None:
    """Reversed, alone, and among many others: the same bits."""
    alone = np.concatenate([fast.encode([text]) for text in TEXTS])
    crowded = fast.encode([*["Noget helt andet her."] * 300, *TEXTS])

    np.testing.assert_array_equal(fast.encode(TEXTS[::-1]), vectors[::-1])
    np.testing.assert_array_equal(alone, vectors)
    np.testing.assert_array_equal(crowded[300:], vectors)


def test_repeating_a_text_changes_nothing(fast: StaticEncoder) -> None:
    """The direction is that of the pieces' mean: a text said 50 times is the same text."""
    once, often = fast.encode(["Vi mødes", "Vi mødes " * 50])

    np.testing.assert_allclose(once, often, atol=1e-6)


def test_word_order_and_letters_form(fast: StaticEncoder) -> None:
    """Composed, decomposed and shouted letters are the same text; so is another word order."""
    text = "Små øvelser på tværs af åbne grupper"
    decomposed, shouted, turned = fast.encode(
        [unicodedata.normalize("NFD", text), text.upper(), "på tværs af åbne grupper Små øvelser"]
    )
    plain, lowered = fast.encode([text, text.lower()])

    np.testing.assert_array_equal(plain, decomposed)
    np.testing.assert_array_equal(lowered, shouted)
    np.testing.assert_allclose(plain, turned, atol=1e-6)


def test_translations_meet(fast: StaticEncoder) -> None:
    """A Danish sentence is nearest to its English translation."""
    danish, english = (fast.encode(side) for side in zip(*TRANSLATIONS, strict=True))

    assert ((danish @ english.T).argmax(axis=1) == np.arange(len(TRANSLATIONS))).all()


def test_encoder_survives_pickling(fast: StaticEncoder, vectors: np.ndarray) -> None:
    """Engines send encoders to other processes."""
    copy = pickle.loads(pickle.dumps(fast))

    assert (copy.name, copy.revision) == (fast.name, fast.revision)
    np.testing.assert_array_equal(copy.encode(TEXTS), vectors)


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    """Other weights are never computed with, and a card that is none is said so."""
    shutil.copy(FOLDER / "model.json", tmp_path)
    (tmp_path / "weights.npz").write_bytes(b"something else")

    with pytest.raises(ConfigError, match=r"weights\.npz is damaged or missing"):
        StaticEncoder(tmp_path).encode(["tekst"])

    (tmp_path / "model.json").write_text(json.dumps({"name": "x"}), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"model\.json is damaged or missing"):
        StaticEncoder(tmp_path)
