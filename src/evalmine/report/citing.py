"""Quotes on their way to the page: checked against their documents, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evalmine.corpus.text import sha256_of
from evalmine.errors import QuoteError
from evalmine.report.anchors import Anchors
from evalmine.report.places import Places
from evalmine.report.words import Words
from evalmine.synthesis.quote import Quote, check_quote


@dataclass(frozen=True)
class Citation:
    """A checked quote, ready to print; `before` and `after` are the words around it.

    `above` is the question or heading over it, and `position` its place in the document in words.
    """

    anchor: str
    text: str
    attribution: str
    language: str  # "" when it is the report's
    before: str
    after: str
    cut_before: bool = False
    cut_after: bool = False
    above: str = ""
    position: str = ""

    @property
    def has_context(self) -> bool:
        """Whether there are words around the quote; a bullet or a number is none."""
        return any(c.isalpha() for c in self.before + self.after)


class Citer:
    """Turns quotes into citations; every quote of a page goes through one `Citer`.

    Parameters
    ----------
    documents : mapping of str to str
        Text by document id.
    words : Words
    anchors : Anchors
    context : int
        Characters of the same paragraph shown on either side, at most; 0 for none.
    places : Places, optional
        Finds what stands above a quote, and where in its document it is.
    """

    def __init__(
        self,
        documents: Mapping[str, str],
        words: Words,
        anchors: Anchors,
        *,
        context: int,
        places: Places | None = None,
    ) -> None:
        self._documents, self._words, self._anchors = documents, words, anchors
        self._context, self._places = context, places
        self._sha256: dict[str, str] = {}

    def cite(self, quote: Quote) -> Citation:
        """Return a quote as a citation.

        Raises
        ------
        QuoteError
            If the document is missing, is not the one the quote was cut from, or if its text at
            that place is not the quote.
        """
        text = self.checked(quote)
        page = self._words.text("learning.page", page=quote.page) if quote.page else ""
        foreign = quote.language if quote.language != self._words.language else ""
        passage = (
            self._places.passage(quote.document_id, quote.start, quote.end)
            if self._places and self._context
            else None
        )
        return Citation(
            anchor=self._anchors.new(quote.quote_id),
            text=quote.text,
            attribution=", ".join(part for part in (quote.attribution, page) if part),
            language=foreign,
            before=text_before(text, quote.start, self._context),
            after=text_after(text, quote.end, self._context),
            cut_before=quote.cut_before,
            cut_after=quote.cut_after,
            above=passage.above if passage else "",
            position=passage.position if passage else "",
        )

    def checked(self, quote: Quote) -> str:
        """Return the text of the quote's document, in which the quote was found to the letter.

        Raises
        ------
        QuoteError
            As `cite`.
        """
        text = self._documents.get(quote.document_id)
        if text is None:
            message = f"quote {quote.quote_id}: document {quote.document_id} was not given"
            raise QuoteError(message)
        check_quote(quote, text)
        if quote.sha256 and self._sha256_of(quote.document_id, text) != quote.sha256:
            message = f"quote {quote.quote_id}: {quote.document_id} has changed since it was cut"
            raise QuoteError(message)
        return text

    def _sha256_of(self, document_id: str, text: str) -> str:
        if document_id not in self._sha256:
            self._sha256[document_id] = sha256_of(text)
        return self._sha256[document_id]


def text_before(text: str, start: int, limit: int) -> str:
    r"""Return up to `limit` characters of the same paragraph before a position, whole words only.

    Examples
    --------
    >>> text_before("Nej.\n\nDet gik godt. Vi talte.", 20, 9), text_before("Vi talte.", 0, 9)
    ('… godt. ', '')
    """
    line = text[max(0, text.rfind("\n", 0, start) + 1) : start]
    if not line.strip() or not limit:
        return ""
    if len(line) <= limit:
        return line
    tail = line[-limit:]
    first_space = tail.find(" ")
    return f"…{tail[first_space:]}" if 0 <= first_space < len(tail) - 1 else ""


def text_after(text: str, end: int, limit: int) -> str:
    r"""Return up to `limit` characters of the same paragraph after a position, whole words only.

    Examples
    --------
    >>> text_after("Vi talte. Det gik godt.", 9, 9), text_after("Vi talte.\nMere.", 9, 9)
    (' Det gik …', '')
    """
    stop = text.find("\n", end)
    line = text[end : stop if stop >= 0 else len(text)]
    if not line.strip() or not limit:
        return ""
    if len(line) <= limit:
        return line
    head = line[:limit]
    last_space = head.rfind(" ")
    return f"{head[:last_space]} …" if last_space > 0 else ""
