"""What turns text into vectors: the protocol, and the way to get one by name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from evalmine.embeddings.cache import EmbeddingCache
from evalmine.embeddings.model_file import Float32, read_card
from evalmine.embeddings.stored_encoder import EngineName, StoredEncoder
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

DeviceName = Literal["auto", "cpu", "cuda", "mps"]

DEFAULT = "e5-small-nordic"
BUILT_IN = ("default", "balanced", "fast", DEFAULT, "lexical")


class Encoder(Protocol):
    """What turns texts into vectors of unit length.

    The bits of a text's vector depend on the text, `name` and `revision` only: not on the texts
    beside it, nor on the number of threads.

    An encoder may also have ``n_texts_at_once`` (how many texts are worth handing over in one
    call) and ``sends_to`` (where texts go, if they leave the machine); `embed` and the command
    line ask for them.
    """

    @property
    def name(self) -> str:
        """Name, the same on every machine."""
        ...

    @property
    def revision(self) -> str:
        """Changes whenever vectors may change; the cache is keyed by it."""
        ...

    def encode(self, texts: Sequence[str]) -> Float32:
        """Return one vector per text, shape (n_texts, n_dims); ``(0, n_dims)`` for none."""
        ...


@runtime_checkable
class Preparing(Protocol):
    """An encoder that computes something of its own before the first text, and may remember it."""

    def prepare(self, cache: EmbeddingCache | None) -> None:
        """Get ready, with what the cache knows."""
        ...


def load_encoder(
    name: str = "default",
    *,
    engine: EngineName = "numpy",
    n_threads: int | None = None,
    device: DeviceName = "auto",
    prefix: str | None = None,
    center: bool = True,
) -> Encoder:
    """Return an encoder by name.

    | name | what it is | what it costs |
    | --- | --- | --- |
    | `balanced`, `default`, `e5-small-nordic` | ships with evalmine | tens of texts a CPU second |
    | `fast` | ships with evalmine; knows no word order | some 30,000 short texts a CPU s |
    | `lexical` | shared letters only, no model | some 30,000 short texts a CPU s |
    | `ORGANIZATION/MODEL`, a folder | any sentence-transformers model | its size; slow on a CPU |
    | `openai:MODEL`, `openai:MODEL@URL` | OpenAI-compatible server | texts LEAVE THE MACHINE |

    The shipped ones read Danish, Norwegian, Swedish and English.

    Nothing leaves the machine unless an ``openai:`` encoder is named. Models are looked for on
    this machine only, unless the environment says ``HF_HUB_OFFLINE=0``.

    Parameters
    ----------
    name : str, default "default"
        See the table.
    engine : {"numpy", "torch"}, default "numpy"
        What computes the default encoder; other encoders take no notice of it.
    n_threads : int, optional
        Threads to use; all cores by default. Never changes a vector.
    device : {"auto", "cpu", "cuda", "mps"}, default "auto"
        Where a sentence-transformers model runs; ``"auto"`` takes a GPU when there is one.
    prefix : str, optional
        What is put before every text. By default what the model was trained with, see
        `evalmine.embeddings.prefixes.prefix_for`. Only for models that evalmine does not ship.
    center : bool, default True
        Take out of the vectors of a model that evalmine does not ship what they all share, and
        the language a text is written in, so that cosines are comparable between encoders; see
        `evalmine.embeddings.centering`.

    Returns
    -------
    Encoder

    Raises
    ------
    ConfigError
        If there is no such encoder, engine or device.
    MissingExtraError
        If sentence-transformers is needed and not installed.

    Examples
    --------
    >>> load_encoder("lexical").encode(["Vi fik et fælles sprog."]).shape
    (1, 4096)
    """
    if engine not in ("numpy", "torch"):
        raise ConfigError(f'unknown engine {engine!r}: use "numpy" or "torch"')
    if name in BUILT_IN:
        return _built_in(name, engine, n_threads)
    encoder = _other(name, n_threads, device, prefix)
    if not center:
        return encoder
    from evalmine.embeddings.centering import CenteredEncoder

    return CenteredEncoder(encoder)


def _built_in(name: str, engine: EngineName, n_threads: int | None) -> Encoder:
    if name == "lexical":
        from evalmine.embeddings.lexical import LexicalEncoder

        return LexicalEncoder()
    if name == "fast":
        folder = resource_path("models", "e5-static-nordic")
        from evalmine.embeddings.static_encoder import StaticEncoder

        return StaticEncoder(folder)
    return StoredEncoder(read_card(resource_path("models", DEFAULT)), engine, n_threads)


def _refuse_misspelling(name: str) -> None:
    """Ask back where a word is nearly a preset, and no folder."""
    near = difflib.get_close_matches(name.lower(), BUILT_IN, n=1, cutoff=0.7)
    if near and "/" not in name and not Path(name).exists():
        raise ConfigError(f'no encoder {name!r}; did you mean "{near[0]}"?')


def _other(name: str, n_threads: int | None, device: DeviceName, prefix: str | None) -> Encoder:
    if name.startswith("openai:"):
        from evalmine.embeddings.api_encoder import ApiEncoder

        return ApiEncoder(name, n_threads=n_threads, prefix=prefix)
    _refuse_misspelling(name)
    from evalmine.embeddings.transformer_encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name, n_threads, device=device, prefix=prefix)
