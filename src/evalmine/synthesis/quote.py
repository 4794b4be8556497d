"""A quote: cut from a document, never written."""

from __future__ import annotations

from dataclasses import dataclass

from evalmine.errors import QuoteError
from evalmine.records import Shown


@dataclass(frozen=True, repr=False)
class Quote(Shown, line="{x.quote_id}: {x.printed}"):
    """A verbatim cut: ``document.text[start:end] == text``, checked when made and when shown.

    `sha256` is that of the whole document text; `page` is None for texts without pages.
    `attribution` is ready to print in the report's language.  `cut_before` and `cut_after` tell
    that the sentence begins before or goes on after the quote; nothing inside is ever left out.
    `voice` is whose words they are: "project" (its own account), "participant" (quoted inside a
    text) or "evaluator".
    """

    quote_id: str
    learning_id: str
    document_id: str
    project_id: str
    segment_id: str
    start: int
    end: int
    text: str
    page: int | None
    attribution: str
    language: str
    sha256: str
    cut_before: bool = False
    cut_after: bool = False
    voice: str = ""

    @property
    def printed(self) -> str:
        """The text with ``[…]`` where words of the same sentence are left out.

        Examples
        --------
        >>> q = Quote("Q1", "L1", "D", "P", "S", 4, 9, "siger", None, "", "da", "", cut_before=True)
        >>> q.printed
        '[…] siger'
        """
        return f"{'[…] ' * self.cut_before}{self.text}{' […]' * self.cut_after}"


def check_quote(quote: Quote, text: str) -> None:
    """Raise `QuoteError` unless the quote is the exact cut of the document's text."""
    inside = 0 <= quote.start < quote.end  # a slice would count a negative start from the end
    if not inside or text[quote.start : quote.end] != quote.text:
        raise QuoteError(f"quote {quote.quote_id} is not the text of {quote.document_id}")
