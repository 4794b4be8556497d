"""Makes the quote of a segment: the span, with document hash, page, voice and attribution."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from evalmine.corpus.model import Document
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quote import Quote, check_quote
from evalmine.synthesis.quoting.attribution import K_PROJECTS, attribution
from evalmine.synthesis.quoting.cutting import Span
from evalmine.synthesis.quoting.features import bank_of, picks_of, voice_of
from evalmine.synthesis.quoting.picks import QuotePicks

_ENDS: Final = re.compile(r"(?:[.!?…:][»«\"”“’')\]]*|\n)\s*$")


def cut_quote(
    evidence: Evidence,
    row: int,
    *,
    learning_id: str,
    number: int,
    k: int = K_PROJECTS,
    picks: QuotePicks | None = None,
    learning_key: str = "",
) -> Quote:
    """Return the quote of a row: its best span, or the one a person picked.

    Parameters
    ----------
    evidence : Evidence
    row : int
        The coded segment; `Quote.segment_id` stays its id.
    learning_id : str
    number : int
        Of the quote in its learning, from 0 for the statement.
    k : int
        See `attribution`.
    picks : QuotePicks, optional
        From `locate_picks`; by default those that go with the evidence (`with_picks`).
    learning_key : str
        Which picks are meant for this learning.

    Raises
    ------
    QuoteError
        If the segment is not the text of its document at its place.
    """
    segment, document = evidence.segments[row], evidence.document_of(row)
    span = span_of(evidence, row, picks=picks, learning_key=learning_key)
    voice = voice_of(evidence, row, span)
    quote = Quote(
        quote_id=f"{learning_id}-Q{number}",
        learning_id=learning_id,
        document_id=document.document_id,
        project_id=segment.project_id,
        segment_id=segment.segment_id,
        start=segment.start,
        end=segment.end,
        text=segment.text,
        page=segment.page,
        attribution=attribution(evidence, row, k=k, voice=voice),
        language=segment.language,
        sha256=document.sha256,
        voice=voice,
    )
    check_quote(quote, document.text)
    return replace(
        quote,
        start=span.start,
        end=span.end,
        text=document.text[span.start : span.end],
        cut_before=span.cut_before,
        cut_after=span.cut_after,
    )


def span_of(
    evidence: Evidence, row: int, *, picks: QuotePicks | None = None, learning_key: str = ""
) -> Span:
    """Return the span that is printed for a row.

    A person's pick goes first; where a veto lies on more than the segment needs, the segment
    itself is printed.
    """
    segment, document = evidence.segments[row], evidence.document_of(row)
    picks = picks_of(evidence) if picks is None else picks
    pick = picks.picked(segment.document_id, segment.start, segment.end, learning_key)
    if pick is not None and pick.start is not None and pick.end is not None:
        return _as_cut(document, pick.start, pick.end)
    span = bank_of(evidence)[row].span
    if picks.vetoed(segment.document_id, span.start, span.end):
        return Span(segment.start, segment.end)
    return span


def _as_cut(document: Document, start: int, end: int) -> Span:
    """Return a person's span, marked as cut where it begins or ends inside a sentence."""
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    first, last = (block.start, block.end) if block else (0, len(document.text))
    before, after = document.text[first:start], document.text[end : max(end, last)]
    begins = not re.search(r"\w", before) or bool(_ENDS.search(before))
    inside = document.text[start:end]
    ends = not re.search(r"\w", after) or bool(_ENDS.search(inside)) or after[:1] == "\n"
    return Span(start, end, cut_before=not begins, cut_after=not ends)
