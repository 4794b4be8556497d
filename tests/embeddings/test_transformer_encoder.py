"""Batches on any device, with a stand-in for torch: what is promised where rows do not hold."""

from collections.abc import Sequence
from contextlib import nullcontext

import numpy as np
import pytest

from evalmine.embeddings import embed
from evalmine.embeddings.transformer_encoder import SentenceTransformerEncoder

TEXTS = [f"tekst {'meget ' * (i % 23)}{i}" for i in range(60)]
MODULE = "evalmine.embeddings.transformer_encoder"


class FakeModel:
    """A model of one token per word, whose vectors depend on the text and its padding.

    Parameters
    ----------
    by_row : bool
        Whether a vector's last bits also depend on the row it is computed in.
    """

    pads, n_dims, most_tokens, fingerprint = True, 4, 20, "fake"

    def __init__(self, by_row: bool = False) -> None:
        self.by_row = by_row
        self.shapes: list[tuple[int, int | None]] = []

    def session(self) -> nullcontext[None]:
        """Nothing to hold."""
        return nullcontext()

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Words, and one token before and after."""
        return [len(text.split()) + 2 for text in texts]

    def forward(self, texts: Sequence[str], n_tokens: int | None = None) -> np.ndarray:
        """Note the shape; a padded row must have room for its text."""
        self.shapes.append((len(texts), n_tokens))
        rows = []
        for i, text in enumerate(texts):
            words = [sum(map(ord, word)) for word in text.split()[: (n_tokens or 99) - 2]]
            row = np.cos(np.arange(4) * (1 + sum(words)) + (n_tokens or 0))
            rows.append(row * np.float32(1 + 1e-6 * i * self.by_row) + 1e-6 * i * self.by_row)
        return np.array(rows, dtype=np.float32)


@pytest.fixture(params=["cpu", "cuda"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A device; the GPU is one in name only."""
    monkeypatch.setattr(f"{MODULE}.pick_device", lambda device: request.param)
    return str(request.param)


def encoder_of(model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> SentenceTransformerEncoder:
    """Return an encoder over a stand-in."""
    monkeypatch.setattr(f"{MODULE}.TorchModel", lambda name, kind, prefix: model)
    return SentenceTransformerEncoder("fake", 2)


@pytest.mark.parametrize("by_row", [False, True])
def test_bits_do_not_depend_on_neighbors(
    kind: str, by_row: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on a device where a row's bits depend on its place: there it is one text at a time."""
    model = FakeModel(by_row)
    encoder = encoder_of(model, monkeypatch)
    order = np.random.default_rng(1).permutation(len(TEXTS))

    together = encoder.encode(TEXTS)
    model.shapes.clear()  # with those of the probes
    shuffled = encoder.encode([TEXTS[i] for i in order])

    np.testing.assert_array_equal(shuffled, together[order])
    np.testing.assert_array_equal(encoder.encode(TEXTS[7:8])[0], together[7])
    rows = [n_rows for n_rows, _ in model.shapes]
    assert max(rows) == 1 if by_row else min(rows) > 1


def test_a_batch_is_always_full_and_padded(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One shape per length; a GPU takes thousands of tokens at once."""
    model = FakeModel()
    encoder_of(model, monkeypatch).encode(TEXTS)

    assert len(set(model.shapes)) == len({n_tokens for _, n_tokens in model.shapes})
    sizes = [n_rows * (n_tokens or 0) for n_rows, n_tokens in model.shapes]
    assert min(sizes) > (10_000 if kind == "cuda" else 200)


def test_device_is_part_of_the_revision(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of a GPU and of a CPU are never mixed up in a cache."""
    assert encoder_of(FakeModel(), monkeypatch).revision == f"fake-{kind}"


def test_long_texts_are_read_to_their_end(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the model's limit the end of a text still counts, and no batch is over it."""
    model = FakeModel()
    encoder = encoder_of(model, monkeypatch)
    body = "ord " * 50

    one, same, other = encoder.encode([body, body, body + "slut " * 12])

    np.testing.assert_array_equal(one, same)
    assert one @ other < 0.9999
    assert max(n_tokens or 0 for _, n_tokens in model.shapes) <= 20


def test_embed_hands_over_as_much_as_is_worth_it(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A GPU gets thousands of texts in one call."""
    encoder = encoder_of(FakeModel(), monkeypatch)
    steps: list[int] = []

    texts = [str(i) for i in range(1000)]
    embed(texts, encoder, progress=lambda done, total: steps.append(done))

    assert steps == ([0, 1000] if kind == "cuda" else [0, 512, 1000])
