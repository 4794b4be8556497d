"""Embeds a list of texts: each distinct text once, from the cache where it is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from evalmine.embeddings.cache import EmbeddingCache
from evalmine.embeddings.encoder import Encoder
from evalmine.embeddings.model_file import Float32

# A second or two of work: what a kill can lose.
CHUNK = 128


def embed(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    cache: EmbeddingCache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Float32:
    """Return one vector per text, the same to the bit whether fresh or from the cache.

    Texts are normalized to NFC first. Every vector is rounded to the float16 grid, so its length
    is one within 0.001.

    Parameters
    ----------
    texts : sequence of str
        Texts, repeated ones included.
    encoder : Encoder
        What turns a text into a vector.
    cache : EmbeddingCache, optional
        Where vectors are looked up, and stored chunk by chunk as they are computed.
    progress : callable, optional
        Called with (done, total) in distinct texts: at the start, after each chunk.

    Returns
    -------
    ndarray of float32, shape (n_texts, n_dims)
    """
    normal = [unicodedata.normalize("NFC", text) for text in texts]
    distinct = list(dict.fromkeys(normal))
    none = encoder.encode([])
    vectors = np.zeros((len(distinct), none.shape[1]), dtype=np.float16)
    known = cache.get(distinct, encoder.name, encoder.revision) if cache else {}
    missing = []
    for i, text in enumerate(distinct):
        stored = known.get(text)
        if stored is None or stored.shape != vectors.shape[1:]:
            missing.append(i)
        else:
            vectors[i] = stored
    report = progress or _ignore
    n_done = len(distinct) - len(missing)
    report(n_done, len(distinct))
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        chunk_texts = [distinct[i] for i in chunk]
        vectors[chunk] = encoder.encode(chunk_texts).astype(np.float16)
        if cache:
            fresh = dict(zip(chunk_texts, vectors[chunk], strict=True))
            cache.put(fresh, encoder.name, encoder.revision)
        n_done += len(chunk)
        report(n_done, len(distinct))
    row_of = {text: i for i, text in enumerate(distinct)}
    rows = np.array([row_of[text] for text in normal], dtype=np.intp)
    return vectors[rows].astype(np.float32)


def _ignore(done: int, total: int) -> None:
    """Report to nobody."""
