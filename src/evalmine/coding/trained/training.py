"""Learns from human codings: heads, their calibration, and what to expect of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect.aspects import aspect_of_question
from evalmine.coding.calibration import expected_calibration_error
from evalmine.coding.codebook import load_codebook
from evalmine.coding.codebook_model import Codebook, nearest_name
from evalmine.coding.people.human_codings import Gold, HumanCodings
from evalmine.coding.similarity import Float64
from evalmine.coding.trained.combining import Combination, best_thresholds, fit_combination
from evalmine.coding.trained.cross_validation import coding_groups, grouped_folds, same_texts
from evalmine.coding.trained.expectations import MIN_POSITIVES, expect
from evalmine.coding.trained.features import Rarity, word_vectors
from evalmine.coding.trained.heads import learn_heads, make_heads, predict_rows, text_products
from evalmine.coding.trained.quoted_examples import quoted_texts, without_quotes
from evalmine.coding.trained.trained_coder import (
    Learned,
    TrainedCoder,
    assign_standing_out,
    codebook_evidence,
)
from evalmine.coding.zero_shot import ZeroShotCoder
from evalmine.embeddings import EmbeddingCache, Encoder, embed, load_encoder
from evalmine.embeddings.threads import one_thread_per_product
from evalmine.errors import ConfigError, InputError

Marks = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]

MAX_TEXTS = 5000
"""Texts that heads are learned from at most: memory and time grow with the square."""


def train_coder(
    codebook: str | Path | Codebook,
    codings: HumanCodings,
    encoder: str | Encoder = "default",
    *,
    cache: EmbeddingCache | None = None,
    embeddings: npt.ArrayLike | None = None,
    bar: float = 0.6,
    seed: int = 0,
) -> TrainedCoder:
    """Return a coder that codes as people did; see `TrainedCoder` for the method.

    The same codings in another order give the same coder, to the bit.

    Parameters
    ----------
    codebook : str, path or Codebook
        Built-in name, YAML file or the codebook itself; groups (``assignable: false``) get no
        column.
    codings : HumanCodings
        From `read_codings`.  Texts that people read without giving a code count: they teach what
        no code looks like.  Up to 5,000 texts; of more, a sample drawn by the texts' hash.
    encoder : str or Encoder
        See `load_encoder`.
    cache : EmbeddingCache, optional
        Where vectors of texts and codebook are kept.
    embeddings : array of shape (n_texts, n_dims), optional
        Ready-made vectors of ``codings.texts_once()``.
    bar : float, default 0.6
        Cohen's kappa from which a code may run alone, 0 to 1.
    seed : int
        Of the folds and the intervals.

    Returns
    -------
    TrainedCoder
        Its `expectations` come from nested cross-validation by project: heads, calibration and
        thresholds are learned anew without each fifth of the projects, then tried on it.

    Raises
    ------
    ConfigError
        If a code is not in the codebook, `bar` is no kappa, or `embeddings` do not fit.
    InputError
        If there are fewer than two texts, or none with a code.
    """
    if not 0 < bar <= 1:
        raise ConfigError(f"bar {bar} makes no sense: give a kappa above 0, at most 1")
    codebook = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    encoder = load_encoder(encoder) if isinstance(encoder, str) else encoder
    material = _prepare(codebook, codings, encoder, cache, embeddings)
    with one_thread_per_product():
        return _train(material, codebook, encoder, cache, bar, seed)


@dataclass(frozen=True, eq=False)
class _Material:
    """The coded texts in an order that depends on what they are, not on who read them first."""

    texts: list[str]
    marks: Marks
    groups: tuple[str, ...]
    projects: tuple[str, ...]
    same: Rows
    vectors: npt.NDArray[np.floating]
    prior: Float64
    zero_shot_revision: str
    sha256: str


@dataclass(frozen=True, eq=False)
class _Lesson:
    """What is learned from some of the texts."""

    weights: Float64
    combination: Combination
    thresholds: tuple[float, ...]


def _train(
    material: _Material,
    codebook: Codebook,
    encoder: Encoder,
    cache: EmbeddingCache | None,
    bar: float,
    seed: int,
) -> TrainedCoder:
    marks, texts = material.marks, material.texts
    rarity = Rarity.of(texts)
    words = word_vectors(texts, rarity)
    products = text_products(material.vectors, words)
    everything = np.arange(len(texts))
    lesson = _learn(products, material, everything, seed)
    most = max(1, int(marks.sum(axis=1).max()))
    scores, machine = _try_unseen(products, material, most, seed)
    learned = Learned(
        heads=make_heads(material.vectors, words, lesson.weights),
        rarity=rarity,
        combination=lesson.combination,
        thresholds=lesson.thresholds,
        most=most,
        n_texts=len(texts),
        codings_sha256=material.sha256,
        calibration_error=expected_calibration_error(scores, marks),
        zero_shot_revision=material.zero_shot_revision,
    )
    expectations = expect(
        marks,
        machine,
        codebook.code_ids,
        material.groups,
        projects=material.projects,
        bar=bar,
        seed=seed,
    )
    return TrainedCoder(codebook, encoder, learned, expectations, cache)


def _learn(products: Float64, material: _Material, rows: Rows, seed: int) -> _Lesson:
    """Return heads, calibration and thresholds from some of the texts."""
    marks, prior = material.marks[rows], material.prior[rows]
    folds = grouped_folds([material.groups[i] for i in rows], marks, seed=seed)
    same = material.same[rows]
    weights, held_out = learn_heads(products[np.ix_(rows, rows)], marks, folds, same)
    # Whether a code has a head is settled on all texts, so that what is tried is what is used.
    n_marked = material.marks.sum(axis=0)
    own = np.minimum(n_marked, len(material.marks) - n_marked) >= MIN_POSITIVES
    combination = _combine(marks, prior, held_out, own)
    scores = combination.probabilities(prior, held_out)
    return _Lesson(weights * own, combination, best_thresholds(scores, marks))


def _combine(marks: Marks, prior: Float64, held_out: Float64, own: Marks) -> Combination:
    """Return how evidence counts: for codes without a head, the codebook's alone."""
    alone = fit_combination(marks, prior)
    slopes = np.vstack([alone.slopes, np.zeros(marks.shape[1])])
    intercepts = alone.intercepts
    if own.any():
        both = fit_combination(marks[:, own], prior[:, own], held_out[:, own])
        slopes[:, own], intercepts[own] = both.slopes, both.intercepts
    return Combination(slopes, intercepts)


def _try_unseen(
    products: Float64, material: _Material, most: int, seed: int
) -> tuple[Float64, Marks]:
    """Return scores and codes of each text by what all projects but its own fifth taught."""
    scores = np.zeros(material.marks.shape)
    assigned = np.zeros(material.marks.shape, dtype=bool)
    folds = grouped_folds(material.groups, material.marks, seed=seed)
    for fold in range(int(folds.max()) + 1):
        rows = np.flatnonzero(folds == fold)
        # Nor what another project says in the same words.
        known = np.flatnonzero(~np.isin(material.same, material.same[rows]))
        if not len(known):
            continue  # nothing to learn from: no score, no code
        lesson = _learn(products, material, known, seed)
        values = predict_rows(products, lesson.weights, known, rows)
        scores[rows] = lesson.combination.probabilities(material.prior[rows], values)
        assigned[rows] = assign_standing_out(scores[rows], lesson.thresholds, most)
    return scores, assigned


def _prepare(
    codebook: Codebook,
    codings: HumanCodings,
    encoder: Encoder,
    cache: EmbeddingCache | None,
    embeddings: npt.ArrayLike | None,
) -> _Material:
    _check_codes(codebook, codings)
    gold = codings.gold(codebook.code_ids)
    if len(gold) < 2 or not gold.assigned.any():
        reason = "nothing to learn from: give at least two texts, and one with a code"
        raise InputError("human codings", reason)
    keys = [_key(gold, i) for i in range(len(gold))]
    order = _draw(keys)
    texts = [gold.texts[i] for i in order]
    aspects = [gold.aspects[i] or aspect_of_question(gold.questions[i]) for i in order]
    projects = [gold.project_ids[i] for i in order]
    groups = coding_groups(projects, texts)
    vectors = _vectors(gold, embeddings, encoder, cache)[order]
    prior = ZeroShotCoder(codebook, encoder, cache=cache)
    evidence = codebook_evidence(prior, texts, vectors, aspects)
    quoted = np.flatnonzero(quoted_texts(codebook, texts))
    if len(quoted):
        # What a quote says of its own text is no evidence: it would promise too much of new texts.
        honest = ZeroShotCoder(without_quotes(codebook, texts), encoder, cache=cache)
        evidence[quoted] = codebook_evidence(
            honest, [texts[i] for i in quoted], vectors[quoted], [aspects[i] for i in quoted]
        )
    return _Material(
        texts=texts,
        marks=gold.assigned[order],
        groups=groups,
        projects=tuple(p or group for p, group in zip(projects, groups, strict=True)),
        same=same_texts(texts),
        vectors=vectors,
        prior=evidence,
        zero_shot_revision=prior.revision,
        sha256=hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest(),
    )


def _key(gold: Gold, i: int) -> str:
    """Return all that is learned from one text, as one line."""
    codes = [c for c, given in zip(gold.code_ids, gold.assigned[i], strict=True) if given]
    about: list[Any] = [gold.texts[i], gold.project_ids[i], gold.questions[i], gold.aspects[i]]
    return json.dumps([*about, codes])


def _draw(keys: list[str]) -> Rows:
    """Return the rows to learn from, in an order that depends on their content alone."""
    if len(keys) > MAX_TEXTS:
        hashed = [hashlib.sha256(key.encode()).hexdigest() for key in keys]
        drawn = sorted(range(len(keys)), key=lambda i: (hashed[i], keys[i]))[:MAX_TEXTS]
    else:
        drawn = list(range(len(keys)))
    return np.array(sorted(drawn, key=lambda i: keys[i]), dtype=np.int64)


def _check_codes(codebook: Codebook, codings: HumanCodings) -> None:
    used = {code for coding in codings for code in coding.codes}
    for code_id in sorted(used - set(codebook.code_ids)):
        hint = nearest_name(code_id, codebook.code_ids)
        raise ConfigError(
            f"people gave the code {code_id!r}, which codebook {codebook.name!r} does not have "
            f"as a code to assign{hint or ': add it there, or train with their codebook'}"
        )


def _vectors(
    gold: Gold, embeddings: npt.ArrayLike | None, encoder: Encoder, cache: EmbeddingCache | None
) -> npt.NDArray[np.floating]:
    if embeddings is None:
        return embed(gold.texts, encoder, cache=cache)
    vectors: npt.NDArray[np.floating] = np.asarray(embeddings)
    n_dims = encoder.encode([]).shape[1]
    if vectors.shape != (len(gold), n_dims):
        raise ConfigError(
            f"embeddings have shape {vectors.shape}, but {len(gold)} coded texts by "
            f"{encoder.name} give ({len(gold)}, {n_dims}): one row per text of texts_once()"
        )
    return vectors
