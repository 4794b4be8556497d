"""Pieces of a parsed report become one frozen document with blocks and page starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.model import Block, Document
from evalmine.corpus.text import normalize_text


@dataclass(frozen=True)
class Piece:
    """One paragraph, heading, bullet, quote, table, footnote or line of contents of a document.

    Attributes
    ----------
    text : str
        As it will be quoted, but neither normalized nor masked.
    role : str
        A role of `model.Block`, or ``toc`` for a table of contents.
    page : int, optional
        The page it begins on, from 1.
    breaks : tuple of (int, int)
        Page and offset in `text` where a further page begins inside the piece.
    """

    text: str
    role: str = "paragraph"
    page: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Parsed:
    """What a reader found in one file: pieces in reading order, number of pages, remarks.

    A remark is a (location, reason) of something that was left out.
    """

    pieces: tuple[Piece, ...]
    n_pages: int = 0
    remarks: tuple[tuple[str, str], ...] = ()


def build_document(
    parsed: Parsed,
    *,
    document_id: str,
    project_id: str,
    kind: str,
    source: str,
    mask: bool = True,
    language: str = "",
) -> Document:
    """Return the document of the pieces: normalized, masked, joined by blank lines.

    Bullets that follow each other are joined by a single newline. A block carries the text of the
    heading it stands under; a heading carries its own.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    at, heading, before = 0, "", ""
    for piece in parsed.pieces:
        text = _clean(piece.text, mask)
        if not text:
            continue
        if parts:
            gap = "\n" if piece.role == before == "bullet" else "\n\n"
            parts.append(gap)
            at += len(gap)
        if piece.role == "heading":
            heading = " ".join(text.split())
        if piece.page is not None:
            starts.setdefault(piece.page, at)
        for page, offset in piece.breaks:
            inside = min(len(_clean(piece.text[:offset], mask)) + 1, len(text))
            starts.setdefault(page, at + inside)
        end = at + len(text)
        blocks.append(Block(at, end, piece.role, heading=heading, page=piece.page))
        parts.append(text)
        at, before = end, piece.role
    text = "".join(parts)
    pages = _page_starts(starts, parsed.n_pages, len(text))
    return Document(document_id, project_id, kind, source, text, tuple(blocks), language, pages)


def _clean(text: str, mask: bool) -> str:
    text = normalize_text(text).strip()
    return normalize_text(mask_identifiers(text).text).strip() if mask else text


def _page_starts(starts: dict[int, int], n_pages: int, length: int) -> tuple[int, ...]:
    """Return where each page starts; a page without text starts where the next one does."""
    pages: list[int] = []
    following = length
    for page in range(n_pages, 0, -1):
        following = min(starts.get(page, following), following)
        pages.append(following)
    return tuple(reversed(pages))


def page_of(pages: Sequence[int], offset: int) -> int | None:
    """Return the page, from 1, that an offset of the text lies on; None without pages."""
    import bisect

    return max(bisect.bisect_right(pages, offset), 1) if pages else None
