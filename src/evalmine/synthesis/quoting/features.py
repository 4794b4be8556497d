"""What is known of every segment as a quote, found once for an evidence and kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.model import Block, Document
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quoting.cutting import Place, Span, best_span
from evalmine.synthesis.quoting.picks import NO_PICKS, QuotePicks, locate_picks
from evalmine.synthesis.quoting.worth import names_in_texts, shortcomings

_JOINED: Final = 0.15  # two sentences are a worse quote than one
_MARKS: Final = {"»": "«", "«": "»", "“": "”", "”": "”", '"': '"', "„": "“"}


@dataclass(frozen=True)
class QuoteFeatures:
    """One segment as a quote: its best span, whether that stands alone, and what speaks against it.

    `penalty` is the sum of the shortcomings of the text (see `worth.shortcomings`), 0 for none.
    """

    span: Span
    stands: bool
    masked: bool
    penalty: float
    voice: str


@dataclass
class QuoteBank:
    """The features of an evidence's segments, each worked out when first asked for."""

    evidence: Evidence
    picks: QuotePicks = NO_PICKS
    _known: dict[int, QuoteFeatures] = field(default_factory=dict)

    def __getitem__(self, row: int) -> QuoteFeatures:
        """Return the features of a row."""
        if row not in self._known:
            self._known[row] = self._find(row)
        return self._known[row]

    @cached_property
    def names(self) -> frozenset[str]:
        """Words the texts write with a capital alone: names of people, places and things."""
        return names_in_texts(s.text for s in self.evidence.segments)

    @cached_property
    def sharing(self) -> dict[tuple[str, str], int]:
        """How many projects have a document of a kind in a pool."""
        of = self.evidence.pool_of
        held = {
            (d.kind, of.get(d.project_id, ""), d.project_id) for d in self.evidence.corpus.documents
        }
        return dict(Counter((kind, pool) for kind, pool, _ in held))

    @cached_property
    def _row_at(self) -> dict[tuple[str, int], int]:
        return {(s.document_id, s.end): row for row, s in enumerate(self.evidence.segments)}

    def place_of(self, row: int) -> Place:
        """Return a row's place in its document."""
        segment, document = self.evidence.segments[row], self.evidence.document_of(row)
        block = _block_of(document, segment.start, segment.end)
        text = document.text
        gap = len(text[: segment.start]) - len(text[: segment.start].rstrip(" "))
        before = self._row_at.get((document.document_id, segment.start - gap)) if gap else None
        start = None
        if before is not None:
            other = self.evidence.segments[before]
            joined = other.start >= block.start and other.role == segment.role
            if joined and not other.text.rstrip().endswith("?") and not MASK_TAG.search(other.text):
                start = other.start
        closes = (
            not text[segment.end : block.end].strip() or text[segment.end : segment.end + 1] == "\n"
        )
        return Place(text, segment.start, segment.end, segment.language, start, closes)

    def _find(self, row: int) -> QuoteFeatures:
        place = self.place_of(row)
        span, alone = best_span(place)
        text = place.text[span.start : span.end]
        return QuoteFeatures(
            span,
            alone,
            bool(MASK_TAG.search(text)),
            shortcomings(text, place.language, self.names, report=self.evidence.language)
            + _JOINED * (span.start < place.start),
            voice_of(self.evidence, row, span),
        )


def bank_of(evidence: Evidence) -> QuoteBank:
    """Return the features of an evidence; the same object each time it is asked for."""
    # Kept where a cached property is kept, so that it goes when the evidence goes.
    bank: QuoteBank = vars(evidence).setdefault("quote_bank", QuoteBank(evidence))
    return bank


def with_picks(evidence: Evidence, picks: QuotePicks) -> Evidence:
    """Return the same evidence with a person's decisions: every quote made from it follows them.

    Parameters
    ----------
    evidence : Evidence
    picks : QuotePicks
        From `read_picks`; their places are found here.

    See Also
    --------
    picks_of : The decisions at their places, with messages on those that are lost.
    """
    told = replace(evidence)
    vars(told)["quote_bank"] = QuoteBank(told, locate_picks(picks, told))
    return told


def picks_of(evidence: Evidence) -> QuotePicks:
    """Return the decisions that go with an evidence, none where nobody has decided."""
    return bank_of(evidence).picks


def _block_of(document: Document, start: int, end: int) -> Block:
    for block in document.blocks:
        if block.start <= start and end <= block.end:
            return block
    return Block(0, len(document.text))


def voice_of(evidence: Evidence, row: int, span: Span) -> str:
    """Return whose words a span is: "project", "participant" or "evaluator".

    A participant's are the blocks set as quotations and the spans in quotation marks; all else is
    the project's own in a self-evaluation and the evaluator's in a report or note.
    """
    document, segment = evidence.document_of(row), evidence.segments[row]
    text = document.text[span.start : span.end].rstrip(" .,")
    marked = len(text) > 1 and _MARKS.get(text[0]) == text[-1] and text[0] not in text[1:-1]
    if segment.role == "quote" or (marked and document.kind != "self_evaluation"):
        return "participant"
    return "project" if document.kind == "self_evaluation" else "evaluator"
