"""The sentence-transformers back-end, with the shipped model as the model at hand."""

from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import Encoder, load_encoder
from evalmine.embeddings.model_file import read_card, read_weights
from evalmine.embeddings.sentence_transformer import build_sentence_transformer, prefix_for
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

pytest.importorskip("sentence_transformers")
TEXTS = [
    "Vi fik et fælles sprog for trivsel på arbejdspladsen.",
    "",
    "The managers did not take part because they were busy.",
    "Det var svært at finde tid. " * 100,
]


@pytest.fixture(scope="module")
def torch_engine() -> Encoder:
    """The default encoder, computed by torch."""
    return load_encoder(engine="torch")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model saved as a sentence-transformers folder."""
    card = read_card(resource_path("models", "e5-small-nordic"))
    path = tmp_path_factory.mktemp("models") / "my-e5-small"
    build_sentence_transformer(card, read_weights(card)).save(str(path))
    return path


def test_engines_agree(default: Encoder, torch_engine: Encoder) -> None:
    """numpy and torch give the same vectors to cosine 0.9999, long texts included."""
    cosines = (default.encode(TEXTS) * torch_engine.encode(TEXTS)).sum(axis=1)

    assert cosines.min() >= 0.9999


def test_engine_is_part_of_the_revision(default: Encoder, torch_engine: Encoder) -> None:
    """Vectors of two engines are never mixed up in a cache."""
    assert default.name == torch_engine.name
    assert default.revision != torch_engine.revision


def test_torch_bits_do_not_depend_on_neighbors_or_threads(torch_engine: Encoder) -> None:
    """One text per pass on one thread: the same bits, and torch's setting is given back."""
    import torch

    before = torch.get_num_threads()
    together = torch_engine.encode(TEXTS)
    alone = np.concatenate([torch_engine.encode([text]) for text in TEXTS])
    single = load_encoder(engine="torch", n_threads=1).encode(TEXTS)

    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together, single)
    assert torch.get_num_threads() == before


def test_model_from_a_folder(folder: Path, default: Encoder) -> None:
    """A folder is named after itself, gets e5's prefix, and only lacks what is removed."""
    encoder = load_encoder(str(folder))
    card = read_card(resource_path("models", "e5-small-nordic"))
    centered = encoder.encode(TEXTS[:3]) - card.mean
    for direction in card.language_directions:
        centered -= np.outer(centered @ direction, direction)
    centered /= np.linalg.norm(centered, axis=1, keepdims=True)

    assert encoder.name == "my-e5-small"
    assert encoder.encode([]).shape == (0, 384)
    assert (centered * default.encode(TEXTS[:3])).sum(axis=1).min() >= 0.9999


def test_revision_is_the_same_each_time(folder: Path) -> None:
    """Nothing drawn at random while loading enters the revision."""
    assert load_encoder(str(folder)).revision == load_encoder(str(folder)).revision


def test_unknown_model_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name is one line that says what to do."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    with pytest.raises(ConfigError, match=r'is not on this machine.*use "default"') as caught:
        load_encoder("nobody/no-such-model")

    assert "\n" not in str(caught.value)


def test_folder_without_a_model(tmp_path: Path) -> None:
    """A folder that holds something else is refused in one line."""
    (tmp_path / "config.json").write_text("{", encoding="utf-8")

    with pytest.raises(ConfigError, match="holds no usable sentence-transformers model") as caught:
        load_encoder(str(tmp_path))

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("intfloat/multilingual-e5-large", "query: "),
        ("/models/multilingual-e5-base/", "query: "),
        ("nomic-ai/nomic-embed-text-v1.5", "clustering: "),
        ("sentence-transformers/all-MiniLM-L6-v2", ""),
    ],
)
def test_known_prefixes(name: str, prefix: str) -> None:
    """Models that were trained with a prefix get it."""
    assert prefix_for(name) == prefix
