"""The sentence-transformers back-end, with the shipped model as the model at hand."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from evalmine.embeddings import Encoder, load_encoder
from evalmine.embeddings.centering import Shared
from evalmine.embeddings.model_file import read_card, read_weights
from evalmine.embeddings.sentence_transformer import build_sentence_transformer, pick_device
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


@pytest.fixture(scope="module")
def raw(folder: Path) -> Encoder:
    """The shipped model as anybody's model, with nothing taken out of its vectors."""
    return load_encoder(str(folder), center=False, n_threads=1)


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


def test_model_from_a_folder(raw: Encoder, default: Encoder) -> None:
    """A folder is named after itself, gets e5's prefix, reads long texts to their end."""
    card = read_card(resource_path("models", "e5-small-nordic"))
    shared = Shared(card.mean, card.language_directions)

    assert raw.name == "my-e5-small"
    assert raw.encode([]).shape == (0, 384)
    rest = shared.removed_from(raw.encode(TEXTS))
    assert (rest * default.encode(TEXTS)).sum(axis=1).min() >= 0.9999


def test_bits_do_not_depend_on_neighbors_or_threads(raw: Encoder, folder: Path) -> None:
    """Alone, together, and on another number of threads; torch's setting is given back."""
    import torch

    before = torch.get_num_threads()
    texts = [*TEXTS[:3], *(f"tekst nummer {i}" for i in range(40))]
    together = raw.encode(texts)
    two = load_encoder(str(folder), center=False, n_threads=2)

    np.testing.assert_array_equal(two.encode(texts[::-1]), together[::-1])
    np.testing.assert_array_equal(raw.encode(texts[:1])[0], together[0])
    assert torch.get_num_threads() == before


def test_batches_agree_with_sentence_transformers(raw: Encoder, folder: Path) -> None:
    """Padding and batches change nothing but the last bits."""
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(folder), device="cpu")
    expected = plain.encode([f"query: {text}" for text in TEXTS[:3]], normalize_embeddings=True)

    assert (raw.encode(TEXTS[:3]) * expected).sum(axis=1).min() >= 0.99999


def test_revision_is_the_same_each_time(raw: Encoder, folder: Path) -> None:
    """Nothing drawn at random while loading enters it; prefix, centering and device do."""
    centered = load_encoder(str(folder))
    prefixed = load_encoder(str(folder), center=False, prefix="passage: ")

    assert centered.revision.startswith(f"{raw.revision}-c")
    assert prefixed.revision != raw.revision
    assert raw.revision.endswith("-cpu")


def test_encoder_survives_pickling(raw: Encoder) -> None:
    """The copy reads the model again, from where the first one did."""
    copy = pickle.loads(pickle.dumps(raw))

    assert (copy.name, copy.revision) == (raw.name, raw.revision)


def test_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A GPU is taken when torch finds one; one that is not there is refused."""
    import torch

    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert pick_device("auto") == "cpu"
    with pytest.raises(ConfigError, match="no cuda device on this machine"):
        pick_device("cuda")
    with pytest.raises(ConfigError, match="unknown device 'tpu'"):
        pick_device("tpu")

    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert pick_device("auto") == "mps"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert pick_device("auto") == "cuda"
    assert pick_device("cpu") == "cpu"


def test_words_without_a_transformer(tmp_path: Path) -> None:
    """A table of word vectors cannot be padded: its texts are computed one by one."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"[UNK]": 0, "tid": 1, "ledelse": 2, "møde": 3}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(4, dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(
        str(tmp_path / "words")
    )
    encoder = load_encoder(str(tmp_path / "words"), center=False)

    vectors = encoder.encode(["tid", "møde møde", "tid ledelse"])

    np.testing.assert_allclose(vectors[:2], weights[[1, 3]], atol=1e-6)
    np.testing.assert_array_equal(vectors[2], encoder.encode(["tid ledelse"])[0])


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
