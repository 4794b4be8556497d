"""Embeds a list of texts: each distinct text once, from the cache where it is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from evalmine.embeddings.cache import EmbeddingCache, Float16
from evalmine.embeddings.encoder import Encoder, Preparing
from evalmine.embeddings.model_file import Float32

# A second or two of work: what a kill can lose. An encoder that wants more at once says so.
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
    is one within 0.001. With every text in the cache the encoder is not asked for anything.

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
    known = cache.get(distinct, encoder.name, encoder.revision) if cache else {}
    n_dims = _n_dims(known, len(distinct), encoder)
    vectors = np.zeros((len(distinct), n_dims), dtype=np.float16)
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
    if missing and isinstance(encoder, Preparing):
        encoder.prepare(cache)
    n_at_once = getattr(encoder, "n_texts_at_once", None) or CHUNK
    for start in range(0, len(missing), n_at_once):
        chunk = missing[start : start + n_at_once]
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


def _n_dims(known: dict[str, Float16], n_texts: int, encoder: Encoder) -> int:
    """Return the length of a vector; from the cache where it knows every text."""
    lengths = {len(vector) for vector in known.values()}
    if n_texts and len(known) == n_texts and len(lengths) == 1:
        return lengths.pop()
    return int(encoder.encode([]).shape[1])


def _ignore(done: int, total: int) -> None:
    """Report to nobody."""
