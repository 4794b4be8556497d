"""A language model's wording on its way to the page: each sentence with its sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from evalmine.report.citing import Citation, Citer
from evalmine.report.formats import counted
from evalmine.report.words import Words
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅÄÖ»\"“(])")
_MOST_QUOTED = 3  # sources of one sentence that are printed; the others are counted


@dataclass(frozen=True)
class SourcedSentence:
    """One sentence of a wording, the quotes it rests on, and how many more there are."""

    text: str
    quotes: tuple[Citation, ...]
    rest: str  # "og 4 tekststykker til", or ""


def sourced_sentences(
    learning: Learning, quotes: Mapping[str, Quote], citer: Citer, words: Words
) -> tuple[SourcedSentence, ...]:
    """Return the sentences of a wording with their sources; empty when none are known.

    Parameters
    ----------
    learning : Learning
        Its `sentence_sources` are segment ids by sentence.
    quotes : mapping of str to Quote
        By segment id; a source that is not among them may not be quoted and is counted.
    citer : Citer
    words : Words
    """
    if not learning.sentence_sources:
        return ()
    sentences = split_wording(learning.statement, len(learning.sentence_sources))
    return tuple(
        _sourced(text or words.text("told.sentence", n=n), sources, quotes, citer, words)
        for n, (text, sources) in enumerate(
            zip(sentences, learning.sentence_sources, strict=True), start=1
        )
    )


def split_wording(wording: str, n_sentences: int) -> list[str]:
    """Return the sentences of a wording, or empty strings where they cannot be told apart.

    A sentence beside the wrong sources would be worse than none.

    Examples
    --------
    >>> split_wording("Det virker. Det holder ca. 1 år.", 2), split_wording("Det virker.", 2)
    (['Det virker.', 'Det holder ca. 1 år.'], ['', ''])
    """
    parts = _SENTENCE_END.split(wording.strip())
    return parts if len(parts) == n_sentences else [""] * n_sentences


def _sourced(
    text: str, sources: tuple[str, ...], quotes: Mapping[str, Quote], citer: Citer, words: Words
) -> SourcedSentence:
    cited = [citer.cite(quotes[s]) for s in sources if s in quotes][:_MOST_QUOTED]
    rest = len(sources) - len(cited)
    if not rest:
        return SourcedSentence(text, tuple(cited), "")
    segments = counted(rest, "plural.segment", words.language)
    key = "told.sources_more" if cited else "told.sources_only"
    return SourcedSentence(text, tuple(cited), words.text(key, segments=segments))
