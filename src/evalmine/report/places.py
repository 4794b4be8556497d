"""Where in its document a quote stands: the whole answer or paragraph, and what is around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evalmine.corpus.model import Block, Document
from evalmine.report.words import Words

LONGEST: Final = 3000
"""Characters of a paragraph that is shown whole; of a longer one, what is around the quote."""

_AROUND = 700
_SAID = frozenset({"answer", "paragraph", "bullet", "quote", "footnote", "table"})


@dataclass(frozen=True)
class Passage:
    """A span of a document that is read as one: an answer, a paragraph, a bullet.

    `above` is the question it answers or the heading it stands under; `position` says in words
    where it is, such as "Svar 3 af 5" or "Side 12 af 40".  `number` is its place among the
    passages of the document, from 0, or -1 for a part of a passage.
    """

    document_id: str
    number: int
    start: int
    end: int
    above: str = ""
    position: str = ""


class Places:
    """Finds the passages of documents; each document is laid out once.

    Parameters
    ----------
    documents : mapping of str to Document or str
        By document id.  Of a bare text, each line is a passage.
    words : Words
    """

    def __init__(self, documents: Mapping[str, Document | str], words: Words) -> None:
        self._documents, self._words = documents, words
        self._layouts: dict[str, tuple[Passage, ...]] = {}

    def passage(self, document_id: str, start: int, end: int) -> Passage:
        """Return the passage a span lies in; where it lies in none, or in a long one, the span.

        A span of more than one passage gets one that holds it.
        """
        inside = [p for p in self._layout(document_id) if p.start < end and start < p.end]
        if not inside:
            return Passage(document_id, -1, start, end)
        first, last = inside[0], inside[-1]
        low, high, number = min(first.start, start), max(last.end, end), first.number
        if high - low > LONGEST:
            text = self.text(document_id)
            low = _word_start(text, start - _AROUND, low)
            high = _word_end(text, end + _AROUND, high)
            number = -1
        return Passage(document_id, number, low, high, first.above, first.position)

    def neighbors(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """Return the passages before and after; None at the ends, and of or beside a long one."""
        passages = self._layout(passage.document_id)
        if passage.number < 0:
            return None, None
        before = passage.number - 1
        after = next((p.number for p in passages if p.start >= passage.end), -1)
        return self._shown(passages, before), self._shown(passages, after)

    def text(self, document_id: str) -> str:
        """Return the text of a document."""
        document = self._documents[document_id]
        return document if isinstance(document, str) else document.text

    def _shown(self, passages: tuple[Passage, ...], number: int) -> Passage | None:
        if not 0 <= number < len(passages):
            return None
        found = passages[number]
        return found if found.end - found.start <= LONGEST else None

    def _layout(self, document_id: str) -> tuple[Passage, ...]:
        if document_id not in self._layouts:
            document = self._documents[document_id]
            if isinstance(document, str) or not document.blocks:
                passages = _lines(document_id, self.text(document_id))
            else:
                passages = self._laid_out(document)
            self._layouts[document_id] = passages
        return self._layouts[document_id]

    def _laid_out(self, document: Document) -> tuple[Passage, ...]:
        said = [b for b in document.blocks if b.role in _SAID and b.start < b.end]
        said.sort(key=lambda b: (b.start, b.end))
        questions = list(dict.fromkeys(b.question for b in said if b.role == "answer"))
        return tuple(
            Passage(
                document.document_id,
                number,
                block.start,
                block.end,
                block.question or block.heading,
                self._position(document, block, number, len(said), questions),
            )
            for number, block in enumerate(said)
        )

    def _position(
        self, document: Document, block: Block, number: int, total: int, questions: list[str]
    ) -> str:
        words = self._words
        if block.page is not None:
            pages = max(len(document.pages), block.page)
            return words.text("passage.of_pages", n=block.page, total=pages)
        if block.role == "answer":
            place = questions.index(block.question) + 1
            return words.text("passage.of_answers", n=place, total=len(questions))
        return words.text("passage.of_passages", n=number + 1, total=total)


def _lines(document_id: str, text: str) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            end = start + len(line.rstrip("\n"))
            passages.append(Passage(document_id, len(passages), start, end))
        start += len(line)
    return tuple(passages)


def _word_start(text: str, wanted: int, least: int) -> int:
    """Return where the first whole word after a position begins."""
    if wanted <= least:
        return least
    space = text.find(" ", wanted)
    return space + 1 if 0 <= space - wanted < 40 else wanted


def _word_end(text: str, wanted: int, most: int) -> int:
    """Return where the last whole word before a position ends."""
    if wanted >= most:
        return most
    space = text.rfind(" ", 0, wanted)
    return space if 0 <= wanted - space < 40 else wanted
