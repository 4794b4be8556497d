"""The files of the coder that ships, and when it is used."""

import hashlib
import importlib.util
import json
import shutil

import pytest

from evalmine.coding.codebook import load_codebook
from evalmine.coding.examples import coder_folder
from evalmine.coding.examples.coder_folder import read_taught, shipped_coder, write_taught
from evalmine.embeddings import EmbeddingCache, embed, load_encoder
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

FOLDER = resource_path("models", "wellbeing-coder")
FACTS = json.loads((FOLDER / "model.json").read_text(encoding="utf-8"))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def rebuild():
    spec = importlib.util.spec_from_file_location("rebuild", FOLDER / "rebuild.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_ships_for_the_codebook_and_the_encoder_that_ship():
    """Changed a word of the codebook, or the encoder?  Then run rebuild.py."""
    book = load_codebook("wellbeing")
    for engine in ("numpy", "torch"):
        encoder = load_encoder(engine=engine)
        coder = shipped_coder(book, encoder)
        assert coder is not None
        assert coder.codebook is book
        assert coder.encoder is encoder
    assert FACTS["code_ids"] == list(book.code_ids)


def test_for_another_codebook_or_encoder_there_is_none():
    book = load_codebook("wellbeing")
    changed = book.model_copy(update={"codes": book.codes[:-1]})
    assert shipped_coder(changed, load_encoder()) is None
    assert shipped_coder(load_codebook("oecd_dac"), load_encoder()) is None
    assert shipped_coder(book, load_encoder("lexical")) is None
    assert shipped_coder(book, load_encoder("fast")) is None


def test_it_is_small_and_says_what_it_was_made_of():
    assert sum((FOLDER / name).stat().st_size for name in ("weights.npz", "model.json")) < 2e6
    assert sha256(FOLDER / "examples.csv") == FACTS["examples_sha256"]
    assert sha256(FOLDER / "weights.npz") == FACTS["weights_sha256"]
    assert FACTS["weights_sha256"] in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_examples_are_coded_with_the_codebook_and_each_stands_once(rebuild):
    book = load_codebook("wellbeing")
    examples = rebuild.read_examples(FOLDER / "examples.csv", book)
    assert len(set(examples.texts)) == len(examples.texts) == FACTS["n_examples"]
    assert all(text == text.strip() for text in examples.texts)
    assert examples.marks.sum(axis=0).min() >= 50
    assert 0.15 < (examples.marks.sum(axis=1) == 0).mean() < 0.3
    text = (FOLDER / "examples.csv").read_text(encoding="utf-8")
    told = {c for line in rebuild._rows(FOLDER / "examples.csv") for c in line["codes"].split(";")}
    assert told - {""} == set(book.code_ids)
    assert "\r" not in text


def test_it_comes_back_as_it_was_and_in_the_same_bytes(tmp_path):
    book, encoder = load_codebook("wellbeing"), load_encoder()
    taught = read_taught(FOLDER)
    about = {
        key: FACTS[key]
        for key in (
            "examples_sha256",
            "n_examples",
            "calibrated_on",
            "vectors_sha256",
            "made_with",
        )
    }
    write_taught(taught, tmp_path / "again", book, encoder, about)
    for name in ("model.json", "weights.npz"):
        assert sha256(tmp_path / "again" / name) == sha256(FOLDER / name)


def test_damaged_weights_are_refused_in_one_line(tmp_path, monkeypatch):
    folder = tmp_path / "models" / "wellbeing-coder"
    shutil.copytree(FOLDER, folder)
    content = bytearray((folder / "weights.npz").read_bytes())
    content[5000] ^= 1
    (folder / "weights.npz").write_bytes(content)
    monkeypatch.setattr(coder_folder, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(ConfigError, match=r"wellbeing-coder/weights\.npz is damaged: reinstall"):
        shipped_coder(load_codebook("wellbeing"), load_encoder())


@pytest.mark.slow
def test_rebuilding_gives_the_file_that_ships_to_the_byte(rebuild, tmp_path):
    book, encoder = load_codebook("wellbeing"), load_encoder()
    examples = rebuild.read_examples(FOLDER / "examples.csv", book)
    cache = EmbeddingCache(tmp_path / "cache")
    vectors = embed(rebuild.lessons(examples, book).texts, encoder, cache=cache)
    if hashlib.sha256(vectors.tobytes()).hexdigest() != FACTS["vectors_sha256"]:
        pytest.skip("this kind of processor computes other last bits of the vectors")
    rebuild.main(tmp_path, cache=cache)
    for name in ("model.json", "weights.npz"):
        assert sha256(tmp_path / name) == sha256(FOLDER / name)
