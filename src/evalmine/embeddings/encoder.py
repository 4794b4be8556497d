"""What turns text into vectors: the protocol, and the way to get one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from evalmine.embeddings.model_file import Float32, read_card
from evalmine.embeddings.stored_encoder import EngineName, StoredEncoder
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

DEFAULT = "e5-small-nordic"


class Encoder(Protocol):
    """What turns texts into vectors of unit length.

    The bits of a text's vector depend on the text, `name` and `revision` only: not on the texts
    beside it, nor on the number of threads.
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


def load_encoder(
    name: str = "default", *, engine: EngineName = "numpy", n_threads: int | None = None
) -> Encoder:
    """Return an encoder by name.

    Parameters
    ----------
    name : str, default "default"
        ``"default"`` or ``"e5-small-nordic"`` (ships with evalmine: Danish, Norwegian, Swedish,
        English), ``"lexical"`` (shared letters only), or the folder or name of a
        sentence-transformers model.
    engine : {"numpy", "torch"}, default "numpy"
        What computes the default encoder; other encoders take no notice of it.
    n_threads : int, optional
        Threads to use; all cores by default. Never changes a vector.

    Returns
    -------
    Encoder

    Raises
    ------
    ConfigError
        If there is no such encoder or engine.
    MissingExtraError
        If sentence-transformers is needed and not installed.

    Examples
    --------
    >>> load_encoder("lexical").encode(["Vi fik et fælles sprog."]).shape
    (1, 4096)
    """
    if engine not in ("numpy", "torch"):
        raise ConfigError(f'unknown engine {engine!r}: use "numpy" or "torch"')
    if name in ("default", DEFAULT):
        return StoredEncoder(read_card(resource_path("models", DEFAULT)), engine, n_threads)
    if name == "lexical":
        from evalmine.embeddings.lexical import LexicalEncoder

        return LexicalEncoder()
    from evalmine.embeddings.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name, n_threads)
