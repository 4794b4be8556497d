"""What every part of the Word report is written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from evalmine.corpus.model import KINDS, Document
from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.telling import Teller
from evalmine.report.theme_telling import ThemeTeller
from evalmine.report.word.writer import Writer
from evalmine.report.words import Words, load_words
from evalmine.synthesis.learning import NEEDS_REVIEW, Learning
from evalmine.synthesis.outline import Outline

IN_SENTENCE: Final = frozenset({"n_projects", *(f"n_{kind}" for kind in KINDS)})
"""Facts that the first sentence tells and the fact box does not repeat."""


@dataclass(frozen=True)
class Context:
    """The outline, the writer, and who checks quotes and tells learnings.

    `explained` holds what was explained before and is not explained again.
    """

    outline: Outline
    writer: Writer
    words: Words
    citer: Citer
    teller: Teller
    themes: ThemeTeller
    min_cell: int
    explained: set[str] = field(default_factory=set)

    def key(self, codeless: str, usual: str) -> str:
        """Return the key of a sentence, another one where there is no codebook to speak of."""
        return usual if self.outline.method.codes else f"codeless.{codeless}"

    def full(self, learning: Learning) -> str:
        """Return the anchor under which all of a learning is told."""
        return f"full {learning.learning_id}"


def make_context(
    outline: Outline, documents: Mapping[str, Document | str], writer: Writer, *, min_cell: int
) -> Context:
    """Return what the parts of a report are written with."""
    words, anchors = load_words(outline.language), Anchors()
    texts = {k: d if isinstance(d, str) else d.text for k, d in documents.items()}
    citer = Citer(texts, words, anchors, context=0)
    # A note that every learning would carry is said once, on the first page.
    unsaid = () if outline.method.n_alone else (NEEDS_REVIEW,)
    teller = Teller(words, citer, anchors, min_cell=min_cell, unsaid=unsaid)
    themes = ThemeTeller(
        words,
        citer,
        anchors,
        learnings=outline.learnings,
        is_uncoded=bool(outline.method.codes),
    )
    return Context(outline, writer, words, citer, teller, themes, min_cell)
