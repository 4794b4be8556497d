"""Keeps a trained coder in a file: a zip with `coder.json` and `weights.npz`, and no pickle.

Holds no text and no name of a project: weights of hashed words, figures per code, the codebook,
and the sha256 of the codings.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.trained.combining import Combination
from evalmine.coding.trained.features import N_BUCKETS, Rarity
from evalmine.coding.trained.heads import Heads
from evalmine.coding.trained.trained_coder import Learned, TrainedCoder
from evalmine.embeddings import EmbeddingCache, Encoder, load_encoder
from evalmine.errors import ConfigError, InputError

if TYPE_CHECKING:
    import pandas as pd

FORMAT: Final = 1
"""Changes when an older evalmine could not read the file, or would score otherwise."""

_FACTS, _WEIGHTS = "coder.json", "weights.npz"
_KIND = "evalmine trained coder"
_TIME = (1980, 1, 1, 0, 0, 0)  # a clock would make two equal coders differ
_DAMAGED = "it is damaged, or no trained coder: train it again, or take a copy that is whole"


def save_coder(coder: TrainedCoder, path: str | Path) -> Path:
    """Write a trained coder and return the path; equal coders give equal bytes."""
    path = Path(path)
    content = coder_bytes(coder)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)
    return path


def coder_bytes(coder: TrainedCoder) -> bytes:
    """Return what `save_coder` writes."""
    learned = coder.learned
    weights = {
        "dense": learned.heads.dense.astype(np.int64),
        "words": learned.heads.words.astype(np.int16),
        "steps": learned.heads.steps,
        "offsets": learned.heads.offsets,
        "slopes": learned.combination.slopes,
        "intercepts": learned.combination.intercepts,
        "rarity": learned.rarity.counts,
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **weights)  # type: ignore[arg-type]
    facts = json.dumps(_facts(coder), ensure_ascii=False, indent=1)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _add(archive, _FACTS, facts.encode())
        _add(archive, _WEIGHTS, packed.getvalue())
    return made.getvalue()


def load_coder(
    path: str | Path,
    encoder: Encoder | None = None,
    *,
    codebook: Codebook | None = None,
    cache: EmbeddingCache | None = None,
) -> TrainedCoder:
    """Return a trained coder from its file.

    Parameters
    ----------
    path : str or Path
        From `TrainedCoder.save`.
    encoder : Encoder, optional
        Must be the one the coder was trained with; loaded by its name if left out.
    codebook : Codebook, optional
        If given, must be the one the coder was trained with.
    cache : EmbeddingCache, optional
        Where vectors of the codebook are kept.

    Raises
    ------
    ConfigError
        If encoder, revision or codebook is another one, or the file needs a newer evalmine.
    InputError
        If the file is missing, damaged, or something else.
    """
    path = Path(path)
    facts, weights = _read(path)
    if facts["format"] > FORMAT:
        raise ConfigError(
            f"{path.name}: it was written by evalmine {facts['evalmine']} in format "
            f"{facts['format']}, this one reads format {FORMAT}: update evalmine"
        )
    try:
        stored = _codebook(facts)
        learned = _learned(facts, weights)
        expectations = _table(facts["expectations"])
        if len(stored.code_ids) != len(learned.thresholds):
            raise ValueError("codes and thresholds do not match")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(path.name, _DAMAGED) from error
    if codebook is not None and codebook.sha256 != stored.sha256:
        raise ConfigError(
            f"{path.name}: it was trained with codebook {stored.name!r} (sha256 "
            f"{stored.sha256[:12]}), not with {codebook.name!r} ({codebook.sha256[:12]}): "
            "train a coder with this one"
        )
    return TrainedCoder(stored, _encoder(path, facts, encoder), learned, expectations, cache)


def _facts(coder: TrainedCoder) -> dict[str, Any]:
    learned, content = coder.learned, coder.codebook.model_dump(mode="json")
    return {
        "kind": _KIND,
        "format": FORMAT,
        "evalmine": metadata.version("evalmine"),
        "encoder": {
            "name": coder.encoder.name,
            "revision": coder.encoder.revision,
            "n_dims": len(learned.heads.dense),
        },
        "codebook": content,
        "codebook_sha256": _sha256(content),
        "thresholds": list(learned.thresholds),
        "most": learned.most,
        "n_texts": learned.n_texts,
        "n_rarity": learned.rarity.n_texts,
        "codings_sha256": learned.codings_sha256,
        "calibration_error": learned.calibration_error,
        "zero_shot_revision": learned.zero_shot_revision,
        "expectations": _columns(coder.expectations),
    }


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same bytes on every system
    archive.writestr(entry, content)


def _read(path: Path) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    if not path.is_file():
        reason = (
            "it is a folder: name the coder's file" if path.is_dir() else "there is no such file"
        )
        raise InputError(str(path), f"{reason}: check the path")
    try:
        with zipfile.ZipFile(path) as archive:
            facts = json.loads(archive.read(_FACTS))
            packed = archive.read(_WEIGHTS)
        if facts["kind"] != _KIND or not isinstance(facts["format"], int):
            raise ValueError(facts["kind"])
        if facts["format"] > FORMAT:
            return facts, {}
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            return facts, {name: arrays[name] for name in arrays.files}
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}): check its permissions"
        raise InputError(path.name, reason) from error
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise InputError(path.name, _DAMAGED) from error


def _codebook(facts: Mapping[str, Any]) -> Codebook:
    if _sha256(facts["codebook"]) != facts["codebook_sha256"]:
        raise ValueError("the codebook was changed")
    return Codebook.model_validate(facts["codebook"])


def _learned(facts: Mapping[str, Any], weights: Mapping[str, npt.NDArray[Any]]) -> Learned:
    n_codes, n_dims = len(facts["thresholds"]), facts["encoder"]["n_dims"]
    shapes = {
        "dense": (n_dims, n_codes),
        "words": (N_BUCKETS, n_codes),
        "steps": (n_codes,),
        "offsets": (n_codes,),
        "slopes": (2, n_codes),
        "intercepts": (n_codes,),
    }
    for name, shape in shapes.items():
        if weights[name].shape != shape:
            raise ValueError(f"{name} has shape {weights[name].shape}")
    floats = {name: weights[name].astype(np.float64) for name in shapes}
    return Learned(
        heads=Heads(*(floats[name] for name in ("dense", "words", "steps", "offsets"))),
        rarity=Rarity(facts["n_rarity"], weights["rarity"]),
        combination=Combination(floats["slopes"], floats["intercepts"]),
        thresholds=tuple(facts["thresholds"]),
        most=facts["most"],
        n_texts=facts["n_texts"],
        codings_sha256=facts["codings_sha256"],
        calibration_error=facts["calibration_error"],
        zero_shot_revision=facts["zero_shot_revision"],
    )


def _encoder(path: Path, facts: Mapping[str, Any], encoder: Encoder | None) -> Encoder:
    name, revision = facts["encoder"]["name"], facts["encoder"]["revision"]
    found = encoder if encoder is not None else load_encoder(name)
    if found.name != name:
        raise ConfigError(
            f"{path.name}: it was trained with encoder {name!r}, not {found.name!r}: "
            f"use {name!r}, or train a coder with {found.name!r}"
        )
    if found.revision != revision:
        raise ConfigError(
            f"{path.name}: it was trained with revision {revision} of encoder {name!r}, this one "
            f"is {found.revision}: use that revision, or train the coder again"
        )
    return found


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Return a frame as plain lists, with None for nan."""
    return {
        str(name): [None if value != value else value for value in column.tolist()]
        for name, column in table.items()
    }


def _table(columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    import pandas as pd

    texts = ("code_id", "learned_from", "verdict")
    whole = ("n", "n_projects")
    made = {
        name: pd.Series(
            values, dtype="str" if name in texts else "int64" if name in whole else "float64"
        )
        for name, values in dict(columns).items()
    }
    if len({len(values) for values in made.values()}) != 1:
        raise ValueError("the columns are not equally long")
    return pd.DataFrame(made)


def _sha256(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
