"""Reports as PDF: lines become paragraphs, headings, bullets, quotes, tables and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from evalmine.corpus.assemble import Parsed, Piece
from evalmine.corpus.hyphens import join_lines, vocabulary
from evalmine.corpus.pdf_fragments import read_fragments
from evalmine.corpus.pdf_layout import Line, reading_order, without_furniture
from evalmine.corpus.pdf_tables import table_spans, table_text

_BULLET = re.compile(r"(?:[•‣▪●○◦■□]|[-–−*o](?= ))\s*|\(?(?:\d{1,2}|[a-z])[.)]\s+")
_NUMBERED = re.compile(
    r"(?:\d{1,2}\.)*\d{1,2}\.?\s+[A-ZÆØÅÄÖ]\w+|(?:bilag|appendix|kapitel)\s+\w+", re.IGNORECASE
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[ck]t|nov|de[cs])", re.IGNORECASE)
_CAPTION = re.compile(r"(?:tabel|tabell|table|figur|figure|diagram|boks|box)\s+\d", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"[—–-]\s*\w")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…{2,}\s*\d{1,3}$")
_CONTENTS = re.compile(r"indhold(?:sfortegnelse)?|(?:table of )?contents|innehåll\w*|innhold\w*")
_MARKED = re.compile(r"[»«“”„\"].+[»«“”\"][.!?]?$")
_TERMINAL = re.compile(r"[.!?:;…][»”\"'’)\]]*$")
_NOTE_START = re.compile(r"(?:\d{1,3}|[*†])\s?\S")


@dataclass(frozen=True)
class _Paragraph:
    """Lines that belong together, with the role they seem to have."""

    lines: tuple[Line, ...]
    role: str

    @property
    def first(self) -> Line:
        return self.lines[0]


@dataclass(frozen=True)
class _Body:
    """How running text is set in this document."""

    size: float
    pitch: float  # from one line to the next, as a multiple of the size


def read_pdf(path: Path) -> Parsed:
    """Return the pieces of a PDF in reading order, with their pages.

    Running headers, footers, page numbers and raised footnote numbers are left out; hyphens at
    line ends are repaired; a paragraph that goes on in the next column or page is one piece.

    Raises
    ------
    InputError
        If the file is encrypted, broken or has no text layer.

    Notes
    -----
    Not recognized: tables without wide gaps between cells, text inside pictures, formulas,
    text up the side of a page.
    """
    pages = read_fragments(path)
    strips = [strip for page in without_furniture(pages) for strip in reading_order(page)]
    lines = [line for strip in strips for line in strip]
    if not lines:  # nothing but running headers
        return Parsed((), len(pages))
    body = _body(lines)
    paragraphs = [p for strip in _joined_strips(strips, body) for p in _paragraphs(strip, body)]
    paragraphs = _with_context(paragraphs, body, {p.number: p.height for p in pages})
    known = vocabulary(line.text for line in lines)
    pieces = [_piece(group, known) for group in _groups(paragraphs)]
    remarks = tuple(
        (f"page {page.number}", "has no text (a picture or a scan?): nothing is read from it")
        for page in pages
        if page.has_image
    )
    return Parsed(tuple(pieces), len(pages), remarks)


def _body(lines: Sequence[Line]) -> _Body:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    pitches: Counter[float] = Counter()
    for one, two in pairwise(lines):
        pitch = (one.y0 - two.y0) / size
        if abs(one.size - size) < 0.6 and abs(two.size - size) < 0.6 and 0 < pitch < 3:
            pitches[round(pitch, 1)] += 1
    return _Body(size, pitches.most_common(1)[0][0] if pitches else 1.2)


def _joined_strips(strips: Sequence[list[Line]], body: _Body) -> list[list[Line]]:
    """Return the strips with those joined that only a short last line parts."""
    joined: list[list[Line]] = []
    for strip in strips:
        if joined and _goes_on_below(joined[-1][-1], strip[0], body):
            left = min(joined[-1][0].left, strip[0].left)
            right = max(joined[-1][0].right, strip[0].right)
            both = joined[-1] + strip
            joined[-1] = [replace(line, left=left, right=right) for line in both]
        else:
            joined.append(list(strip))
    return joined


def _goes_on_below(above: Line, line: Line, body: _Body) -> bool:
    pitch = (above.y0 - line.y0) / max(line.size, 0.1)
    same = above.page == line.page and abs(above.size - line.size) < 0.5
    return same and 0 < pitch < 1.2 * body.pitch and abs(above.x0 - line.x0) < 2 * line.size


def _paragraphs(lines: list[Line], body: _Body) -> list[_Paragraph]:
    """Return the paragraphs of one strip, tables apart."""
    made: list[_Paragraph] = []
    spans = dict(table_spans(lines))
    i = 0
    group: list[Line] = []
    while i < len(lines):
        if i in spans:
            made += [_Paragraph(tuple(group), "")] if group else []
            made.append(_Paragraph(tuple(lines[i : spans[i]]), "table"))
            i, group = spans[i], []
            continue
        if group and _begins(group, lines[i], body):
            made.append(_Paragraph(tuple(group), ""))
            group = []
        group.append(lines[i])
        i += 1
    made += [_Paragraph(tuple(group), "")] if group else []
    return [p if p.role else replace(p, role=_role(p, body)) for p in made]


def _begins(group: list[Line], line: Line, body: _Body) -> bool:
    """Return whether a line begins a new paragraph."""
    above = group[-1]
    pitch = (above.y0 - line.y0) / max(min(above.size, line.size), 0.1)
    if pitch > 1.2 * body.pitch or pitch < 0 or abs(above.size - line.size) > 0.06 * body.size:
        return True
    ended = bool(_TERMINAL.search(above.text))
    changed = (above.bold > 0.9) != (line.bold > 0.9) or (above.italic > 0.9) != (line.italic > 0.9)
    if changed and (ended or not _is_full(above)):
        return True
    if _LEADER.search(above.text) or _is_bullet(line, body):
        return True
    if _ATTRIBUTION.match(line.text) and line.x0 > above.x0 + line.size:
        return True
    short = above.x1 < line.right - 0.25 * (line.right - line.left)
    indented = line.x0 > above.x0 + 0.8 * line.size and len(group) > 1
    return ended and (short or indented) and not _BULLET.match(group[0].text)


def _is_bullet(line: Line, body: _Body, *, starts: bool = False) -> bool:
    """Return whether a line begins with a bullet; `starts` if it surely starts a paragraph."""
    match = _BULLET.match(line.text)
    if match is None or line.size < 0.92 * body.size:
        return False
    rest = line.text[match.end() :]
    if not match[0].strip("( ")[0].isalnum() or rest[:1].isupper():
        return True
    return starts and not _MONTH.match(rest)


def _role(paragraph: _Paragraph, body: _Body) -> str:
    line, text = paragraph.first, " ".join(one.text for one in paragraph.lines)
    if _LEADER.search(text):
        return "toc"
    if _CAPTION.match(text) and len(text.split()) < 30:
        return "table"
    if _is_heading(paragraph, text, body):
        return "heading"
    if _is_bullet(line, body, starts=True):
        return "bullet"
    slanted = all(one.italic > 0.85 for one in paragraph.lines) and len(text.split()) > 3
    indented = line.x0 > line.left + 0.5 * body.size
    if (_MARKED.match(text) and (slanted or indented)) or (slanted and indented):
        return "quote"
    return "paragraph"


def _is_heading(paragraph: _Paragraph, text: str, body: _Body) -> bool:
    line, n_words = paragraph.first, len(text.split())
    if len(paragraph.lines) > 4 or n_words > 25 or sum(c.isalpha() for c in text) < 3:
        return False
    if text[0].islower() or re.search(r"[,;]$", text):
        return False
    sentence = text.endswith(".") and not _NUMBERED.match(text)
    if line.size >= 1.08 * body.size:
        return not sentence or n_words <= 3
    bold = line.bold > 0.9 and line.size >= 0.95 * body.size
    return bold and not sentence and n_words <= 16


def _with_context(
    paragraphs: list[_Paragraph], body: _Body, heights: dict[int, float]
) -> list[_Paragraph]:
    """Return the paragraphs with the roles that show only beside the others."""
    contents = _contents_pages(paragraphs)
    made: list[_Paragraph] = []
    for paragraph in paragraphs:
        line, role = paragraph.first, paragraph.role
        before = made[-1] if made else None
        if line.page in contents:
            role = "toc"
        elif role == "paragraph" and _is_note(paragraph, before, body, heights[line.page]):
            role = "footnote"
        elif role == "paragraph" and before is not None and before.role == "quote":
            n_words = sum(len(one.text.split()) for one in paragraph.lines)
            if _ATTRIBUTION.match(line.text) and n_words <= 15:
                role = "footnote"  # who said it, not part of what was said
        made.append(replace(paragraph, role=role))
    return made


def _contents_pages(paragraphs: Iterable[_Paragraph]) -> frozenset[int]:
    """Return the pages that hold nothing but a table of contents."""
    lines: dict[int, list[str]] = {}
    for paragraph in paragraphs:
        for line in paragraph.lines:
            lines.setdefault(line.page, []).append(line.text)
    pages = set()
    for page, texts in lines.items():
        numbered = sum(bool(re.search(r"\d{1,3}$", text)) for text in texts) / len(texts)
        leaders = sum(bool(_LEADER.search(text)) for text in texts) / len(texts)
        titled = any(_CONTENTS.fullmatch(text.casefold().strip(" :")) for text in texts[:4])
        if leaders > 0.5 or (titled and len(texts) > 3 and numbered > 0.5):
            pages.add(page)
    return frozenset(pages)


def _is_note(paragraph: _Paragraph, before: _Paragraph | None, body: _Body, height: float) -> bool:
    line = paragraph.first
    if line.size > 0.93 * body.size or line.y0 > 0.45 * height:
        return False
    if _NOTE_START.match(line.text):
        return True
    if before is None or before.role != "footnote" or before.first.page != line.page:
        return False
    return line.size <= before.first.size + 0.3


def _groups(paragraphs: list[_Paragraph]) -> list[list[_Paragraph]]:
    """Return the paragraphs, those that go on in the next column or page together.

    The footnotes between the halves go before them, so that pages stay in order.
    """
    groups: list[list[_Paragraph]] = []
    last: int | None = None  # the last group of running text
    for paragraph in paragraphs:
        if paragraph.role in ("paragraph", "bullet", "quote", "heading"):
            if last is not None and _continues(groups[last][-1], paragraph):
                notes = groups[last + 1 :]
                groups[last:] = [*notes, [*groups[last], paragraph]]
                last = len(groups) - 1
                continue
            groups.append([paragraph])
            last = len(groups) - 1
            continue
        groups.append([paragraph])
        last = last if paragraph.role == "footnote" else None
    return groups


def _continues(before: _Paragraph, paragraph: _Paragraph) -> bool:
    """Return whether a paragraph is the other half of the one in the column before it."""
    end, start = before.lines[-1], paragraph.first
    elsewhere = start.page != end.page or start.y0 > end.y0
    if before.role == "heading" or paragraph.role not in ("paragraph", before.role):
        return False
    same = abs(end.size - start.size) < 0.5 and (before.role == "quote") == (
        paragraph.role == "quote"
    )
    if not elsewhere or not same or _ATTRIBUTION.match(start.text):
        return False
    unfinished = not _TERMINAL.search(end.text)
    return unfinished and (start.text[0].islower() or end.text.endswith("-") or _is_full(end))


def _is_full(line: Line) -> bool:
    """Return whether a line reaches the right edge of its column."""
    return line.x1 > line.right - 0.1 * (line.right - line.left)


def _piece(group: list[_Paragraph], known: frozenset[str]) -> Piece:
    role, first = group[0].role, group[0].first
    if role == "table" and any(len(line.cells) > 1 for line in group[0].lines):
        return Piece(table_text(group[0].lines), role, first.page)
    if role == "toc":
        return Piece("\n".join(line.text for line in group[0].lines), role, first.page)
    lines = [line for paragraph in group for line in paragraph.lines]
    breaks: list[tuple[int, int]] = []
    for i in range(1, len(lines)):
        if lines[i].page != lines[i - 1].page:
            before = join_lines([line.text for line in lines[:i]], known)
            through = join_lines([line.text for line in lines[: i + 1]], known)
            tail = len(lines[i].text)
            breaks.append((lines[i].page, max(len(through) - tail, len(before) - 1)))
    text = join_lines([line.text for line in lines], known)
    return Piece(text, role, first.page, tuple(breaks))
