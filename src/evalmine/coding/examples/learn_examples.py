"""Makes the coder that ships: heads from invented examples, calibrated on coded answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.examples.examples_coder import Taught, head_values, text_evidence
from evalmine.coding.examples.letters_and_words import Commonness, text_rows
from evalmine.coding.prototypes import lines_of
from evalmine.coding.reference import background
from evalmine.coding.similarity import Float64
from evalmine.coding.trained.combining import Combination, fit_combination, shared_threshold
from evalmine.coding.trained.heads import Heads, learn_heads, make_heads, text_products
from evalmine.embeddings import EmbeddingCache, Encoder, embed
from evalmine.embeddings.threads import one_thread_per_product

Marks = npt.NDArray[np.bool_]

_CODES_LOOSENESS = 0.2  # how common a code was in the sample says little of other material


@dataclass(frozen=True, eq=False)
class CodedTexts:
    """Texts with the codes they were given.

    Parameters
    ----------
    texts : tuple of str
    marks : ndarray of bool, shape (n_texts, n_codes)
    aspects : tuple of str
        What each speaks of; empty where that is not used.
    """

    texts: tuple[str, ...]
    marks: Marks
    aspects: tuple[str, ...] = ()


def lessons(examples: CodedTexts, codebook: Codebook) -> CodedTexts:
    """Return all that heads are learned from: examples, codebook, neutral sentences.

    Sorted, each text once: a sentence that stands in two places has the codes of both.
    """
    given: dict[str, Marks] = {}
    told = [
        (line, np.array([c == code.id for c in codebook.code_ids]))
        for code in codebook.assignable
        for field in lines_of(code)
        for line in field
    ]
    none = [(line, np.zeros(len(codebook.code_ids), dtype=bool)) for line in background()]
    for text, marks in [*zip(examples.texts, examples.marks, strict=True), *told, *none]:
        given[text] = given[text] | marks if text in given else marks
    texts = tuple(sorted(given))
    return CodedTexts(texts, np.stack([given[text] for text in texts]))


def teach(
    lesson: CodedTexts, encoder: Encoder, cache: EmbeddingCache | None = None
) -> tuple[Heads, Commonness]:
    """Return heads that tell the codes of the texts, and how common their words are."""
    texts = lesson.texts
    vectors = embed(texts, encoder, cache=cache)
    commonness = Commonness.of(texts)
    words = text_rows(texts, commonness)
    with one_thread_per_product():
        # One fold: nothing is held out, for calibration has texts of its own.
        folds = np.zeros(len(texts), dtype=np.int64)
        weights, _ = learn_heads(text_products(vectors, words), lesson.marks, folds)
        return make_heads(vectors, words, weights), commonness


def calibrate(evidence: Sequence[Float64], marks: Marks) -> tuple[Combination, float]:
    """Return how evidence becomes a probability, and from which one a code is assigned.

    The threshold is the same for all codes: a code has some ten answers to choose its own from.
    """
    with one_thread_per_product():
        combination = fit_combination(marks, *evidence, looseness=_CODES_LOOSENESS, smooth=False)
    return combination, round(shared_threshold(combination.probabilities(*evidence)), 3)


def learn_from_examples(
    examples: CodedTexts,
    answers: CodedTexts,
    codebook: Codebook,
    encoder: Encoder,
    cache: EmbeddingCache | None = None,
) -> Taught:
    """Return what the coder needs.

    Parameters
    ----------
    examples : CodedTexts
        What heads are learned from, beside the codebook and the neutral sentences.
    answers : CodedTexts
        With aspects; scores are calibrated and thresholds chosen on them.
    codebook : Codebook
    encoder : Encoder
    cache : EmbeddingCache, optional
    """
    heads, commonness = teach(lessons(examples, codebook), encoder, cache)
    vectors = embed(answers.texts, encoder, cache=cache)
    values = head_values(heads, commonness, answers.texts, vectors)
    evidence = text_evidence(values, codebook, answers.aspects)
    combination, threshold = calibrate(evidence, answers.marks)
    thresholds = (threshold,) * len(codebook.code_ids)
    return Taught(heads, commonness, combination, thresholds, revision="")
