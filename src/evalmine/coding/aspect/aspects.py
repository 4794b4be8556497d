"""Tells what a segment speaks of: from its question, its heading, and its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect.aspect_names import ASPECT_NAMES, ASPECTS, aspect_name
from evalmine.coding.aspect.aspect_rules import cue_shares, question_patterns
from evalmine.coding.codebook import parse_codebook
from evalmine.coding.reference import background, reference_vectors
from evalmine.coding.similarity import Float64, mean_of_nearest, on_grid
from evalmine.corpus.text import fold
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    from evalmine.coding.codebook import Codebook
    from evalmine.corpus.model import Segment
    from evalmine.embeddings import EmbeddingCache, Encoder

__all__ = [
    "ASPECTS",
    "ASPECT_NAMES",
    "aspect_name",
    "aspect_of_heading",
    "aspect_of_question",
    "aspect_scores",
    "predict_aspects",
]

_DESCRIPTORS = Path(__file__).with_name("aspects.yaml")
_NUMBERING = re.compile(r"^[\d.\s)]+")
_NEAREST = 4
# What evidence is worth, in log odds: see `aspect_scores`.  No coded text has headings, so that
# figure is a guess: less than a question, about as much as a phrase of the text itself.
_ASKED, _HEADED, _CUE, _NEAR = 3.3, 2.0, 2.5, 1.1
_FAR = -0.5  # standard score from which "further away" tells no more
_NOWHERE = -0.4  # that of "context", at least: a text that is near nothing speaks of nothing
_NO_ANSWER = 1.3  # that a text under a question or heading says nothing of what was asked
_RARE = -1.0  # preconditions are seldom told and easily seen in "skal" and "kun"
_ALSO_ASKED = 0.5  # of a question's second aspect


def aspect_of_question(question: str) -> str:
    """Return the aspect that a question asks for, "" when its words do not tell.

    Danish, English, Norwegian and Swedish.  Where a question asks for two things, the one it
    names first counts; background only where it names nothing else.

    Examples
    --------
    >>> aspect_of_question("Hvad har stået i vejen?")
    'barrier'
    >>> aspect_of_question("Hvilke forandringer har I set, og hvad virkede bedst?")
    'change'
    >>> aspect_of_question("Andet?")
    ''
    """
    return next(iter(_asked_for(question)), "")


@lru_cache(maxsize=4096)
def _asked_for(question: str) -> tuple[str, ...]:
    """Return every aspect a question names, in its order; words count for one aspect only."""
    text = fold(question)
    found: list[tuple[int, int, str]] = []
    for aspect, pattern in question_patterns().items():
        match = pattern.search(text)
        if match:
            found.append((match.start(), -match.end(), aspect))
    named: list[str] = []
    stop = 0
    for start, minus_end, aspect in sorted([f for f in found if f[2] != "context"] or found):
        if start >= stop:
            named.append(aspect)
            stop = -minus_end
    return tuple(named)


def aspect_of_heading(heading: str) -> str:
    """Return the aspect that a report's heading announces, "" when it does not tell.

    Examples
    --------
    >>> aspect_of_heading("4.2 Udfordringer undervejs"), aspect_of_heading("Resumé")
    ('barrier', '')
    """
    return aspect_of_question(_unnumbered(heading))


def _unnumbered(heading: str) -> str:
    return _NUMBERING.sub("", heading)


def aspect_scores(
    segments: Sequence[Segment | str],
    embeddings: npt.ArrayLike | None,
    encoder: Encoder,
    *,
    headings: Sequence[str] | None = None,
    cache: EmbeddingCache | None = None,
) -> npt.NDArray[np.float32]:
    """Return how likely each segment speaks of each aspect; a row sums to 1.

    Four kinds of evidence add up as log odds: what the question asks for, what the heading
    announces, phrases in the segment itself ("næste gang", "det kræver", "led to"), and how much
    nearer the segment lies to the aspect's sentences in ``aspects.yaml`` than neutral sentences
    and those of the other aspects do.  What each is worth was fitted on the development half of
    the author-coded sample (conditional logit, McFadden 1974) and rounded.  The highest of a row
    is right about as often as it says there: below 0.6 take it as unclear.  An answer does not
    depend on the segments beside it.

    Parameters
    ----------
    segments : sequence of Segment or str
        Plain texts have neither question nor heading.
    embeddings : array of shape (n_segments, n_dims), optional
        Ready-made vectors of `encoder`; computed where they are missing.
    encoder : Encoder
        See `load_encoder`.
    headings : sequence of str, optional
        Used instead of the segments' own.
    cache : EmbeddingCache, optional
        For the vectors of the descriptors and, where needed, of the segments.

    Returns
    -------
    ndarray of float32, shape (n_segments, 7)
        Columns in the order of `ASPECTS`.

    Raises
    ------
    ConfigError
        If there is not one vector per segment.
    ValueError
        If there is not one heading per segment.
    """
    asked, headed, cues, near = aspect_evidence(
        segments, embeddings, encoder, headings=headings, cache=cache
    )
    floor = np.array([_NOWHERE if aspect == "context" else _FAR for aspect in ASPECTS])
    odds = _ASKED * asked + _HEADED * headed + _CUE * cues + _NEAR * np.maximum(near, floor)
    told = (asked + headed).any(axis=1)
    odds[:, ASPECTS.index("context")] += _NO_ANSWER * told
    odds[:, ASPECTS.index("precondition")] += _RARE
    likely = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares: Float64 = np.round(likely / likely.sum(axis=1, keepdims=True), 5)
    return shares.astype(np.float32)


def predict_aspects(
    segments: Sequence[Segment | str],
    embeddings: npt.ArrayLike | None,
    encoder: Encoder,
    *,
    headings: Sequence[str] | None = None,
    cache: EmbeddingCache | None = None,
) -> list[str]:
    """Return what each segment speaks of: the likeliest of `ASPECTS` by `aspect_scores`.

    Parameters
    ----------
    segments : sequence of Segment or str
        Plain texts have neither question nor heading.
    embeddings : array of shape (n_segments, n_dims), optional
        Ready-made vectors of `encoder`; computed where they are missing.
    encoder : Encoder
        See `load_encoder`.
    headings : sequence of str, optional
        Used instead of the segments' own.
    cache : EmbeddingCache, optional
        For the vectors of the descriptors and, where needed, of the segments.
    """
    scores = aspect_scores(segments, embeddings, encoder, headings=headings, cache=cache)
    return [ASPECTS[int(row.argmax())] for row in scores]


def aspect_evidence(
    segments: Sequence[Segment | str],
    embeddings: npt.ArrayLike | None,
    encoder: Encoder,
    *,
    headings: Sequence[str] | None = None,
    cache: EmbeddingCache | None = None,
) -> tuple[Float64, Float64, Float64, Float64]:
    """Return the evidence `aspect_scores` weighs: asked, headed, cues, nearness.

    Each has shape (n_segments, 7): 1 where the question asks for the aspect (less for the second
    of two), the same for the heading, the share of sentences with one of
    its phrases, and the standard score of the similarity.
    """
    if headings is not None and len(headings) != len(segments):
        raise ValueError(f"{len(headings)} headings for {len(segments)} segments: give one each")
    texts = [s if isinstance(s, str) else s.text for s in segments]
    questions = ["" if isinstance(s, str) else s.question for s in segments]
    own = ["" if isinstance(s, str) else s.heading for s in segments]
    cues = np.array([cue_shares(text) for text in texts], dtype=np.float64)
    return (
        _marks([_asked_for(q) for q in questions]),
        _marks([_asked_for(_unnumbered(h)) for h in (own if headings is None else headings)]),
        cues.reshape(len(texts), len(ASPECTS)),
        _nearness(_vectors(texts, embeddings, encoder, cache), encoder, cache),
    )


def _marks(told: Sequence[tuple[str, ...]]) -> Float64:
    """Return 1 for the aspect a question names first, less for a second one."""
    marks = np.zeros((len(told), len(ASPECTS)))
    for row, named in enumerate(told):
        for place, aspect in enumerate(named):
            marks[row, ASPECTS.index(aspect)] = _ALSO_ASKED if place else 1.0
    return marks


def _vectors(
    texts: Sequence[str],
    embeddings: npt.ArrayLike | None,
    encoder: Encoder,
    cache: EmbeddingCache | None,
) -> npt.NDArray[np.floating]:
    from evalmine.embeddings import embed

    if embeddings is None:
        return embed(texts, encoder, cache=cache)
    vectors: npt.NDArray[np.floating] = np.asarray(embeddings)
    if len(vectors) != len(texts):
        raise ConfigError(f"{len(texts)} texts but {len(vectors)} vectors: give one each")
    return vectors


def _nearness(
    vectors: npt.NDArray[np.floating], encoder: Encoder, cache: EmbeddingCache | None
) -> Float64:
    """Return the standard score of the similarity to each aspect's sentences."""
    said = _sentences()
    texts = tuple(dict.fromkeys([*background(), *(t for lines in said.values() for t in lines)]))
    space = reference_vectors(texts, encoder, cache)
    row_of = {text: i for i, text in enumerate(texts)}
    rows = [[row_of[t] for t in said[aspect]] for aspect in ASPECTS]
    near = np.empty((len(vectors), len(rows)))
    for column, own in enumerate(rows):
        anchors = on_grid(space[own])
        others = np.delete(mean_of_nearest(space, anchors, _NEAREST), own)
        near[:, column] = mean_of_nearest(vectors, anchors, _NEAREST)
        near[:, column] -= others.mean()
        near[:, column] /= max(float(others.std()), 1e-12)
    return near


@lru_cache(maxsize=1)
def _sentences() -> dict[str, tuple[str, ...]]:
    """Return the definition and the sentences that describe each aspect."""
    book: Codebook = parse_codebook(
        _DESCRIPTORS.read_text(encoding="utf-8"), source=_DESCRIPTORS.name
    )
    return {
        code.id: (
            *code.definition.values(),
            *(line for lines in code.examples.values() for line in lines),
        )
        for code in book.codes
    }
