"""The characters of a PDF become fragments: runs of text of one size on one line, with their place.

The one file that imports pypdfium2.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evalmine.errors import InputError

_ITALIC_FLAG = 1 << 6
_HYPHENS = (2, 0xAD, 0x2010, 0x2011, 0xFFFE)  # 2 and 0xFFFE: PDFium's own, at a line's end


@dataclass(frozen=True)
class Fragment:
    """A run of text of one size on one line; `y0` is its lower edge, in points from below."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: float = 0.0  # share of its characters
    italic: float = 0.0

    @property
    def size(self) -> float:
        """Height of most of its characters, a measure of the font size."""
        return self.y1 - self.y0


@dataclass(frozen=True)
class PdfPage:
    """One page: number from 1, size in points, fragments in the order of the file."""

    number: int
    width: float
    height: float
    fragments: tuple[Fragment, ...]
    has_image: bool = False


def read_fragments(path: Path) -> list[PdfPage]:
    """Return the pages of a PDF.

    Raises
    ------
    InputError
        If the file is encrypted, broken or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            reason = "is password-protected: save a copy without a password"
        else:
            reason = "is not a readable PDF (damaged, or another format renamed): save it anew"
        raise InputError(path.name, reason) from error
    try:
        pages = [_read_page(document, i) for i in range(len(document))]
    finally:
        document.close()
    _check_text(path, pages)
    return pages


def _check_text(path: Path, pages: list[PdfPage]) -> None:
    text = "".join(fragment.text for page in pages for fragment in page.fragments)
    if len("".join(text.split())) < 10:
        reason = (
            "has no text layer: run OCR on it first (ocrmypdf does that), or ask for the original"
        )
        raise InputError(path.name, reason)
    n_lost = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text)
    if n_lost > len(text) / 3:
        reason = "has fonts that do not say which letters they show: run OCR on it (ocrmypdf)"
        raise InputError(path.name, reason)


def _read_page(document: Any, index: int) -> PdfPage:
    page = document[index]
    textpage = page.get_textpage()
    try:
        width, height = page.get_size()
        fragments = tuple(_fragments(textpage))
        has_image = not fragments and any(True for _ in page.get_objects(max_depth=2))
    finally:
        textpage.close()
        page.close()
    return PdfPage(index + 1, width, height, fragments, has_image)


@dataclass
class _Run:
    """Characters gathered so far, and where they are."""

    font_size: float
    x0: float
    x1: float = 0.0
    text: list[str] = field(default_factory=list)
    spans: Counter[tuple[float, float]] = field(default_factory=Counter)  # (lower, upper edge)
    n_bold: int = 0
    n_italic: int = 0

    def add(self, letter: str, box: Any, face: tuple[bool, bool]) -> None:
        """Take in one more character."""
        self.text.append(letter)
        self.x1 = box.right
        self.spans[round(box.bottom, 1), round(box.top, 1)] += 1
        self.n_bold += face[0]
        self.n_italic += face[1]

    def fragment(self) -> Fragment:
        """Return the characters as one fragment."""
        n, (y0, y1) = self.spans.total(), self.edges
        text = "".join(self.text)
        return Fragment(text, self.x0, y0, self.x1, y1, self.n_bold / n, self.n_italic / n)

    @property
    def edges(self) -> tuple[float, float]:
        """Lower and upper edge of most characters; a few reach higher or lower."""
        return max(self.spans, key=lambda span: (self.spans[span], -span[1] + span[0]))


def _fragments(textpage: Any) -> Iterator[Fragment]:
    import pypdfium2.raw as pdfium

    run: _Run | None = None
    box, faces = pdfium.FS_RECTF(), _Faces()
    for i in range(pdfium.FPDFText_CountChars(textpage)):
        letter = _letter(pdfium.FPDFText_GetUnicode(textpage, i))
        if letter == "\n":
            if run:
                yield run.fragment()
            run = None
        elif letter == " ":
            if run:
                run.text.append(letter)
        elif abs(pdfium.FPDFText_GetCharAngle(textpage, i)) % 6.2832 <= 0.1:
            pdfium.FPDFText_GetLooseCharBox(textpage, i, box)
            font_size = pdfium.FPDFText_GetFontSize(textpage, i)
            if run and not _goes_on(run, box, font_size):
                yield run.fragment()
                run = None
            run = run or _Run(font_size, box.left)
            run.add(letter, box, faces.of(textpage, i))
    if run:
        yield run.fragment()


def _letter(code: int) -> str:
    """Return the letter of a code; a blank for white space, a newline for what ends a line."""
    if code in _HYPHENS:
        return "-"
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    letter = chr(code)
    return "\n" if code < 32 else " " if letter.isspace() else letter


class _Faces:
    """Tells bold and italic letters by the names of their fonts, each font looked at once."""

    def __init__(self) -> None:
        self._name, self._flags = ctypes.create_string_buffer(256), ctypes.c_int()
        self._known: dict[tuple[bytes, int], tuple[bool, bool]] = {}

    def of(self, textpage: Any, index: int) -> tuple[bool, bool]:
        """Return whether a character is bold and whether it is italic."""
        import pypdfium2.raw as pdfium

        pdfium.FPDFText_GetFontInfo(textpage, index, self._name, 256, self._flags)
        key = (self._name.value, self._flags.value)
        if key not in self._known:
            face = key[0].decode("utf-8", "replace").casefold()
            bold = any(word in face for word in ("bold", "black", "heavy", "-bol"))
            slanted = any(word in face for word in ("italic", "oblique", "-ita"))
            self._known[key] = (bold, slanted or bool(key[1] & _ITALIC_FLAG))
        return self._known[key]


def _goes_on(run: _Run, box: Any, font_size: float) -> bool:
    """Return whether a character continues a run: same line, same size, no wide gap."""
    y0, y1 = run.edges
    size, height = y1 - y0, box.top - box.bottom
    overlap = min(y1, box.top) - max(y0, box.bottom)
    same_size = 0.87 < font_size / max(run.font_size, 0.01) < 1.15
    return bool(
        same_size
        and 0.7 * size <= height <= 1.45 * size
        and overlap > 0.6 * min(size, height)
        and -0.5 * size < box.left - run.x1 < 0.95 * size
    )
