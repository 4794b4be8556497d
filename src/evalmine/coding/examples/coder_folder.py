"""Keeps the coder taught by examples in a folder: ``model.json`` and ``weights.npz``, no pickle."""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.examples.examples_coder import ExamplesCoder, Taught
from evalmine.coding.examples.letters_and_words import Commonness
from evalmine.coding.trained.combining import Combination
from evalmine.coding.trained.heads import Heads
from evalmine.embeddings import EmbeddingCache, Encoder
from evalmine.errors import ConfigError
from evalmine.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED: Final = "wellbeing-coder"
"""The folder below ``models/``."""

_FACTS, _WEIGHTS = "model.json", "weights.npz"


def write_taught(
    taught: Taught, folder: Path, codebook: Codebook, encoder: Encoder, about: Mapping[str, Any]
) -> None:
    """Write the two files; equal coders give equal bytes.

    Parameters
    ----------
    taught : Taught
    folder : Path
    codebook : Codebook
        The coder works with this one only, told by its sha256.
    encoder : Encoder
        The coder works with this one only, told by name and revision.
    about : mapping
        What else stands in ``model.json``.
    """
    packed = io.BytesIO()
    # Not compressed: what a zip library makes of the same bytes differs between versions.
    np.savez(
        packed,
        dense=taught.heads.dense.astype(np.int32),
        words=taught.heads.words.astype(np.int16),
        steps=taught.heads.steps,
        offsets=taught.heads.offsets,
        counts=taught.commonness.counts.astype(np.uint16),
    )
    content = packed.getvalue()
    facts = {
        "codebook": codebook.name,
        "codebook_sha256": codebook.sha256,
        "encoder": encoder.name,
        "encoder_revision": weights_revision(encoder),
        "code_ids": list(codebook.code_ids),
        "slopes": [round(float(row[0]), 4) for row in taught.combination.slopes],
        "intercepts": [round(float(value), 4) for value in taught.combination.intercepts],
        "threshold": taught.thresholds[0],
        "n_texts": taught.commonness.n_texts,
        **about,
        "weights_sha256": hashlib.sha256(content).hexdigest(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _WEIGHTS).write_bytes(content)
    text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    (folder / _FACTS).write_text(text, encoding="utf-8", newline="\n")


def shipped_coder(
    codebook: Codebook, encoder: Encoder, cache: EmbeddingCache | None = None
) -> ExamplesCoder | None:
    """Return the coder that ships for this codebook and encoder, None where there is none.

    Parameters
    ----------
    codebook : Codebook
        ``wellbeing`` as it ships; one changed by a word is another one.
    encoder : Encoder
        The default one.
    cache : EmbeddingCache, optional
    """
    folder = resource_path("models", SHIPPED)
    facts = _facts(folder)
    wanted = (codebook.sha256, encoder.name, weights_revision(encoder))
    if wanted != (facts["codebook_sha256"], facts["encoder"], facts["encoder_revision"]):
        return None
    return ExamplesCoder(codebook, encoder, read_taught(folder), cache)


@lru_cache(maxsize=2)
def read_taught(folder: Path) -> Taught:
    """Return what a folder holds.

    Raises
    ------
    ConfigError
        If the weights are not those that ``model.json`` tells of.
    """
    facts = _facts(folder)
    content = (folder / _WEIGHTS).read_bytes()
    if hashlib.sha256(content).hexdigest() != facts["weights_sha256"]:
        raise ConfigError(f"{folder.name}/{_WEIGHTS} is damaged: reinstall evalmine")
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        heads = [arrays[name].astype(np.float64) for name in ("dense", "words", "steps", "offsets")]
        counts = arrays["counts"].astype(np.int32)
    n_codes = len(facts["code_ids"])
    return Taught(
        heads=Heads(*heads),
        commonness=Commonness(facts["n_texts"], counts),
        combination=Combination(
            np.repeat(np.array(facts["slopes"])[:, None], n_codes, axis=1),
            np.array(facts["intercepts"]),
        ),
        thresholds=(facts["threshold"],) * n_codes,
        revision=hashlib.sha256((folder / _FACTS).read_bytes()).hexdigest()[:12],
    )


def weights_revision(encoder: Encoder) -> str:
    """Return an encoder's revision without the engine that computes it."""
    return encoder.revision.partition("-")[0]


def _facts(folder: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    return facts
